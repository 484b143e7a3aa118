"""Finds the text objects of a PDF page that are there but cannot be seen."""

import ctypes
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_UNPAINTED: Final = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FORM_DEPTH: Final = 3
_MOST_GROUNDS: Final = 2_000
_SCAN_SHARE: Final = 0.5
_WHITE: Final = 250

# A pointer into the parser; its bindings have no types.
_Object = Any


class Box(NamedTuple):
    """left, bottom, right, top in points."""

    left: float
    bottom: float
    right: float
    top: float

    def misses(self, other: "Box") -> bool:
        return (
            self.right < other.left
            or self.left > other.right
            or self.top < other.bottom
            or self.bottom > other.top
        )

    def covers_middle_of(self, other: "Box") -> bool:
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)


def hidden_objects(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, chars: int) -> set[int]:
    """Addresses of text objects that are not painted, white on white, or off the page.

    On a scanned page the unpainted text is what was recognised in the picture: that one is kept.
    """
    paper = Box(*page.get_bbox())
    unpainted: set[int] = set()
    outside: set[int] = set()
    white: list[tuple[int, Box]] = []
    grounds: list[Box] = []
    scanned = 0.0
    for item, kind, nested in _objects(page):
        box = _bounds(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = _address(item)
            if raw.FPDFTextObj_GetTextRenderMode(item) in _UNPAINTED:
                unpainted.add(address)
            elif not nested and box is not None and box.area and box.misses(paper):
                outside.add(address)
            elif box is not None and _is_white(item):
                white.append((address, box))
            continue
        if box is not None and len(grounds) < _MOST_GROUNDS and not _is_white(item):
            grounds.append(box)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and box is not None:
            scanned = max(scanned, box.area)
    if scanned > _SCAN_SHARE * paper.area:
        unpainted = set()
    bare = {address for address, box in white if not any(g.covers_middle_of(box) for g in grounds)}
    return unpainted | outside | bare


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[_Object, int, bool]]:
    """(object, its kind, whether it is inside of a form) for everything painted on the page."""
    todo = [(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)]
    while todo:
        holder, count, get, depth = todo.pop()
        for index in range(count(holder)):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield item, kind, depth > 0
            elif depth < _FORM_DEPTH:
                todo.append((item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1))


def _address(item: _Object) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _bounds(item: _Object) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value)


def _is_white(item: _Object) -> bool:
    """Whether what fills the object is white, or lets everything through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE
