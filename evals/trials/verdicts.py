"""Whether what became of a document is what its list says, and what it may cost: pure rules."""

import codecs
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.trials.sets import Case

READ = "read"
LIMIT_S, LIMIT_MB = 30.0, 512.0
EXPANDED_CHARS = 2_000_000  # more than any of those that may be read without expanding holds
# Refused although their list says otherwise, each for a reason that the notes on safety give.
ARGUED = {"pub-foreign_bad-fallback.epub": "corrupt_file"}
# Of files that they name, and of text that nobody who reads the document would see.
NEVER = re.compile(r"root:x:|for 16-bit app support|CANARY-|pwned", re.IGNORECASE)
_ALIKE = {"big5": "big5hkscs", "gb2312": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "johab": "johab"}
_UNREAD = re.compile(
    r"<(head|title|script|style|object|audio|video|picture|svg|nav|h[1-6])\b.*?</\1\s*>|<!--.*?-->|&\w+;",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w*[^\W\d_a-zA-Z]\w*")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a document: READ or the refusal's code, its sentence, and what it cost."""

    code: str
    sentence: str = ""
    notices: Sequence[str] = ()
    text: str = ""
    seconds: float = 0.0
    cpu_s: float = 0.0
    mb: float = 0.0


def disagreement(case: Case, fate: Fate) -> str:
    """Why a fate is not what the list says; "" where it is."""
    is_read = fate.code == READ
    if not is_read and len(fate.sentence.split()) < 5:
        return f"{fate.code} without a sentence"
    if case.expect == "reject" and is_read:
        return "read, and should be refused"
    if case.expect.startswith("reject_or") and is_read and len(fate.text) > EXPANDED_CHARS:
        return f"expanded to {len(fate.text):,} characters"
    if _must_be_read(case.expect) and not is_read and not _may_be_refused(case, fate):
        return f"refused ({fate.code}), and should be read"
    if case.expect == "accept_flagged" and is_read and not fate.notices:
        return "read without a word about it"
    if is_read and (seen := NEVER.search(fate.text)):
        return f"{seen[0]!r} is in the text"
    return ""


def costs(fate: Fate) -> str:
    """What a fate cost too much of; "" where nothing."""
    if fate.cpu_s > LIMIT_S:
        return f"{fate.cpu_s:.1f} processor seconds"
    return f"{fate.mb:.0f} MB" if fate.mb > LIMIT_MB else ""


def _must_be_read(expect: str) -> bool:
    if expect == "accept_or_reject":
        return False
    return expect.startswith("accept") or expect in ("valid", "warning", "opens")


def _may_be_refused(case: Case, fate: Fate) -> bool:
    """Whether it is said that there are no words, and there are none, or the refusal is argued for."""
    if ARGUED.get(case.path.name) == fate.code:
        return True
    if fate.code == "no_text":
        return case.expect == "accept_flagged"  # of a scan it must be said, which is what the refusal does
    return fate.code == "no_words" and not has_prose(case.path)


def has_prose(path: Path) -> bool:
    """Whether there is a word in a document's paragraphs, looked for without our reader."""
    pages = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if "nav" not in name]
            pages = [archive.read(name) for name in names if name.endswith(("html", "htm", "document.xml"))]
    texts = (_TAG.sub(" ", _UNREAD.sub(" ", page.decode("utf-8", "replace"))) for page in pages)
    return any(re.search(r"\w", text) for text in texts)


def decoded_otherwise(case: Case, fate: Fate) -> str:
    """Why a text was not decoded as its list says: of the words beyond ASCII too few are the same.

    "" where it was, where it was refused, and where its list names no encoding.
    """
    if not case.encoding or fate.code != READ:
        return ""
    words = set(_WORD.findall(fate.text))
    meant = set(_WORD.findall(_decoded(case.path, case.encoding)))
    found = len(words & meant) / len(words) if words else 1.0
    return "" if found >= 0.9 else f"{found:.0%} of its words are those of {case.encoding}"


def _decoded(path: Path, encoding: str) -> str:
    found = encoding.casefold()
    for name in (_ALIKE.get(found, found), found.rsplit("-", 1)[0], found.replace("mac", "mac-", 1)):
        try:
            codecs.lookup(name)
        except LookupError:
            continue
        return path.read_bytes().decode(name, "replace")
    raise LookupError(encoding)
