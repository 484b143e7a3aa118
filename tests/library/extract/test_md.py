import pytest

from library.extract.reader import Read


class TestBlocks:
    async def test_makes_headings_chapters(self, read: Read) -> None:
        reading = await read("# The Sea\n\nMara walked.\n\nThe Shore\n---------\n\nTomas sat.\n", "a.md")
        assert reading.titles == ["The Sea", "The Shore"]
        assert reading.texts == ["Mara walked.", "Tomas sat."]

    @pytest.mark.parametrize(
        ("marked", "plain"),
        [
            ("*Mara* walked __home__, _slowly_.", "Mara walked home, slowly."),
            ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
            ("See [the map](http://a.example/b) and [this][1].", "See the map and this."),
            ("Here ![a picture](x.png) stood.", "Here stood."),
            ("`code` and \\*stars\\* &amp; more", "code and *stars* & more"),
            ("A <b>bold</b> word<br/>here", "A bold wordhere"),
            ("> quoted\n> on", "quoted on"),
            ("- an item", "an item"),
            ("Text <!-- hidden --> stays", "Text stays"),
            ("Text <script>alert(1)</script>stays", "Text stays"),
        ],
    )
    async def test_takes_the_marks_off(self, read: Read, marked: str, plain: str) -> None:
        assert (await read(marked, "a.md")).texts == [plain]

    async def test_joins_what_follows_two_thousand_headings(self, read: Read) -> None:
        reading = await read("\n\n".join(f"# Part {n}\n\nMara walked." for n in range(2_100)), "a.md")
        assert (len(reading.titles), len(reading.texts)) == (2_000, 2_100)
        assert reading.found.notices == ("chapters_joined",)

    async def test_cuts_a_heading_to_what_the_tables_hold(self, read: Read) -> None:
        reading = await read(f"# {'long ' * 200}\n\nMara walked.", "a.md")
        assert len(reading.titles[0]) <= 300

    async def test_leaves_a_long_comment_out(self, read: Read) -> None:
        assert (await read("One.\n\n<!--\n\nhidden\n\n-->\n\nTwo.", "a.md")).texts == ["One.", "Two."]

    async def test_reads_title_and_author_from_the_front_matter(self, read: Read) -> None:
        reading = await read('---\ntitle: "The Lamp"\nauthor: Ada Moor\n---\n\nMara walked.', "a.md")
        assert (reading.found.title, reading.found.author) == ("The Lamp", "Ada Moor")
        assert reading.texts == ["Mara walked."]

    async def test_lays_passages_out_two_characters_apart(self, read: Read) -> None:
        assert (await read("One.\n\nTwo.\n\nThree.", "a.md")).spans == [(0, 4), (6, 10), (12, 18)]

    @pytest.mark.parametrize(
        "bomb",
        [
            "[" * 300_000,
            "*a_" * 200_000,
            ">" * 300_000 + " x",
            "![" * 200_000,
            "<a " * 200_000,
            "`" * 300_000,
        ],
    )
    async def test_stays_quick_on_bombs(self, read: Read, bomb: str) -> None:
        assert (await read(f"Mara walked.\n\n{bomb}", "a.md")).texts[0] == "Mara walked."
