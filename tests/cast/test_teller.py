"""What a teller who says "I" is called."""

from personae.cast import Character, blocks_of, read
from personae.cast.teller import MOST_NAMES, Teller

CALLED = '"Are you cold, Walter?" asked Ann.\n\n"I am, Ann," said I, for I was.\n\n'
POLITE = '"Are you cold, madam?" asked the boy.\n\n"I am," I said, and I sat down.\n\n'


def narrator(text: str) -> Character | None:
    cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
    return next((character for character in cast.characters if character.is_narrator), None)


class TestListen:
    def test_weighs_a_name_that_the_teller_answers_to(self) -> None:
        teller = Teller()
        teller.listen(["Walter"], first=False)
        teller.listen(["Ann"], first=True)
        teller.listen(["Walter"], first=False)
        assert teller.weights == {"Walter": 2, "Ann": -1}

    def test_weighs_nothing_that_others_say_to_each_other(self) -> None:
        teller = Teller()
        teller.listen(["Ann"], first=False)
        teller.listen(["Tom"], first=False)
        assert not teller.weights

    def test_stays_small(self) -> None:
        teller = Teller()
        teller.listen([], first=True)
        for number in range(3 * MOST_NAMES):
            teller.was_first = True
            teller.listen([f"Name{number}"], first=False)
        assert len(teller.weights) <= MOST_NAMES


class TestNarrator:
    def test_bears_the_name_that_others_call_them_by(self) -> None:
        found = narrator(CALLED * 6)
        assert found is not None
        assert found.name == "Walter"
        assert found.gender == "M"

    def test_gets_a_gender_from_sir_and_madam(self) -> None:
        found = narrator(POLITE * 6)
        assert found is not None
        assert (found.name, found.gender) == ("Narrator", "F")

    def test_is_nobody_named_in_the_telling(self) -> None:
        found = narrator((CALLED + "Walter went out. Then Walter came back.\n\n") * 6)
        assert found is not None
        assert found.name == "Narrator"

    def test_is_nobody_where_i_is_said_once_in_a_long_book(self) -> None:
        text = '"Are you cold, Walter?" asked Ann. Then Walter shivered and shook his head a little.\n\n' * 99
        assert narrator(text + CALLED) is None
