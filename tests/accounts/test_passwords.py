"""Passwords: taken as they were typed, and kept as slow hashes."""

import pytest

from personae.accounts.errors import PasswordCommon
from personae.accounts.passwords import Passwords
from personae.accounts.rules import PASSWORD_LONGEST, check_password

ADA = {"email": "ada@example.org", "name": "Ada"}


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords()


class TestVerify:
    async def test_takes_every_character_as_it_was_typed(self, passwords: Passwords) -> None:
        chosen = " Zoe\u0308 sings, At 5! "
        hashed = await passwords.hash(chosen)
        assert await passwords.verify(chosen, hashed)
        for other in (chosen.strip(), chosen.casefold(), chosen.replace("e\u0308", "\u00eb"), chosen[:-2]):
            assert not await passwords.verify(other, hashed)

    async def test_cuts_none_to_the_longest_there_is(self, passwords: Passwords) -> None:
        hashed = await passwords.hash("x" * PASSWORD_LONGEST)
        assert await passwords.verify("x" * PASSWORD_LONGEST, hashed)
        assert not await passwords.verify("x" * (PASSWORD_LONGEST + 1), hashed)


class TestHash:
    async def test_is_argon2id_with_memory_and_a_salt_of_its_own(self, passwords: Passwords) -> None:
        one, other = [await passwords.hash("the same password") for _ in range(2)]
        assert one != other
        assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


class TestCheckPassword:
    @pytest.mark.parametrize(
        "password",
        ["four plain small words", "7" * 5 + "3" * 6, "ЁЖИКВТУМАНЕ", "🦊🦔🦉🦊🦔🦉🦊🦔", "x7 " * 22],
    )
    def test_asks_for_no_kinds_of_characters(self, password: str) -> None:
        check_password(password, **ADA)

    @pytest.mark.parametrize("password", ["Password123!", "personae", "Ada@example.org", "personae2026!"])
    def test_refuses_what_is_tried_first(self, password: str) -> None:
        with pytest.raises(PasswordCommon):
            check_password(password, **ADA)
