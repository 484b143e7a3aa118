"""Where each emotion is in the space of moods, what it stirs in who hears it, and which traits it moves.

The labels are the 28 of GoEmotions (Demszky et al. 2020, 10.18653/v1/2020.acl-main.372). Their places in
the space are, as each row of emotions.tsv says, those of ALMA's table for the emotions of Ortony, Clore and
Collins ('alma': Gebhard 2005, 10.1145/1082473.1082478), those of Russell & Mehrabian 1977 ('rm':
10.1016/0092-6566(77)90037-X), with the term used where it is another, or ours, set between named ones.

evokes, and bond, how it brings two people closer (-1..1), are ours, after the appraisals of Ortony, Clore and
Collins. Which traits an emotion moves, in nudges.tsv, follows what is known of traits and affect: gladness
with extraversion, distress with neuroticism (Costa & McCrae 1980, 10.1037/0022-3514.38.4.668; Watson & Clark
1992, 10.1111/j.1467-6494.1992.tb00980.x), warmth and anger with agreeableness, interest with openness
(McCrae & Costa 1991); for humor, formality and creativity, after what the words mean.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from personae.evolution.pad import Pad

TRAITS = (
    *("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"),
    *("humor", "formality", "creativity"),
)


@dataclass(frozen=True, slots=True)
class Emotion:
    """One emotion.

    evokes: the label of what hearing it stirs.  bond: -1..1.  nudges: by trait, -1..1; a trait that it does
    not move is left out.
    """

    label: str
    pad: Pad
    evokes: str
    bond: float
    nudges: Mapping[str, float]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t")


def _emotions() -> dict[str, Emotion]:
    moved = {row["label"]: {trait: float(row[trait]) for trait in TRAITS} for row in _rows("nudges.tsv")}
    return {
        row["label"]: Emotion(
            row["label"],
            Pad(float(row["pleasure"]), float(row["arousal"]), float(row["dominance"])),
            row["evokes"],
            float(row["bond"]),
            {trait: nudge for trait, nudge in moved[row["label"]].items() if nudge},
        )
        for row in _rows("emotions.tsv")
    }


EMOTIONS: Mapping[str, Emotion] = _emotions()
