"""The room's parts, put together once."""

from dataclasses import dataclass

from personae.accounts.door import Door
from personae.accounts.guests import Guests
from personae.accounts.keeping import Keeping
from personae.accounts.keys import Keys
from personae.accounts.notices import Notices
from personae.accounts.once import Onces
from personae.accounts.passwords import Passwords
from personae.accounts.people import People
from personae.accounts.provider import Provider
from personae.accounts.rules import Rules
from personae.accounts.second import SecondFactors
from personae.accounts.sessions import Sessions
from personae.accounts.tries import Tries
from personae.platform.db import OpenTx
from personae.platform.limits import Limiter
from personae.platform.mail import Post
from personae.platform.seal import Seal


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the doors ask about accounts. provider: None where nobody signs in by OpenID Connect."""

    door: Door
    keeping: Keeping
    second: SecondFactors
    people: People
    guests: Guests
    keys: Keys
    sessions: Sessions
    onces: Onces
    provider: Provider | None

    @classmethod
    def of(
        cls,
        open_tx: OpenTx,
        passwords: Passwords,
        limiter: Limiter,
        post: Post,
        seal: Seal,
        rules: Rules,
        *,
        provider: Provider | None = None,
        links_email: bool = False,
    ) -> "Accounts":
        """Everything by the same rules and with the same counts."""
        tries = Tries(limiter, rules)
        notices = Notices(post, rules)
        door = Door(open_tx, passwords, tries, post, rules)
        return cls(
            door,
            Keeping(open_tx, passwords, tries, post, rules),
            SecondFactors(open_tx, seal, tries, notices, rules),
            People(post, rules),
            Guests(open_tx, door, notices, links_email=links_email),
            Keys(open_tx),
            Sessions(open_tx, rules),
            Onces(open_tx, seal),
            provider,
        )
