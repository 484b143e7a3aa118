"""Reads Word documents: the main part as a stream, with the styles that mark headings and hide text."""

from collections.abc import Iterator
from typing import BinaryIO

from personae.library.extract.archive import Archive, resolve
from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Format, Limits
from personae.library.extract.docx_body import Body, Styles
from personae.library.extract.errors import CorruptFile, FileTypeUnknown
from personae.library.extract.sniffing import mismatch
from personae.library.extract.xml import elements, parser

_MAIN = "word/document.xml"


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield the paragraphs of the main part, tables and text boxes included, notes and comments left out."""
    archive = Archive(source, limits)
    main = _main_part(archive, filename)
    if "docProps/core.xml" in archive:
        for element in elements(archive.read("docProps/core.xml")):
            if element.name == "title":
                found.name(title=element.text)
            elif element.name == "creator":
                found.name(author=element.text)
    body = Body(_styles(archive, resolve(main, "styles.xml")), found)
    reader = parser(body.start, body.end, body.text)
    size, done = archive.size(main), 0
    for part in archive.stream(main):
        reader.Parse(part, False)
        yield from body.finished()
        done += len(part)
        found.progress(done / size)
    reader.Parse(b"", True)
    yield from body.finished()


def _main_part(archive: Archive, filename: str) -> str:
    """Where the text is, by the package's relations, else at its usual place."""
    if "META-INF/container.xml" in archive and _MAIN not in archive:
        raise mismatch(filename, Format.EPUB)
    main = _MAIN
    if "_rels/.rels" in archive:
        for element in elements(archive.read("_rels/.rels")):
            if element.attributes.get("Type", "").endswith("/officeDocument"):
                main = resolve("", element.attributes.get("Target", ""))
    if main in archive:
        return main
    if "[Content_Types].xml" not in archive:
        raise FileTypeUnknown
    raise CorruptFile(reason="no main part")


def _styles(archive: Archive, name: str) -> Styles:
    styles = Styles()
    if name in archive:
        styles.learn(elements(archive.read(name)))
    return styles
