"""What no line of the studio does: run words as code, take them for markup, or be deaf to a stop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import personae
from personae.web.render import SCRIPTS, environment

ROOM = Path(personae.__file__).parent
CALLS = {
    "code out of words": r"(?<![\w.])(?:eval|exec|compile|__import__)\(",
    "a shell": r"shell\s*=\s*True|os\.(?:system|popen)\(|create_subprocess_shell",
    "objects out of strangers' bytes": (
        r"\b(?:pickle|marshal|shelve|dill|jsonpickle)\.|yaml\.(?:unsafe_)?load\(|allow_pickle=True"
    ),
    "temporary files that others can foresee": r"\bmktemp\(",
    "hashes that are broken": r"\b(?:md5|sha1|MD5|SHA1)\(",
    # Up to Python 3.11 it swallows a cancellation that comes as the work ends: asyncio.timeout does not.
    "patience that may not hear a cancellation": r"\basyncio\.wait_for\(",
    "chance that can be foreseen, for a secret": r"\brandom\.(?:choice|randint|random|getrandbits|choices)\(",
}


def sources(pattern: str, root: Path = ROOM) -> Iterator[tuple[str, str]]:
    """Every file of ours of this kind, by its path."""
    for path in sorted(root.rglob(pattern)):
        yield str(path.relative_to(root)), path.read_text(encoding="utf-8")


class TestPython:
    @pytest.mark.parametrize("what", CALLS)
    def test_has_no_use_for_what_is_dangerous(self, what: str) -> None:
        forbidden = re.compile(CALLS[what])
        assert [path for path, text in sources("*.py") if forbidden.search(text)] == []


class TestTemplates:
    def test_escape_everything_and_are_made_of_nothing_but_files(self) -> None:
        assert environment().autoescape is True
        marked = [path for path, text in sources("*.html") if re.search(r"\|\s*safe\b|autoescape", text)]
        assert marked == []
        assert [path for path, text in sources("*.py") if "from_string(" in text] == []

    def test_are_handed_no_markup_that_was_not_escaped_or_cleaned(self) -> None:
        made = [(path, text) for path, text in sources("*.py") if re.search(r"\bMarkup\(", text)]
        assert made
        assert [path for path, text in made if not re.search(r"\bescape\(|\bnh3\.", text)] == []


class TestScripts:
    @pytest.mark.parametrize(
        "what",
        [
            r"\beval\(",
            r"new Function",
            r"document\.write",
            r"outerHTML\s*=",
            r"insertAdjacentHTML",
            r"postMessage",
            r"addEventListener\(\s*['\"]message",
            r"localStorage|indexedDB",
            r"__proto__|\[[\w.]*key\]\s*=",
        ],
    )
    def test_have_no_use_for_what_is_dangerous(self, what: str) -> None:
        assert [path for path, text in sources("*.js", SCRIPTS) if re.search(what, text)] == []

    def test_set_markup_in_one_place_which_our_templates_have_escaped(self) -> None:
        found = [
            (path, text.count("innerHTML")) for path, text in sources("*.js", SCRIPTS) if "innerHTML" in text
        ]
        assert found == [("live-channel.js", 1)]
