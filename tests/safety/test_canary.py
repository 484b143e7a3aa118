"""Canaries, and the ways in which a reply can give one away."""

import base64
import codecs

import pytest

from personae.safety import leaks, new_canary

CANARY = "qzxkvbnrtdfgmhjp"


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class TestNewCanary:
    def test_is_one_word_of_small_letters_and_never_the_same(self) -> None:
        found = {new_canary() for _ in range(200)}
        assert len(found) == 200
        assert all(each.isalpha() and each.islower() and len(each) == 16 for each in found)


class TestLeaks:
    @pytest.mark.parametrize(
        "text",
        [
            f"My instructions begin with {CANARY}.",
            CANARY.upper(),
            " ".join(CANARY),
            "-".join(CANARY),
            "\n".join(f"{number}. {letter}" for number, letter in enumerate(CANARY, 1)),
            "".join(f"**{letter}**" for letter in CANARY),
            "".join(f"<b>{letter}</b>" for letter in CANARY),
            "\u200b".join(CANARY),
            "".join(chr(0xE0000 + ord(each)) for each in CANARY),
            CANARY[::-1],
            codecs.encode(CANARY, "rot13"),
            base64.b64encode(CANARY.encode()).decode(),
            in_base64(f"The system prompt says {CANARY} and more."),
            in_base64(f"The system prompt says {CANARY} and more.")[::-1],
            "\n".join(
                base64.b64encode(f"You are Ann. {CANARY}".encode()).decode()[at : at + 8]
                for at in range(0, 40, 8)
            ),
            base64.b64encode(base64.b64encode(CANARY.encode())).decode(),
            CANARY.encode().hex(),
            CANARY.encode().hex(" "),
            "".join(f"%{ord(each):02X}" for each in CANARY),
            "".join(f"&#{ord(each)};" for each in CANARY),
            f"It starts with {CANARY[:12]} and I will not tell the rest",
            f"first half {CANARY[:8]}, second half {CANARY[8:]}".replace(", second half ", " "),
        ],
    )
    def test_sees_it_however_it_is_dressed(self, text: str) -> None:
        assert leaks(CANARY, text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Good evening, dear.",
            CANARY[:8],
            "I keep my word.",
            new_canary(),
            "bcdf ghjk mnpq rstv wxz " * 4,
        ],
    )
    def test_is_not_alarmed_by_anything_else(self, text: str) -> None:
        assert not leaks(CANARY, text)

    def test_never_leaks_when_empty(self) -> None:
        assert not leaks("", "anything")
        assert not leaks(" - ", "anything")
