"""Accounts by rules of a test's own, on the studio's database, with letters that stay where they are read."""

import re
from dataclasses import dataclass, field

from makers import PASSWORD, new_email
from personae.accounts import Accounts, Actor, Provider, Rules, SignedIn, identify
from personae.bootstrap import Services
from personae.platform.limits import Limiter
from personae.platform.mail import Letter, Post

ADDRESS = "https://books.example.org"
TICKET = re.compile(r"(?:ticket|invite)=([\w-]+)")


@dataclass
class Box:
    """A carrier that keeps every letter."""

    letters: list[Letter] = field(default_factory=list)

    def carry(self, letter: Letter) -> None:
        """See Carrier."""
        self.letters.append(letter)


@dataclass
class House:
    """A studio's accounts by rules of one's own."""

    services: Services
    rules: Rules
    box: Box
    post: Post
    accounts: Accounts

    async def letters(self, to: str) -> list[Letter]:
        """Every letter that has come to an address, once none is under way."""
        await self.post.settled()
        return [each for each in self.box.letters if each.to == to]

    async def secret_for(self, to: str) -> str:
        """The secret in the latest letter to an address."""
        found = TICKET.search((await self.letters(to))[-1].text)
        assert found is not None
        return found.group(1)

    async def newcomer(self, name: str = "Ada", password: str = PASSWORD) -> SignedIn:
        """Somebody with an account, signed in."""
        found = await self.accounts.door.register(email=new_email(name), password=password, name=name)
        assert isinstance(found, SignedIn)
        return found

    async def present(self, signed_in: SignedIn) -> Actor | None:
        """Who a session belongs to now."""
        async with self.services.database.begin(write=False) as tx:
            return await identify(tx, secret=signed_in.secret)


def house(services: Services, *, provider: Provider | None = None, links_email: bool = False,
          limiter: Limiter | None = None, has_post: bool = True, **rules: object) -> House:  # fmt: skip
    """Accounts by the rules that are given, else by those of a laptop."""
    box = Box()
    post = Post(box if has_post else None)
    made = Rules(address=ADDRESS, **rules)  # type: ignore[arg-type]
    accounts = Accounts.of(
        services.database.begin,
        services.passwords,
        limiter or services.limiter,
        post,
        services.seal,
        made,
        provider=provider,
        links_email=links_email,
    )
    return House(services, made, box, post, accounts)
