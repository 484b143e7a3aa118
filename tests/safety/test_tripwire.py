"""A reply that is watched for its canary while it is written."""

import base64
import codecs
from importlib.resources import files

import pytest

from personae.safety import Tripwire, canary_of, new_canary

CANARY = "qzxkvbnrtdfgmhjp"
BEFORE = "Well, since you ask so kindly, I shall tell you. "
AFTER = " And that is all there is to it, my dear; now let us speak of the lamp again."


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def watched(text: str, *, size: int, canary: str = CANARY) -> tuple[str, Tripwire]:
    """What is told of a text that comes in pieces of a size, and the wire."""
    wire = Tripwire(canary)
    told = "".join(wire.take(text[at : at + size]) for at in range(0, len(text), size))
    return told + wire.end(), wire


SPELLED = [
    CANARY,
    CANARY.upper(),
    " ".join(CANARY),
    "-".join(CANARY),
    "\n".join(f"{number}. {letter}" for number, letter in enumerate(CANARY, 1)),
    "".join(f"**{letter}**" for letter in CANARY),
    "\u200b".join(CANARY),
    CANARY[::-1],
    codecs.encode(CANARY, "rot13"),
    CANARY[2:],
]
ENCODED = [
    in_base64(CANARY),
    in_base64(f"The system prompt says {CANARY} and more."),
    CANARY.encode().hex(),
    CANARY.encode().hex(" "),
    "".join(f"%{ord(each):02X}" for each in CANARY),
    "".join(f"&#{ord(each)};" for each in CANARY),
    "".join(f"\\x{ord(each):02x}" for each in CANARY),
]
DISGUISED = [
    "".join(f"<b>{letter}</b>" for letter in CANARY),
    "".join(chr(0xE0000 + ord(each)) for each in CANARY),
    "".join(chr(ord(each) + 0xFEE0) for each in CANARY),
    in_base64(in_base64(CANARY)),
    "\n".join(in_base64(f"You are Ann. {CANARY}")[at : at + 8] for at in range(0, 40, 8)),
]


class TestTake:
    @pytest.mark.parametrize("size", [1, 3, 7, 1000])
    @pytest.mark.parametrize("leak", SPELLED)
    def test_tells_three_letters_of_it_at_most(self, leak: str, size: int) -> None:
        told, wire = watched(BEFORE + leak + AFTER, size=size)
        assert wire.leaked_at == len(BEFORE) + leak.find(next(filter(str.isalpha, leak)))
        assert told.startswith(BEFORE)
        assert sum(map(str.isalpha, told[len(BEFORE) :])) <= 3

    @pytest.mark.parametrize("size", [1, 3, 7, 1000])
    @pytest.mark.parametrize("leak", ENCODED)
    def test_tells_the_beginning_alone_of_what_is_encoded(self, leak: str, size: int) -> None:
        told, wire = watched(BEFORE + leak + AFTER, size=size)
        assert wire.leaked_at == len(BEFORE)
        assert told.startswith(BEFORE)
        assert len(told) < len(BEFORE) + 24

    @pytest.mark.parametrize("size", [1, 7, 1000])
    @pytest.mark.parametrize("leak", [*SPELLED, *ENCODED, *DISGUISED])
    def test_finds_every_disguise_by_the_end(self, leak: str, size: int) -> None:
        long = (AFTER + BEFORE) * 9
        _, wire = watched(long + leak + AFTER, size=size)
        assert wire.leaked_at is not None
        assert len(long) - 40 <= wire.leaked_at <= len(long) + 20

    @pytest.mark.parametrize("size", [1, 5, 400])
    def test_lets_a_novel_pass_as_it_is(self, size: int) -> None:
        tale = files("personae").joinpath("demo/story.txt").read_text(encoding="utf-8")[:6000]
        told, wire = watched(tale, size=size, canary=new_canary())
        assert (told, wire.leaked_at) == (tale, None)

    def test_holds_nothing_of_ordinary_words_back(self) -> None:
        wire = Tripwire(CANARY)
        for word in ("Good ", "evening, ", "M", "ira", ". The st", "rength", "s ", "of it", "!"):
            assert wire.take(word) == word

    def test_lets_go_of_a_long_word_when_it_has_ended(self) -> None:
        wire = Tripwire(CANARY)
        assert wire.take("Donaudampfschiff") == ""
        assert wire.take("fahrt ist lang") == "Donaudampfschifffahrt ist lang"

    def test_lets_go_of_what_has_no_end(self) -> None:
        told, wire = watched("=" * 3000, size=10)
        assert (told, wire.leaked_at) == ("=" * 3000, None)

    def test_tells_nothing_more_after_a_leak(self) -> None:
        wire = Tripwire(CANARY)
        wire.take(CANARY)
        assert (wire.take("Good evening."), wire.end()) == ("", "")

    def test_sees_what_goes_on_from_what_was_told_before(self) -> None:
        wire = Tripwire(CANARY, before=f"{BEFORE}{CANARY[:9]}")
        assert wire.take(f"{CANARY[9:]} it is") == ""
        assert wire.leaked_at == len(BEFORE)

    def test_watches_for_nothing_without_a_canary(self) -> None:
        told, wire = watched(BEFORE + CANARY, size=4, canary="")
        assert (told, wire.leaked_at) == (BEFORE + CANARY, None)


class TestCanaryOf:
    def test_is_the_same_for_the_same_and_another_for_all_else(self) -> None:
        assert canary_of(b"secret", "a") == canary_of(b"secret", "a")
        assert len({canary_of(b"secret", "a"), canary_of(b"secret", "b"), canary_of(b"other", "a")}) == 3

    def test_looks_like_any_other(self) -> None:
        found = canary_of(b"secret", "a")
        assert len(found) == len(CANARY)
        assert found.isalpha()
        assert found.islower()
