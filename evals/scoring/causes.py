"""Why a quotation went to the wrong person."""

from collections import Counter

from evals.scoring.figures import answers
from evals.scoring.found import Found
from evals.scoring.gold import Gold
from evals.scoring.matching import Match

CAUSES = ("not detected", "missed character", "wrong alias", "wrong mention", "turn order")


def causes(gold: Gold, found: Found, match: Match) -> dict[str, float]:
    """Share of all quotations of somebody, 0..1, that each cause spoils; the first that holds counts.

    not detected: no quotation was found there.
    missed character: no character was found for the true speaker.
    wrong alias: given to another piece of the true speaker, or to one who carries a name of theirs.
    wrong mention: a cue names the speaker (`explicit`), and it was read as somebody else or not at all.
    turn order: all else: a pronoun, or nothing but the turns, leads to the speaker.
    """
    given = list(answers(gold, found))
    known = set(match.one.values())
    counted: Counter[str] = Counter()
    for each in given:
        said_by = each.said_by or ""
        if match.one.get(said_by) == each.speaker:
            continue
        if not each.is_found:
            counted["not detected"] += 1
        elif each.speaker not in known:
            counted["missed character"] += 1
        elif each.speaker in match.touched.get(said_by, ()):
            counted["wrong alias"] += 1
        elif each.quote.kind == "explicit":
            counted["wrong mention"] += 1
        else:
            counted["turn order"] += 1
    return {cause: counted[cause] / max(1, len(given)) for cause in CAUSES}
