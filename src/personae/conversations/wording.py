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
    "name",
)
_MARK = re.compile(rf"<(?=\s*/?\s*(?:{'|'.join(MARKS)})\b)", re.IGNORECASE)
# What models' own formats say a turn or a system text begins and ends with: a server at home, and our own
# runner of model files, take it for that wherever it stands.
_TURN = re.compile(
    r"<(?=\|)|<(?=/?(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|extra_id_\d+|tool_call|think)>)|<(?=<)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|IMG)\b)|<(?=｜)",
    re.IGNORECASE,
)


def filled(name: str, /, **words: str) -> str:
    """The wording prompts/NAME.md with words in its places, which must be made safe already."""
    return _wording(name).substitute(words)


def data(text: str) -> str:
    """Strangers' text for inside the marks of a prompt: on one line, and it cannot close them."""
    return " ".join(_TURN.sub("‹", text).replace("<", "‹").replace(">", "›").split())


def said(text: str) -> str:
    """A message as it was written, but for marks of a prompt and of models' own formats, which it can neither
    open nor close."""
    return _TURN.sub("‹", _MARK.sub("‹", text))


@cache
def _wording(name: str) -> Template:
    text = files(__package__).joinpath(f"prompts/{name}.md").read_text(encoding="utf-8")
    return Template(text.strip())
