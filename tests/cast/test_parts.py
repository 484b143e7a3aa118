"""Names that stand inside longer ones."""

from personae.cast import Character, blocks_of, read


def characters(text: str) -> dict[str, Character]:
    cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
    return {character.name: character for character in cast.characters}


def names(text: str, who: str) -> set[str]:
    return {alias.name for alias in characters(text)[who].aliases}


class TestPartsOf:
    def test_gives_a_surname_to_its_only_bearer(self) -> None:
        assert "Brandt" in names('"Yes," said Colonel Brandt. And Colonel Brandt went out.', "Colonel Brandt")

    def test_points_at_the_place_inside_the_longer_name(self) -> None:
        text = '"Yes," said Colonel Brandt. And Colonel Brandt went out.'
        (alias,) = (a for a in characters(text)["Colonel Brandt"].aliases if a.name == "Brandt")
        assert (text[alias.start : alias.end], alias.mentions) == ("Brandt", 0)

    def test_gives_nobody_a_surname_that_several_bear(self) -> None:
        text = '"Yes," said Colonel Brandt. "No," said Judith Brandt. So Judith Brandt sat down.'
        assert not any("Brandt" in names(text, who) for who in characters(text))

    def test_gives_a_shared_surname_that_stands_alone_to_the_man(self) -> None:
        text = '"Yes," said Mr. Brandt. ' * 5 + '"No," said Mrs. Brandt. ' * 9
        text += '"Well, Brandt," said Tom. "Brandt is here, and Brandt sits." '
        assert "Brandt" in names(text, "Mr. Brandt")

    def test_leaves_a_wife_her_title(self) -> None:
        assert names('"Yes," said Mrs. Brandt. And Mrs. Brandt rose.', "Mrs. Brandt") == {"Mrs. Brandt"}

    def test_leaves_a_lady_her_title(self) -> None:
        text = '"Yes," said Lady Judith. "No," said Lady Judith Brandt.'
        assert "Judith" not in names(text, "Lady Judith")

    def test_gives_a_shared_surname_to_whoever_it_mostly_means(self) -> None:
        text = '"Yes," said Colonel Brandt. ' * 10 + 'Once came Judith Brandt. "No," said Judith.'
        assert "Brandt" in names(text, "Colonel Brandt")
