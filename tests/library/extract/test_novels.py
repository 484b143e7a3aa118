"""Whole novels: chapters, paragraphs and offsets, and the same paragraphs out of every format."""

from collections import Counter
from pathlib import Path

import pytest

from library.extract import makers
from library.extract.reader import Read, reading_of
from personae.library.extract import extract

ORIGINAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "litbank" / "original"
NOVELS = sorted(ORIGINAL.glob("*.txt"))
WRAPPED = [path for path in NOVELS if path.name.startswith(("11_", "1342_", "2641_"))]
CHAPTERS = {
    "11_alices_adventures_in_wonderland.txt": 12,
    "1342_pride_and_prejudice.txt": 61,
    "110_tess_of_the_durbervilles_a_pure_woman.txt": 59,
    "120_treasure_island.txt": 33,
    "15265_the_quest_of_the_silver_fleece_a_novel.txt": 38,
    "219_heart_of_darkness.txt": 3,
    "2489_moby_dick.txt": 136,
    "2641_a_room_with_a_view.txt": 20,
    "345_dracula.txt": 27,
    "351_of_human_bondage.txt": 122,
    "367_country_of_the_pointed_firs.txt": 21,
    "514_little_women.txt": 47,
    "543_main_street.txt": 39,
    "599_vanity_fair.txt": 67,
    "6053_evelina_or_the_history_of_a_young_ladys_entrance_into_the_world.txt": 84,
}
MAKERS = {
    "html": makers.html_book,
    "epub": makers.epub_book,
    "docx": makers.docx_book,
    "rtf": makers.rtf_book,
    "md": makers.md_book,
    "pdf": makers.pdf_book,
}
missing = pytest.mark.skipif(not NOVELS, reason="the collection of novels is not here")


@missing
class TestExtract:
    @pytest.mark.parametrize("path", NOVELS, ids=lambda path: path.name)
    async def test_keeps_offsets_true_and_loses_no_text(self, path: Path, tmp_path: Path) -> None:
        reading = reading_of(await extract(path, filename=path.name, out=tmp_path / "out"), tmp_path / "out")
        text = path.read_bytes().decode("utf-8-sig")
        assert [text[start:end] for start, end in reading.spans] == reading.texts
        # Headings are all that passages leave out.
        assert sum(map(len, reading.texts)) > 0.93 * len(text)
        if path.name in CHAPTERS:
            assert reading.found.chapters == CHAPTERS[path.name]

    @pytest.mark.parametrize("extension", MAKERS)
    @pytest.mark.parametrize("path", WRAPPED, ids=lambda path: path.name)
    async def test_finds_the_same_paragraphs_in_every_format(
        self, read: Read, path: Path, extension: str
    ) -> None:
        plain = await read(path.read_bytes(), "a.txt")
        chapters: list[tuple[str, list[str]]] = [(title, []) for title in plain.titles]
        for passage in plain.passages:
            chapters[int(str(passage["chapter"]))][1].append(" ".join(str(passage["text"]).split()))
        again = await read(MAKERS[extension](chapters), f"a.{extension}")
        wanted = Counter(text for _, paragraphs in chapters for text in paragraphs)
        lost = (wanted - Counter(" ".join(text.split()) for text in again.texts)).total()
        assert again.titles == plain.titles
        # In print the end of a page can hide whether a paragraph ends with it.
        assert lost <= (0.01 * wanted.total() if extension == "pdf" else 0)
