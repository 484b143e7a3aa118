"""The tags of HTML by what they mean for the text."""

from typing import Final

RANKS: Final = {"h1": 1, "h2": 2, "h3": 3}
# A paragraph ends before and after each of these.
BLOCKS: Final = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
# Nothing in these is text to read.
UNREAD: Final = frozenset(
    (
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "input",
        "nav",
        "noscript",
        "object",
        "rp",
        "rt",
        "script",
        "select",
        "style",
        "template",
        "textarea",
        "title",
        "video",
    )
)
# The ids of what Project Gutenberg puts around its books.
LICENCE: Final = frozenset(("pg-header", "pg-footer"))
# Tags that need no end tag, so that counting them would not tell how deep a page is nested.
UNCOUNTED: Final = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "td",
        "th",
        "tr",
        "track",
        "wbr",
    )
)
