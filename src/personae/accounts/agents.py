"""What a browser calls itself, in words."""

import re
from typing import Final

# The first that is found counts: nearly all of them also call themselves by the names below.
PROGRAMS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("HeadlessChrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("Wget", "Wget"),
    ("python", "a Python program"),
    ("okhttp", "an app"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
NAMELESS: Final = "An unknown program"


def in_words(agent: str) -> str:
    """A program and its system, such as "Firefox on Linux"; NAMELESS for what says nothing we know."""
    program = _first(PROGRAMS, agent)
    system = _first(SYSTEMS, agent)
    if not program:
        return f"A program on {system}" if system else NAMELESS
    found = f"{program} on {system}" if system else program
    return found[0].upper() + found[1:]


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next(
        (name for mark, name in known if re.search(rf"\b{re.escape(mark)}", agent, re.IGNORECASE)), ""
    )
