"""Tells which styles make text invisible, in style attributes and style sheets."""

import re
from typing import Final

SHEET_CHARS: Final = 1 << 18

_HIDING = re.compile(
    r"(?<![-\w])(?:display\s*:\s*none"
    r"|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:opacity|font-size)\s*:\s*0*(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)"
    r"|font-size\s*:\s*(?:0?\.\d+|1)(?:px|pt)\s*(?:;|$)"
    r"|color\s*:\s*transparent"
    r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_SIMPLE = re.compile(r"[a-z]*([.#][\w-]+)", re.IGNORECASE)


def hides(style: str) -> bool:
    """Whether the declarations of one style make text invisible on white paper."""
    style = style[:4000]
    return bool(_HIDING.search(style)) or (bool(_WHITE.search(style)) and "background" not in style.lower())


def hidden_names(sheet: str) -> set[str]:
    """The classes (.name) and ids (#name) that a style sheet hides everywhere, not only in some media."""
    names: set[str] = set()
    depth = start = 0
    selector = ""
    sheet = sheet[:SHEET_CHARS]
    for brace in re.finditer(r"[{}]", sheet):
        if brace.group() == "{":
            if depth == 0:
                selector = sheet[start : brace.start()]
            depth += 1
            start = brace.end()
            continue
        if depth == 1 and hides(sheet[start : brace.start()]):
            names.update(_simple_selectors(selector))
        depth = max(0, depth - 1)
        start = brace.end()
    return names


def _simple_selectors(selector: str) -> set[str]:
    selector = selector.rpartition("*/")[2]
    matches = (_SIMPLE.fullmatch(part.strip()) for part in selector.split(","))
    return {match[1] for match in matches if match}
