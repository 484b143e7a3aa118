"""What models write, as HTML: Markdown first, then an allow-list over what came of it.

Nothing is loaded and nothing runs: no image, style, script or name. A link tells its address beside it,
and one into the studio itself or its network is only words. What is too long or too deep is shown as typed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from personae.web.outward import address_shown, leads_outward

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from nh3 import Cleaner

LONGEST: Final = 200_000  # characters; no reply is longer
MARKS_MOST: Final = 3_000  # of all that Markdown looks at twice: reading so many takes a fifth of a second
DEEPEST: Final = 24  # tags within tags
SEEN: Final = (
    2 * DEEPEST
)  # levels that Markdown looks at, so that none is lost unseen: it drops what is deeper
KEPT_CHARS: Final = 8_000  # longer texts are not kept
KEPT_MOST: Final = 512
MARK: Final = re.compile(r"[*_`~\[\]()<>&\\!#+\n-]")
TAGS: Final = frozenset(
    "a blockquote br code em h4 h5 h6 hr li ol p pre s small strong ul".split()  # noqa: SIM905
)
ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
REL: Final = "nofollow noopener noreferrer"
HEADINGS_FROM: Final = 4  # a page's own are h1 to h3


def prose(text: str, *, ours: str) -> Markup:
    """A model's words as HTML that can do nothing.

    ours: the studio's own host, to which no link leads.  Text over LONGEST characters, MARKS_MOST marks or
    DEEPEST levels comes back escaped and otherwise as it is, in one <pre>.
    """
    return _kept(text, ours) if len(text) <= KEPT_CHARS else _cleaned(text, ours)


@lru_cache(maxsize=KEPT_MOST)
def _kept(text: str, ours: str) -> Markup:
    return _cleaned(text, ours)


def _cleaned(text: str, ours: str) -> Markup:
    if len(text) > LONGEST or sum(1 for _ in MARK.finditer(text)) > MARKS_MOST:
        return _as_typed(text)
    reader = _reader()
    tokens = reader.parse(text)
    if _depth(tokens) > DEEPEST:
        return _as_typed(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + HEADINGS_FROM - 1)}"
        if token.children:
            token.children = list(_linked(token.children, ours))
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(_cleaner().clean(html).strip())  # noqa: S704  (cleaned)


def _as_typed(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(text)


def _depth(tokens: Sequence["Token"]) -> int:
    """How many tags stand within one another at most."""
    depth = deepest = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth, depth + _depth(token.children or ()))
    return deepest


def _linked(tokens: Sequence["Token"], ours: str) -> Iterator["Token"]:
    """The tokens of a line, with links told or taken out. Links never stand within links."""
    from markdown_it.token import Token

    address = ""
    for token in tokens:
        if token.type == "link_open":
            wanted = str(token.attrs.get("href", ""))
            address = wanted if leads_outward(wanted, ours=ours) else ""
            token.attrs = {"href": address}
        if token.type not in ("link_open", "link_close") or address:
            yield token
        if token.type == "link_close" and address:
            told = f" <small>{escape(address_shown(address))}</small>"
            yield Token("html_inline", "", 0, content=told)
            address = ""


@cache
def _reader() -> "MarkdownIt":
    # Loaded by the first reply that is shown.
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": SEEN})
    made.enable("strikethrough")
    # Prose is indented, and ruled off, without meaning code or a heading; a reference would hide an address.
    made.disable(["html_block", "html_inline", "autolink", "code", "lheading", "reference"])
    made.renderer.rules["image"] = _alternative  # type: ignore[attr-defined]
    return made


def _alternative(tokens: Sequence["Token"], index: int, *_: object) -> str:
    """What an image would show to those who cannot see it, and nothing of where it is."""
    return str(escape(tokens[index].content))


@cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=REL,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_relative="deny",
    )
