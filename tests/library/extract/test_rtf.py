import pytest

from library.extract import makers
from library.extract.reader import Read
from personae.library.extract import NoWords


def rtf(body: str) -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg1252 {body}}}".encode("cp1252")


class TestBlocks:
    async def test_reads_paragraphs_headings_title_and_author(self, read: Read) -> None:
        book = makers.rtf_book([("The Sea", ["Zoë {walked}.", "“Yes,” 𝄞 said Tomas."]), ("Two", ["End."])])
        reading = await read(book, "a.rtf")
        assert reading.titles == ["The Sea", "Two"]
        assert reading.texts == ["Zoë {walked}.", "“Yes,” 𝄞 said Tomas.", "End."]
        assert (reading.found.title, reading.found.author) == ("The Lamp", "Ada Moor")

    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("Gr\\'fc\\'dfe", "Grüße"),
            ("a\\emdash b\\~c\\line d", "a—b c\nd"),
            ("\\uc2\\u252??ber", "über"),
            ("\\uc x", "x"),
            ("{\\fonttbl{\\f0 Arial;}}{\\f0 Mara.}", "Mara."),
            ("{\\fonttbl{\\f1\\fcharset204 X;}}\\f1 \\'d7\\'e0\\'e9", "Чай"),
            ('{\\field{\\*\\fldinst HYPERLINK "http://a"}{\\fldrslt here}}', "here"),
            ("{\\pict ffd8ffe0}Mara.", "Mara."),
            ("{\\*\\unknown hidden}Mara.", "Mara."),
            ("Mara.\\bin99999 lost", "Mara."),
        ],
    )
    async def test_reads_the_words(self, read: Read, body: str, text: str) -> None:
        assert (await read(rtf(body), "a.rtf")).texts == [text]

    async def test_leaves_hidden_text_out_and_counts_it(self, read: Read) -> None:
        reading = await read(rtf("Mara {\\v obey me }walked."), "a.rtf")
        assert reading.texts == ["Mara walked."]
        assert reading.found.notices == ("hidden_text:1",)

    async def test_reads_groups_nested_without_end(self, read: Read) -> None:
        assert (await read(rtf("{" * 200_000 + "Mara."), "a.rtf")).texts == ["Mara."]

    async def test_stays_quick_on_repeated_fields(self, read: Read) -> None:
        fields = "{\\field{\\*\\fldinst{ HYPERLINK " * 20_000
        assert (await read(rtf("Mara.\\par " + fields), "a.rtf")).texts == ["Mara."]

    async def test_refuses_a_document_without_words(self, read: Read) -> None:
        with pytest.raises(NoWords):
            await read(rtf("\\u-99999999?"), "a.rtf")
