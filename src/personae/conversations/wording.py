"""The words of prompts, out of prompts/*.md, and strangers' text made fit to stand inside them."""

import re
from functools import cache
from importlib.resources import files
from string import Template

# What marks the parts of a prompt; see the files.
MARKS = (
    "character",
    "reader",
    "earlier",
    "notes",
    "passages",
    "memories",
    "mood",
    "due",
    "summary",
    "turns",
    "program",
)
_MARK = re.compile(rf"<(?=\s*/?\s*(?:{'|'.join(MARKS)})\b)", re.IGNORECASE)


def filled(name: str, /, **words: str) -> str:
    """The wording prompts/NAME.md with words in its places, which must be made safe already."""
    return _wording(name).substitute(words)


def data(text: str) -> str:
    """Strangers' text for inside the marks of a prompt: on one line, and it cannot close them."""
    return " ".join(text.replace("<", "‹").replace(">", "›").split())


def said(text: str) -> str:
    """A message as it was written, but for marks of a prompt, which it can neither open nor close."""
    return _MARK.sub("‹", text)


@cache
def _wording(name: str) -> Template:
    text = files(__package__).joinpath(f"prompts/{name}.md").read_text(encoding="utf-8")
    return Template(text.strip())
