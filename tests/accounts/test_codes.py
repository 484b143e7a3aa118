"""Codes of an authenticator, by the vectors of RFC 6238, and recovery codes."""

from base64 import b32encode
from datetime import UTC, datetime

import pytest
from pyotp import TOTP

from personae.accounts import codes
from personae.platform.ids import ALPHABET

KEY = b32encode(b"12345678901234567890").decode()


class TestStepOf:
    @pytest.mark.parametrize(
        ("second", "code"),
        [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
    )
    def test_knows_the_codes_of_the_standard(self, second: int, code: str) -> None:
        at = datetime.fromtimestamp(second, UTC)
        assert codes.step_of(code, KEY, at=at, after=0) == second // codes.STEP_S
        assert codes.step_of(f" {code[:3]} {code[3:]}", KEY, at=at, after=0) is not None

    def test_takes_one_step_of_drift_and_no_more(self) -> None:
        at = 1_000_000_000 * 3
        found = [
            codes.step_of(TOTP(KEY).at(at + 30 * drift), KEY, at=datetime.fromtimestamp(at, UTC), after=0)
            for drift in (-2, -1, 0, 1, 2)
        ]
        step = at // 30
        assert found == [None, step - 1, step, step + 1, None]

    def test_takes_none_that_was_used_or_is_older(self) -> None:
        at = 1_000_000_000
        moment, step = datetime.fromtimestamp(at, UTC), at // 30
        for drift in (-1, 0, 1):
            code = TOTP(KEY).at(at + 30 * drift)
            assert codes.step_of(code, KEY, at=moment, after=step + drift) is None
            assert codes.step_of(code, KEY, at=moment, after=step + 5) is None

    @pytest.mark.parametrize("code", ["", "abcdef", "12345", "1234567", "１２３４５６", "12 34 5x", "-12345"])
    def test_takes_nothing_else(self, code: str) -> None:
        assert codes.step_of(code, KEY, at=datetime.fromtimestamp(59, UTC), after=0) is None


class TestPicture:
    def test_is_an_svg_that_runs_nothing(self) -> None:
        picture = codes.picture_of(codes.address_of(KEY, email="ada@example.org"))
        assert picture.startswith("<svg") and "style" not in picture and "script" not in picture


class TestRecoveryCodes:
    def test_are_ten_that_no_hash_gives_away(self) -> None:
        made = codes.new_recovery_codes()
        assert len(set(made)) == codes.RECOVERY_CODES == 10
        bits = 5 * codes.RECOVERY_CHARS
        assert bits >= 128 and len(ALPHABET) == 2**5
        assert all(len(each.replace("-", "")) == codes.RECOVERY_CHARS for each in made)

    def test_are_known_however_they_are_typed(self) -> None:
        [code, *_] = codes.new_recovery_codes()
        for typed in (code.upper(), code.replace("-", " "), code.replace("-", ""), f" {code} "):
            assert codes.recovery_digest(typed) == codes.recovery_digest(code)
        assert codes.recovery_digest("1o") == codes.recovery_digest("l0")
