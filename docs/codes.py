"""Writes the table of every code that a failure can have: `.venv/bin/python docs/codes.py`."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import personae  # noqa: E402
from personae.platform.errors import PersonaeError  # noqa: E402
from personae.web.errors import STATUS  # noqa: E402
from personae.web.problems import OPENAI_CODES  # noqa: E402

TABLE = ROOT / "docs" / "dev" / "codes.md"
HEAD = """# Codes of failures

A code never changes its meaning and is never used for another. `docs/codes.py` writes this page from the errors themselves, and a test compares the two. In `{braces}` stand facts, which the answer also has beside the code. A failure that is not listed has the name of its status as its code, such as `not_found` for an address that there is not and `method_not_allowed`.

| code | status | sentence |
|---|---|---|
"""  # noqa: E501
# What is refused before any room is asked.
AT_THE_EDGE = {
    "other_site": (403, "The request came from the page of another site."),
    "request_invalid": (422, "A field is missing or not of its kind; the sentence says which."),
    "request_too_large": (413, "The request is larger than 1 MB, which no form here needs."),
    "internal_error": (500, "Something went wrong here, and it is in the log."),
}


def errors() -> Iterator[type[PersonaeError]]:
    """Every expected failure that has a code."""
    for module in walk_packages(personae.__path__, "personae."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            import_module(module.name)
    waiting = [PersonaeError]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if "code" in vars(child) and child.__module__.startswith("personae."):
                yield child


def page() -> str:
    """The page as it should be."""
    rows = {error.code: (STATUS[error.kind], error.message) for error in errors()} | AT_THE_EDGE
    lines = [f"| `{code}` | {status} | {_cell(text)} |\n" for code, (status, text) in sorted(rows.items())]
    tail = "".join(f"| `{ours}` | `{theirs}` |\n" for ours, theirs in OPENAI_CODES.items())
    return (
        HEAD
        + "".join(lines)
        + "\nAt `/v1`, where OpenAI’s clients ask, some have the names that those know:\n\n"
        + "| here | at `/v1` |\n|---|---|\n"
        + tail
    )


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


if __name__ == "__main__":
    TABLE.write_text(page(), encoding="utf-8")
