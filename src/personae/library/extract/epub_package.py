"""Reads an EPUB's package file and table of contents."""

from dataclasses import dataclass, field
from typing import Final

from personae.library.extract.archive import Archive, resolve
from personae.library.extract.errors import CorruptFile
from personae.library.extract.html import decode_page
from personae.library.extract.page import parse
from personae.library.extract.xml import Element, elements

_PAGE_TYPES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "image/svg+xml")
_PAGE_ENDINGS: Final = (".xhtml", ".html", ".htm", ".svg")


@dataclass(slots=True)
class Package:
    """pages: members of the spine in order, none twice. labels: a page's name in the contents."""

    title: str | None = None
    author: str | None = None
    pages: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def package_of(archive: Archive, path: str) -> Package:
    """Read the package at `path`. Raises CorruptFile where it lists no pages."""
    found = elements(archive.read(path))
    items = {element.attributes.get("id", "").strip(): element for element in found if element.name == "item"}
    package = Package(title=_text(found, "title"), author=_text(found, "creator"))
    for element in found:
        item = items.get(element.attributes.get("idref", "").strip()) if element.name == "itemref" else None
        item = _readable(item, items) if item is not None else None
        if item is not None:
            package.pages.append(resolve(path, item.attributes.get("href", "")))
    package.pages = [page for page in dict.fromkeys(package.pages) if page]
    if not package.pages:
        raise CorruptFile(reason="no pages")
    package.sheets = [
        resolve(path, item.attributes.get("href", ""))
        for item in items.values()
        if item.attributes.get("media-type") == "text/css"
    ]
    package.labels = _labels(archive, path, items)
    return package


def _text(found: list[Element], name: str) -> str | None:
    return next((element.text for element in found if element.name == name and element.text.strip()), None)


def _readable(item: Element, items: dict[str, Element]) -> Element | None:
    """The item itself where it is a page, else the first page that stands in for it; None for neither."""
    seen: set[str] = set()
    while not _is_page(item):
        name = item.attributes.get("fallback", "").strip()
        if name in seen or name not in items:
            return None
        seen.add(name)
        item = items[name]
    return item


def _is_page(item: Element) -> bool:
    """Whether an item is text to read: not a picture, and not the table of contents."""
    attributes = item.attributes
    if "nav" in attributes.get("properties", "").split():
        return False
    href = attributes.get("href", "").lower()
    return attributes.get("media-type") in _PAGE_TYPES or href.endswith(_PAGE_ENDINGS)


def _labels(archive: Archive, path: str, items: dict[str, Element]) -> dict[str, str]:
    """What the table of contents calls each page: the first entry that points to it."""
    for item in items.values():
        name = resolve(path, item.attributes.get("href", ""))
        if name not in archive:
            continue
        if "nav" in item.attributes.get("properties", "").split():
            return _from_nav(archive, name)
        if item.attributes.get("media-type") == "application/x-dtbncx+xml":
            return _from_ncx(archive, name)
    return {}


def _from_nav(archive: Archive, name: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for link in parse(decode_page(archive.read(name))).css("nav a[href]"):
        label = " ".join(link.text(deep=True).split())
        if label:
            labels.setdefault(resolve(name, link.attributes.get("href") or ""), label)
    return labels


def _from_ncx(archive: Archive, name: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    label = ""
    for element in elements(archive.read(name)):
        if element.name == "text":
            label = " ".join(element.text.split())
        elif element.name == "content" and label:
            labels.setdefault(resolve(name, element.attributes.get("src", "")), label)
    return labels
