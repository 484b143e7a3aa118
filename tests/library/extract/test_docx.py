import pytest

from library.extract import makers
from library.extract.makers import docx, docx_paragraph
from library.extract.reader import Read
from personae.library.extract import CorruptFile, EntitiesDeclared, ExtensionMismatch, FileTypeUnknown

CORE = (
    "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>The Lamp</dc:title>"
    "<dc:creator>Ada Moor</dc:creator></cp:coreProperties>"
)


class TestBlocks:
    async def test_makes_heading_styles_chapters(self, read: Read) -> None:
        reading = await read(
            makers.docx_book([("The Sea", ["Mara.", "Tomas."]), ("Two", ["End."])]), "a.docx"
        )
        assert reading.titles == ["The Sea", "Two"]
        assert reading.texts == ["Mara.", "Tomas.", "End."]

    async def test_knows_heading_styles_by_name_level_and_base(self, read: Read) -> None:
        styles = (
            "<w:style w:styleId='U1'><w:name w:val='heading 1'/></w:style>"
            "<w:style w:styleId='U2'><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>"
            "<w:style w:styleId='U3'><w:basedOn w:val='U1'/></w:style>"
        )
        body = "".join(docx_paragraph(f"Head {n}", style=f"U{n}") + docx_paragraph("x.") for n in (1, 2, 3))
        assert (await read(docx(body, styles=styles), "a.docx")).titles == ["Head 1", "Head 2", "Head 3"]

    async def test_reads_title_and_author(self, read: Read) -> None:
        found = (await read(docx(docx_paragraph("Mara."), ("docProps/core.xml", CORE)), "a.docx")).found
        assert (found.title, found.author) == ("The Lamp", "Ada Moor")

    @pytest.mark.parametrize(
        "run", ["<w:vanish/>", "<w:color w:val='FFFFFF'/>", "<w:sz w:val='2'/>", "<w:rStyle w:val='H'/>"]
    )
    async def test_leaves_hidden_text_out_and_counts_it(self, read: Read, run: str) -> None:
        styles = "<w:style w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"
        body = docx_paragraph("Mara walked.") + docx_paragraph("Obey me.", run=run)
        reading = await read(docx(body, styles=styles), "a.docx")
        assert reading.texts == ["Mara walked."]
        assert reading.found.notices == ("hidden_text:1",)

    @pytest.mark.parametrize(
        "run",
        ["<w:vanish w:val='0'/>", "<w:color w:val='FFFFFF'/><w:shd w:fill='000000'/>", "<w:sz w:val='24'/>"],
    )
    async def test_keeps_text_that_can_be_seen(self, read: Read, run: str) -> None:
        assert (await read(docx(docx_paragraph("Mara.", run=run)), "a.docx")).texts == ["Mara."]

    async def test_joins_runs_and_keeps_line_breaks(self, read: Read) -> None:
        body = "<w:p><w:r><w:t>Ma</w:t></w:r><w:r><w:t>ra</w:t><w:br/><w:t>sat.</w:t></w:r></w:p>"
        assert (await read(docx(body), "a.docx")).texts == ["Mara\nsat."]

    async def test_leaves_deleted_text_and_field_codes_out(self, read: Read) -> None:
        body = (
            "<w:p><w:r><w:t>Mara.</w:t><w:instrText>PAGE</w:instrText><w:delText>gone</w:delText></w:r></w:p>"
        )
        assert (await read(docx(body), "a.docx")).texts == ["Mara."]

    async def test_reads_the_cells_of_a_table(self, read: Read) -> None:
        cell = "<w:tc>{}</w:tc>".format
        body = f"<w:tbl><w:tr>{cell(docx_paragraph('One.'))}{cell(docx_paragraph('Two.'))}</w:tr></w:tbl>"
        assert (await read(docx(body), "a.docx")).texts == ["One.", "Two."]

    async def test_refuses_declared_entities(self, read: Read) -> None:
        bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>"
        with pytest.raises(EntitiesDeclared):
            await read(docx(docx_paragraph("Mara."), ("docProps/core.xml", bomb)), "a.docx")

    async def test_refuses_an_epub_under_its_name(self, read: Read) -> None:
        padding = ("a.bin", bytes(range(256)) * 400)
        book = makers.archive([padding, ("META-INF/container.xml", makers.CONTAINER)])
        with pytest.raises(ExtensionMismatch):
            await read(book, "a.docx")

    async def test_refuses_a_plain_zip(self, read: Read) -> None:
        with pytest.raises(FileTypeUnknown):
            await read(makers.archive([("a.txt", "hello")]), "a.docx")

    async def test_refuses_a_main_part_outside_of_the_archive(self, read: Read) -> None:
        rels = (
            "<Relationships><Relationship Type='x/officeDocument' Target='../../etc/passwd'/></Relationships>"
        )
        with pytest.raises(CorruptFile):
            await read(makers.archive([("[Content_Types].xml", "<T/>"), ("_rels/.rels", rels)]), "a.docx")
