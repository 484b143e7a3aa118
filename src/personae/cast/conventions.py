"""Which marks a document puts round its speech, told from samples of it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SAMPLE = {
    "straight": re.compile(r'(?:^|[\s(\[—–-])"(?=\w|[¿¡\'‘…])'),
    "curly": re.compile(r"“(?=\S)"),
    "high": re.compile(r"(?:^|[\s(\[—–-])”(?=\w|[¿¡…])"),
    "low-high": re.compile(r"„(?=\S)"),
    "guillemets": re.compile(r"[«‹]\s?(?=\w|[¿¡…—])"),
    "corner": re.compile(r"[「『](?=\S)"),
    "left open": re.compile(r"\A\s{0,20}«[^»]*\Z"),  # a French dialogue, whose turns go on with dashes
    "inverted": re.compile(r"[»›](?=\w|[…])"),
    "single": re.compile(r"(?:^|[\s(\[—–])['‘](?=[^\W\d_]|[¿¡…])"),
    "single closed": re.compile(r"[.,!?…—–-]['’](?=\s|$|[)\]—–-])"),
    "lost": re.compile(r"[^\W\d_]n t\b|[^\W\d_] (?:s|ll|ve|re) (?=[^\W\d_])"),
    "kept": re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])"),
    "dash": re.compile(r"^\s{0,20}(?:[—–―]|--)\s{0,4}(?=\w|[¿¡«\"“…])"),
}
LOST_TIMES = 4  # more often "don t" than "don't"
BESIDE_SHARE = 0.1  # of the marks counted; above it other marks are no slips
DASH_SHARE = 0.1  # of the marks counted; below it a dash at the start of a paragraph is only punctuation


@dataclass(frozen=True, slots=True)
class Convention:
    """name: as in Cast.convention.  dash: paragraphs that open with a dash are speech too.

    beside: the name of marks that some paragraphs have instead; "" where all have the same.
    lost: apostrophes, and single marks with them, became blanks ("don t") while it was copied.
    """

    name: str
    inverted: bool = False
    dash: bool = False
    lost: bool = False
    beside: str = ""


def count_marks(paragraphs: Iterable[str]) -> Counter[str]:
    """Count what looks like the opening of speech, per convention."""
    found: Counter[str] = Counter()
    for text in paragraphs:
        for name, pattern in SAMPLE.items():
            found[name] += sum(1 for _ in pattern.finditer(text))
    return found


def choose(found: Counter[str]) -> Convention:
    """Return the convention most of the marks speak for; "none" where there are hardly any."""
    single = min(found["single"], found["single closed"])
    guillemets = max(found["guillemets"], found["inverted"])
    scores = {
        "straight": found["straight"],
        "curly": found["curly"] if not found["low-high"] else 0,
        "high": found["high"] if not found["low-high"] else 0,
        "low-high": found["low-high"],
        "guillemets": guillemets,
        "single": single,
        "corner": found["corner"],
    }
    name = max(scores, key=lambda key: scores[key])
    if found["low-high"] and found["curly"] > 4 * found["low-high"] and scores[name] < found["curly"]:
        name = "curly"
    count = max(scores[name], found["curly"] if name == "curly" else 0)
    dash = found["dash"] > max(1, DASH_SHARE * count)
    if dash and found["dash"] > 4 * count and not found["left open"]:
        name = "dash"
    elif not count:
        name = "none"
    lost = found["lost"] > LOST_TIMES * found["kept"]
    beside = max((key for key in scores if key != name), key=lambda key: scores[key])
    return Convention(
        name,
        inverted=found["inverted"] > found["guillemets"],
        dash=dash,
        lost=lost,
        beside=beside if scores[beside] > max(1, BESIDE_SHARE * count) else "",
    )
