"""Makes small documents of every format, byte by byte, so that tests need no files from elsewhere."""

import zlib
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZipFile

Chapter = tuple[str, Sequence[str]]

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def archive(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A zip file of these members, in this order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return buffer.getvalue()


def page(body: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def html_book(chapters: Sequence[Chapter], *, title: str = "The Lamp") -> bytes:
    body = "".join(
        f"<h2>{escape(name)}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        for name, paragraphs in chapters
    )
    return page(body, head=f"<title>{escape(title)}</title>").encode()


def package(pages: Sequence[str], *, title: str = "The Lamp", author: str = "Ada Moor") -> str:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def epub(pages: Sequence[tuple[str, str]], *extra: tuple[str, bytes | str], opf: str | None = None) -> bytes:
    """An EPUB of (name, XHTML) pages; `extra` members come last."""
    return archive(
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", CONTAINER),
            ("OPS/book.opf", opf if opf is not None else package([name for name, _ in pages])),
            *((f"OPS/{name}", text) for name, text in pages),
            *extra,
        ]
    )


def epub_book(chapters: Sequence[Chapter]) -> bytes:
    return epub([(f"c{n}.xhtml", html_book([chapter]).decode()) for n, chapter in enumerate(chapters)])


def docx(body: str, *extra: tuple[str, bytes | str], styles: str = "") -> bytes:
    """A Word document with this XML between its body tags."""
    return archive(
        [
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                f'<Relationships><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
                'Target="word/document.xml"/></Relationships>',
            ),
            ("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'),
            ("word/styles.xml", f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'),
            *extra,
        ]
    )


def docx_paragraph(text: str, *, style: str = "", run: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return (
        f"<w:p>{properties}<w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def docx_book(chapters: Sequence[Chapter]) -> bytes:
    return docx(
        "".join(
            docx_paragraph(name, style="Heading1") + "".join(map(docx_paragraph, paragraphs))
            for name, paragraphs in chapters
        )
    )


def rtf_text(text: str) -> str:
    """Text with all that is not ASCII as RTF escapes."""
    made = []
    for unit in text:
        code = ord(unit)
        made.append(f"\\{unit}" if unit in "\\{}" else unit if code < 128 else f"\\u{code}?")
    return "".join(made)


def rtf_book(chapters: Sequence[Chapter]) -> bytes:
    parts = ["{\\rtf1\\ansi\\ansicpg1252{\\info{\\title The Lamp}{\\author Ada Moor}}\n"]
    for name, paragraphs in chapters:
        parts.append(f"\\pard\\outlinelevel0 {rtf_text(name)}\\par\n\\pard ")
        parts.extend(f"{rtf_text(text)}\\par\n" for text in paragraphs)
    return ("".join(parts) + "}").encode("ascii")


def md_text(text: str) -> str:
    """Text with a backslash before every mark that Markdown would take for its own."""
    return "".join(f"\\{unit}" if unit in "\\*_`[]<>#&" else unit for unit in text)


def md_book(chapters: Sequence[Chapter]) -> bytes:
    return "".join(
        f"# {name}\n\n"
        + "".join("\n".join(wrap(md_text(text), 72, break_on_hyphens=False)) + "\n\n" for text in paragraphs)
        for name, paragraphs in chapters
    ).encode()


def txt_book(chapters: Sequence[Chapter]) -> bytes:
    return "".join(
        f"{name}\n\n\n"
        + "".join("\n".join(wrap(text, 72, break_on_hyphens=False)) + "\n\n" for text in paragraphs)
        for name, paragraphs in chapters
    ).encode()


def pdf_string(text: str) -> str:
    made = "".join(f"\\{unit}" if unit in "\\()" else unit for unit in text)
    return made.encode("cp1252", "replace").decode("latin-1")


def pdf_line(text: str, x: float, y: float, *, size: float = 11, paint: str = "0 Tr 0 0 0 rg") -> str:
    return f"BT {paint} /F1 {size} Tf {x} {y} Td ({pdf_string(text)}) Tj ET\n"


def pdf(contents: Sequence[str], *, outline: Sequence[tuple[str, int]] = (), info: str = "") -> bytes:
    """A PDF with one content stream for each page; outline: (title, page from 0)."""
    objects: list[bytes] = []

    def add(content: str | bytes) -> int:
        objects.append(content if isinstance(content, bytes) else content.encode("latin-1"))
        return len(objects)

    catalog, tree, facts = add(""), add(""), add(f"<<{info}>>")
    font = add("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>")
    pages = []
    for content in contents:
        data = zlib.compress(content.encode("latin-1"))
        stream = add(f"<</Length {len(data)}/Filter/FlateDecode>>stream\n".encode() + data + b"\nendstream")
        pages.append(
            add(
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R"
                f"/Resources<</Font<</F1 {font} 0 R>>>>>>"
            )
        )
    root = len(objects) + 1
    if outline:
        first, last = root + 1, root + len(outline)
        add(f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {len(outline)}>>")
        for place, (title, number) in enumerate(outline, start=first):
            following = f"/Next {place + 1} 0 R" if place < last else ""
            add(
                f"<</Title<FEFF{title.encode('utf-16-be').hex()}>/Parent {root} 0 R{following}"
                f"/Dest[{pages[number]} 0 R/Fit]>>"
            )
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects[tree - 1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    marks = f"/Outlines {root} 0 R" if outline else ""
    objects[catalog - 1] = f"<</Type/Catalog/Pages {tree} 0 R{marks}>>".encode()
    return _file(objects, catalog, facts)


def _file(objects: Sequence[bytes], catalog: int, facts: int) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root {catalog} 0 R/Info {facts} 0 R>>\n"
    return bytes(made) + f"{trailer}startxref\n{start}\n%%EOF\n".encode()


def pdf_book(chapters: Sequence[Chapter], *, indented: bool = True, lines: int = 40) -> bytes:
    """A novel as printed: running heads, page numbers, chapters on a new page, broken lines."""
    pages: list[list[tuple[str, float]]] = []
    outline = []
    for name, paragraphs in chapters:
        outline.append((name, len(pages)))
        pages.append([(name, 100), ("", 0)])
        for text in paragraphs:
            broken = wrap(
                text,
                62,
                initial_indent="  " if indented else "",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for place, line in enumerate(broken):
                if len(pages[-1]) >= lines:
                    pages.append([])
                pages[-1].append((line.lstrip(), 86 if indented and place == 0 else 72))
            if not indented and len(pages[-1]) < lines:
                pages[-1].append(("", 0))
    contents = []
    for number, page_of_lines in enumerate(pages, start=1):
        drawn = [pdf_line("The Lamp", 250, 800), pdf_line(str(number), 290, 40)]
        drawn += [
            pdf_line(line, x, 760 - 14 * place) for place, (line, x) in enumerate(page_of_lines) if line
        ]
        contents.append("".join([drawn[0], *drawn[2:], drawn[1]]))
    return pdf(contents, outline=outline, info="/Title(The Lamp)/Author(Ada Moor)")
