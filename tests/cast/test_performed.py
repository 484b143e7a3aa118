"""Reading a script: its labels are its cast."""

from personae.cast import Cast, Mention, Quotation, blocks_of, read

PLAY = """THE LAMP

ANNA HALE. Come in, Bert. [Exit.]

MR. BERT. Not I.

ANNA HALE. It rains.

ALL. It always does!

MR. BERT. So it does, Anna Hale.

ALL. Hear, hear!

STRANGER. Once only.
"""


def reading(text: str) -> tuple[Cast, list[Quotation], list[Mention]]:
    """A cast, and what was reported on the way."""
    quotations: list[Quotation] = []
    mentions: list[Mention] = []
    cast = read(lambda: blocks_of(text), on_quotation=quotations.append, on_mention=mentions.append)
    return cast, quotations, mentions


class TestReadLabelled:
    def test_makes_the_labels_the_cast(self) -> None:
        cast, _, _ = reading(PLAY)
        assert (cast.kind, cast.convention) == ("play", "labels")
        assert {c.name: (c.lines, c.gender) for c in cast.characters} == {
            "Anna Hale": (2, "F"),
            "Mr. Bert": (2, "M"),
            "Stranger": (1, "?"),
        }

    def test_gives_each_its_words(self) -> None:
        cast, quotations, _ = reading(PLAY)
        names = {c.id: c.name for c in cast.characters}
        assert [(names.get(q.speaker or ""), PLAY[q.start : q.end]) for q in quotations][:3] == [
            ("Anna Hale", "Come in, Bert."),
            ("Mr. Bert", "Not I."),
            ("Anna Hale", "It rains."),
        ]

    def test_leaves_what_all_say_to_nobody(self) -> None:
        _, quotations, _ = reading(PLAY)
        assert [PLAY[q.start : q.end] for q in quotations if q.speaker is None] == [
            "It always does!",
            "Hear, hear!",
        ]

    def test_points_an_alias_at_its_first_label(self) -> None:
        cast, _, _ = reading(PLAY)
        assert [PLAY[a.start : a.end] for c in cast.characters for a in c.aliases] == [
            "ANNA HALE",
            "MR. BERT",
            "STRANGER",
        ]

    def test_finds_who_is_named_in_the_words(self) -> None:
        _, _, mentions = reading(PLAY)
        assert [PLAY[m.start : m.end] for m in mentions] == ["Anna Hale"]
