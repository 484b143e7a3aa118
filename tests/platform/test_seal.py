"""Sealed secrets: who may open them, and what is said to everybody else."""

import pytest

from personae.platform.seal import HEAD_BYTES, Seal, SealBroken

SECRET = "sk-a-secret-ключ"


@pytest.fixture
def seal() -> Seal:
    """The seal of one studio."""
    return Seal(b"s" * 32)


class TestClose:
    def test_hides_the_text_and_never_gives_the_same_twice(self, seal: Seal) -> None:
        first, second = (seal.close(SECRET, about="ada") for _ in range(2))
        assert first != second
        assert SECRET.encode() not in first
        assert first[:HEAD_BYTES] == second[:HEAD_BYTES]


class TestOpen:
    @pytest.mark.parametrize("text", ["", SECRET, "x" * 10_000])
    def test_gives_back_what_was_sealed(self, seal: Seal, text: str) -> None:
        assert seal.open(seal.close(text, about="ada"), about="ada") == text

    def test_is_the_same_after_a_restart(self, seal: Seal) -> None:
        assert Seal(b"s" * 32).open(seal.close(SECRET, about="ada"), about="ada") == SECRET

    def test_refuses_what_belongs_to_somebody_else(self, seal: Seal) -> None:
        with pytest.raises(SealBroken):
            seal.open(seal.close(SECRET, about="ada"), about="ben")

    def test_says_to_enter_it_again_when_the_secret_key_has_changed(self, seal: Seal) -> None:
        with pytest.raises(SealBroken) as caught:
            Seal(b"t" * 32).open(seal.close(SECRET, about="ada"), about="ada")
        assert "Enter the key again" in caught.value.sentence
        assert caught.value.__cause__ is None and SECRET not in repr(caught.value)

    def test_refuses_whatever_is_damaged(self, seal: Seal) -> None:
        sealed = seal.close(SECRET, about="ada")
        for at in range(len(sealed)):
            for damaged in (sealed[:at], sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]):
                with pytest.raises(SealBroken):
                    seal.open(damaged, about="ada")
