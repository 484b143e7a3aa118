"""Reads EPUB books: the package says which pages in which order, the pages hold the text."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from personae.library.extract.archive import Archive, resolve
from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Format, Limits
from personae.library.extract.epub_package import Package, package_of
from personae.library.extract.errors import CorruptFile, DrmProtected, FileTypeUnknown
from personae.library.extract.html import decode_page, page_title
from personae.library.extract.page import page_blocks, parse
from personae.library.extract.sniffing import mismatch
from personae.library.extract.styling import hidden_names
from personae.library.extract.xml import elements

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
# Fonts may be scrambled by these two in books that anybody may read.
_FONT_SCRAMBLING: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MOST_SHEETS: Final = 20


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield the blocks of all pages of the spine, each page once; a page's label in the contents heads it."""
    archive = Archive(source, limits)
    package = _package(archive, filename)
    found.name(title=package.title, author=package.author)
    hidden = _hidden(archive, package)
    missing = 0
    for number, name in enumerate(package.pages, start=1):
        if name not in archive:
            missing += 1
            continue
        yield from _page(archive, package, name, hidden, found, number)
        found.progress(number / len(package.pages))
    if missing == len(package.pages):
        raise CorruptFile(reason="no pages")
    if missing:
        found.notices["missing_pages"] += missing


def _package(archive: Archive, filename: str) -> Package:
    if _CONTAINER not in archive:
        if "word/document.xml" in archive:
            raise mismatch(filename, Format.DOCX)
        raise FileTypeUnknown
    if _ENCRYPTION in archive:
        _refuse_locks(archive)
    for element in elements(archive.read(_CONTAINER)):
        path = resolve("", element.attributes.get("full-path", ""))
        if element.name == "rootfile" and path in archive:
            return package_of(archive, path)
    raise CorruptFile(reason="no package")


def _refuse_locks(archive: Archive) -> None:
    """Raise DrmProtected where anything is encrypted but the outlines of fonts."""
    for element in elements(archive.read(_ENCRYPTION)):
        method = element.attributes.get("Algorithm", "")
        if element.name == "EncryptionMethod" and method and method not in _FONT_SCRAMBLING:
            raise DrmProtected


def _hidden(archive: Archive, package: Package) -> frozenset[str]:
    names: set[str] = set()
    for sheet in package.sheets[:_MOST_SHEETS]:
        if sheet in archive:
            names |= hidden_names(archive.read(sheet).decode("utf-8", "replace"))
    return frozenset(names)


def _page(
    archive: Archive, package: Package, name: str, hidden: frozenset[str], found: Findings, number: int
) -> Iterator[Block]:
    tree = parse(decode_page(archive.read(name)))
    heading = package.labels.get(name)
    if heading is None and not package.labels:
        heading = page_title(tree)
        heading = str(number) if not heading or heading.strip() == found.title else heading
    page = page_blocks(tree, found, hidden=hidden)
    first = next(page, None)
    if first is None:
        return
    if heading and not first.rank:
        yield Block(heading, rank=2)
    yield first
    yield from page
