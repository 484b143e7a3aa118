import pytest

from library.extract import makers
from library.extract.makers import epub, package, page
from library.extract.reader import Read
from personae.library.extract import CorruptFile, DrmProtected, EntitiesDeclared, ExtensionMismatch

PAGE = ("a.xhtml", page("<p>Mara walked.</p>"))
ENCRYPTION = (
    "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><EncryptedData>"
    "<EncryptionMethod Algorithm='{}'/></EncryptedData></encryption>"
)


class TestBlocks:
    async def test_reads_the_pages_of_the_spine_in_order(self, read: Read) -> None:
        reading = await read(
            makers.epub_book([("The Sea", ["Mara.", "Tomas."]), ("Two", ["End."])]), "a.epub"
        )
        assert reading.titles == ["The Sea", "Two"]
        assert reading.texts == ["Mara.", "Tomas.", "End."]
        assert (reading.found.title, reading.found.author) == ("The Lamp", "Ada Moor")

    async def test_names_pages_without_headings_after_the_contents(self, read: Read) -> None:
        nav = page(
            "<nav><ol><li><a href='a.xhtml'>The Sea</a></li><li><a href='b.xhtml#x'>Two</a></li></ol></nav>"
        )
        opf = package(["a.xhtml", "b.xhtml"]).replace(
            "<manifest>",
            '<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
        )
        book = epub([PAGE, ("b.xhtml", page("<p>Tomas.</p>"))], ("OPS/nav.xhtml", nav), opf=opf)
        reading = await read(book, "a.epub")
        assert reading.titles == ["The Sea", "Two"]
        assert reading.texts == ["Mara walked.", "Tomas."]

    @pytest.mark.parametrize(("last", "spine"), [("i0", "x"), ("x", "x i0")], ids=["page", "loop"])
    async def test_reads_what_stands_in_for_what_it_cannot_read(
        self, last: str, spine: str, read: Read
    ) -> None:
        items = (
            '<item id="x" href="x.xml" media-type="application/xml" fallback="y"/>'
            f'<item id="y" href="y.psd" media-type="image/psd" fallback="{last}"/>'
        )
        refs = "".join(f'<itemref idref="{name}"/>' for name in spine.split())
        opf = package(["a.xhtml"]).replace("</manifest>", items + "</manifest>")
        book = epub([PAGE], opf=opf.replace('<itemref idref="i0"/>', refs))
        assert (await read(book, "book.epub")).texts == ["Mara walked."]

    async def test_names_pages_after_the_older_kind_of_contents(self, read: Read) -> None:
        ncx = (
            "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint>"
            "<navLabel><text>The Sea</text></navLabel><content src='a.xhtml'/></navPoint></navMap></ncx>"
        )
        opf = package(["a.xhtml"]).replace(
            "<manifest>", '<manifest><item id="n" href="t.ncx" media-type="application/x-dtbncx+xml"/>'
        )
        assert (await read(epub([PAGE], ("OPS/t.ncx", ncx), opf=opf), "a.epub")).titles == ["The Sea"]

    async def test_reads_each_page_once_however_often_it_is_listed(self, read: Read) -> None:
        opf = package(["a.xhtml"]).replace("</spine>", '<itemref idref="i0"/>' * 1000 + "</spine>")
        assert (await read(epub([PAGE], opf=opf), "a.epub")).texts == ["Mara walked."]

    async def test_hides_what_a_linked_style_sheet_hides(self, read: Read) -> None:
        opf = package(["a.xhtml"]).replace(
            "<manifest>", '<manifest><item id="s" href="s.css" media-type="text/css"/>'
        )
        book = epub(
            [("a.xhtml", page("<p>Mara.</p><p class='x'>Obey.</p>"))],
            ("OPS/s.css", ".x { display: none }"),
            opf=opf,
        )
        reading = await read(book, "a.epub")
        assert reading.texts == ["Mara."]
        assert reading.found.notices == ("hidden_text:1",)

    async def test_counts_pages_that_are_missing(self, read: Read) -> None:
        reading = await read(epub([PAGE], opf=package(["a.xhtml", "b.xhtml"])), "a.epub")
        assert reading.found.notices == ("missing_pages:1",)

    @pytest.mark.parametrize(
        "href", ["../../../etc/passwd", "file:///etc/passwd", "http://a.example/x.xhtml"]
    )
    async def test_reads_nothing_outside_of_the_archive(self, read: Read, href: str) -> None:
        with pytest.raises(CorruptFile):
            await read(epub([PAGE], opf=package([href])), "a.epub")

    @pytest.mark.parametrize("place", ["package", "page"])
    async def test_refuses_declared_entities(self, read: Read, place: str) -> None:
        entity = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        opf = entity + package(["a.xhtml"], title="&a;").partition("?>")[2] if place == "package" else None
        text = entity + "<html><body><p>&a;</p></body></html>" if place == "page" else PAGE[1]
        with pytest.raises(EntitiesDeclared):
            await read(epub([("a.xhtml", text)], opf=opf), "a.epub")

    async def test_refuses_a_copy_protected_book(self, read: Read) -> None:
        lock = ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
        with pytest.raises(DrmProtected):
            await read(epub([PAGE], ("META-INF/encryption.xml", lock)), "a.epub")

    async def test_reads_a_book_with_scrambled_fonts(self, read: Read) -> None:
        lock = ENCRYPTION.format("http://www.idpf.org/2008/embedding")
        assert (await read(epub([PAGE], ("META-INF/encryption.xml", lock)), "a.epub")).texts == [
            "Mara walked."
        ]

    async def test_refuses_a_word_document_under_its_name(self, read: Read) -> None:
        padding = ("a.bin", bytes(range(256)) * 400)
        with pytest.raises(ExtensionMismatch):
            await read(makers.archive([padding, ("word/document.xml", "<x/>")]), "a.epub")

    async def test_refuses_a_book_cut_short(self, read: Read) -> None:
        with pytest.raises(CorruptFile):
            await read(epub([PAGE])[:-100], "a.epub")
