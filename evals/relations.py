"""Score card of relations: kind, affinity and recall against readers' judgements of whole novels.

The set is a table of pairs of characters per book, with affinity (positive, neutral, negative) and a
coarse category (familial, social, professional), as published by Massey et al. 2015, "Annotating
Character Relationships in Literary Texts" (arXiv:1512.00728).
"""

import argparse
import csv
import json
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from personae.cast import Cast, Mention, Quotation, Tie, blocks_of, read
from personae.cast.files import decode
from personae.cast.portrait import Line, Relation, meetings, relations, spoken_ties

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TABLE = SHARED / "relations" / "character_relations_dev.tsv"
BOOKS = (SHARED / "litbank" / "original", SHARED / "pdnc")
COARSE = {"family": "familial", "romantic": "social", "social": "social", "professional": "professional"}
DISLIKED = -0.06  # affinity below which a pair counts as at odds; tuned on this very table
ALIKE = 0.3  # share of words two names must have in common
COLUMNS = ("pairs", "found", "category", "category_base", "affinity", "affinity_base", "order")


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair of a book as a reader judged it."""

    one: str
    other: str
    affinity: str
    category: str


def run(argv: list[str]) -> dict[str, object]:
    """Score every book that is there; print a table and return the totals with each book's row.

    found: share of pairs for which a relation was found, either way round; category and affinity: share
    right among those; *_base: the same for always naming the commonest answer of the whole table;
    order: how often a pair judged positive has more affinity than one judged negative (.5 is chance).
    """
    wish = _arguments(argv)
    judged = _table(wish.table)
    books = {title: path for title in judged if (path := _book(title, wish.books or BOOKS))}
    if not books:
        sys.stdout.write(f"No judged relations at {wish.table}, or none of their books.\n")
        return {}
    sys.stdout.write(f"{'book':32}" + "".join(f"{name:>15}" for name in COLUMNS) + "\n")
    usual = _usual(pair for pairs in judged.values() for pair in pairs)
    outcomes: dict[str, list[_Outcome]] = {}
    for title, path in books.items():
        outcomes[title] = _outcomes(judged[title], *_read(path))
        _print(title, _row(outcomes[title], usual))
    total = _row([one for found in outcomes.values() for one in found], usual)
    _print("all", total)
    result: dict[str, object] = {**total, "books": {t: _row(o, usual) for t, o in outcomes.items()}}
    if wish.json:
        sys.stdout.write(json.dumps(result) + "\n")
    return result


@dataclass(frozen=True, slots=True)
class _Outcome:
    judged: Judged
    category: str
    affinity: float

    @property
    def felt(self) -> str:
        return "negative" if self.affinity < DISLIKED else "positive"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval relations", description=__doc__)
    parser.add_argument("--table", type=Path, default=TABLE, help="judged pairs, tab-separated")
    parser.add_argument("--books", type=Path, nargs="*", help="folders of the books as plain text")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


def _table(path: Path) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if "NR" not in (row["affinity"], row["coarse_category"]):
                pair = Judged(row["character_1"], row["character_2"], row["affinity"], row["coarse_category"])
                found.setdefault(row["title"], []).append(pair)
    return found


def _book(title: str, folders: Iterable[Path]) -> Path | None:
    """Return the text of a book: NUMBER_its_title.txt, or ItsTitle/novel_text.txt."""
    wanted = _letters(title)
    for folder in folders:
        for path in sorted([*folder.glob("*.txt"), *folder.glob("*/novel_text.txt")]):
            name = path.parent.name if path.stem == "novel_text" else path.stem.partition("_")[2]
            if _letters(name).startswith(wanted):
                return path
    return None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def _usual(pairs: Iterable[Judged]) -> tuple[str, str]:
    known = list(pairs)
    category = Counter(pair.category for pair in known).most_common(1)[0][0]
    return category, Counter(pair.affinity for pair in known).most_common(1)[0][0]


def _read(path: Path) -> tuple[Cast, tuple[Relation, ...]]:
    text = decode(path.read_bytes())
    ties: list[Tie] = []
    mentions: list[Mention] = []
    lines: list[Line] = []

    def keep(q: Quotation) -> None:
        words = text[q.start : q.end]
        lines.append(Line(q.speaker, q.addressee, words, q.start, q.end, q.chapter, q.confidence))

    cast = read(lambda: blocks_of(text), on_quotation=keep, on_mention=mentions.append, on_tie=ties.append)
    genders = {character.id: character.gender for character in cast.characters}
    found = relations([*ties, *spoken_ties(lines)], meetings(mentions, lines), genders=genders)
    return cast, found


def _outcomes(judged: Sequence[Judged], cast: Cast, found: Sequence[Relation]) -> list[_Outcome]:
    by_pair = {(relation.source, relation.target): relation for relation in found}
    outcomes = []
    for pair in judged:
        one, other = _find(pair.one, cast), _find(pair.other, cast)
        there, back = by_pair.get((one, other)), by_pair.get((other, one))
        if one == other or there is None or back is None:
            outcomes.append(_Outcome(pair, "", 0.0))
            continue
        outcomes.append(_Outcome(pair, COARSE[there.kind], (there.affinity + back.affinity) / 2))
    return outcomes


def _find(name: str, cast: Cast) -> str:
    """Return the id of whoever goes by most of a name's words, and is much in the book; '' for nobody.

    A reader looks up "Mary Lennox" under the Mary of whom the book is full.
    """
    wanted = _words(name)
    best, best_score = "", 0.0
    for character in cast.characters:
        for alias in character.aliases:
            words = _words(alias.name)
            shared = len(wanted & words)
            alike = shared / len(wanted | words) if shared else 0.0
            score = alike * math.log1p(character.mentions + character.lines)
            if alike >= ALIKE and score > best_score:
                best, best_score = character.id, score
    return best


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z]+", plain)) - {"the", "of", "s"}


def _row(outcomes: Sequence[_Outcome], usual: tuple[str, str]) -> dict[str, float]:
    met = [one for one in outcomes if one.category]
    count = max(1, len(met))
    return {
        "pairs": len(outcomes),
        "found": round(len(met) / max(1, len(outcomes)), 3),
        "category": round(sum(one.category == one.judged.category for one in met) / count, 3),
        "category_base": round(sum(usual[0] == one.judged.category for one in met) / count, 3),
        "affinity": round(sum(one.felt == one.judged.affinity for one in met) / count, 3),
        "affinity_base": round(sum(usual[1] == one.judged.affinity for one in met) / count, 3),
        "order": round(_order(met), 3),
    }


def _order(met: Sequence[_Outcome]) -> float:
    """Return how often a pair judged positive has more affinity than one judged negative; .5 is chance."""
    fond = [one.affinity for one in met if one.judged.affinity == "positive"]
    cross = [one.affinity for one in met if one.judged.affinity == "negative"]
    wins = sum((high > low) + 0.5 * (high == low) for high in fond for low in cross)
    return wins / (len(fond) * len(cross)) if fond and cross else 0.5


def _print(name: str, row: dict[str, float]) -> None:
    sys.stdout.write(f"{name[:31]:32}" + "".join(f"{row[column]:15.3f}" for column in COLUMNS) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(sys.argv[1:])
