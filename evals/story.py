"""How well a reading meets a story of our own: quotations, speakers, people, names and gender."""

from collections.abc import Mapping, Sequence
from typing import cast as typed

from evals.scoring import Span, matched

Reading = Mapping[str, object]
Row = dict[str, float]

ARTICLES = ("the ", "le ", "la ", "l'", "der ", "die ", "das ", "el ", "il ", "lo ")


def score(found: Reading, gold: Reading) -> Row:
    """Compare a reading with its annotation; both as `cast_file` returns them, every figure 0..1.

    detection_f1: found quotations against annotated ones.  accuracy: of the annotated quotations, those
    with the right speaker.  character_precision, character_recall: one found person for one annotated,
    matched by the names they share; who is no person, or is found twice, counts against.
    alias_precision, alias_recall: names carried by the person they belong to.  gender: of the people met.
    """
    pairs = matched(_places(gold), _places(found))
    people = _people(found, gold)
    speakers = [str(quote["speaker"]) for quote in _list(found, "quotes")]
    truth = [str(quote["speaker"]) for quote in _list(gold, "quotes")]
    right = sum(
        people.get(speakers[pairs[place]]) == who for place, who in enumerate(truth) if place in pairs
    )
    precision, recall = len(pairs) / max(1, len(speakers)), len(pairs) / max(1, len(truth))
    return {
        "detection_f1": 2 * precision * recall / max(1e-9, precision + recall),
        "accuracy": right / max(1, len(truth)),
        "character_precision": len(people) / max(1, len(_list(found, "characters"))),
        "character_recall": len(people) / max(1, len(_list(gold, "characters"))),
        **_aliases(found, gold, people),
        "gender": _gender(found, gold, people),
    }


def _list(reading: Reading, key: str) -> list[dict[str, object]]:
    return typed(list[dict[str, object]], reading[key])


def _places(reading: Reading) -> list[Span]:
    return [(typed(int, q["start"]), typed(int, q["end"])) for q in _list(reading, "quotes")]


def _people(found: Reading, gold: Reading) -> dict[str, str]:
    """Return found id -> annotated id, one to one, those with most names in common first."""
    ours, theirs = _names(found), _names(gold)
    votes = sorted(
        (-len(ours[one] & theirs[other]), place, one, other)
        for place, one in enumerate(ours)
        for other in theirs
        if ours[one] & theirs[other]
    )
    met: dict[str, str] = {}
    for _, _, one, other in votes:
        if one not in met and other not in met.values():
            met[one] = other
    return met


def _names(reading: Reading) -> dict[str, set[str]]:
    return {
        str(person["id"]): {
            _plain(name) for name in (str(person["name"]), *typed(Sequence[str], person["aliases"]))
        }
        for person in _list(reading, "characters")
    }


def _plain(name: str) -> str:
    """Return a name in small letters, with straight apostrophes and no article."""
    low = " ".join(name.lower().replace("’", "'").replace(".", "").split())
    return next((low[len(article) :] for article in ARTICLES if low.startswith(article)), low)


def _aliases(found: Reading, gold: Reading, people: Mapping[str, str]) -> Row:
    ours, theirs = _names(found), _names(gold)
    known = {name for names in theirs.values() for name in names}
    carried = sum(len(names & known) for names in ours.values())
    right = sum(len(ours[one] & theirs[other]) for one, other in people.items())
    return {
        "alias_precision": right / max(1, carried),
        "alias_recall": right / max(1, sum(map(len, theirs.values()))),
    }


def _gender(found: Reading, gold: Reading, people: Mapping[str, str]) -> float:
    ours = {str(person["id"]): person["gender"] for person in _list(found, "characters")}
    theirs = {str(person["id"]): person["gender"] for person in _list(gold, "characters")}
    known = [(one, other) for one, other in people.items() if theirs[other] in ("F", "M")]
    return sum(ours[one] == theirs[other] for one, other in known) / max(1, len(known))
