"""How a character is at a moment, in a few plain words."""

from personae.evolution.mind import NOTICED, Mind, TraitNow
from personae.evolution.pad import NEUTRAL
from personae.evolution.relationship import Stage

STRONG = 0.5
FELT_LEAST = 0.1  # an emotion weaker than this is not worth a word
NAMED_MOST = 2
MOODS = {
    "exuberant": "high-spirited and sure of themself",
    "dependent": "glad, stirred, and leaning on others",
    "relaxed": "at ease",
    "docile": "quiet and yielding",
    "bored": "low and listless",
    "disdainful": "cool and aloof",
    "anxious": "uneasy",
    "hostile": "irritated and ready to fight",
}
FEELINGS = {
    "admiration": "admiration",
    "amusement": "amusement",
    "anger": "anger",
    "annoyance": "annoyance",
    "approval": "approval",
    "caring": "concern for the other",
    "confusion": "confusion",
    "curiosity": "curiosity",
    "desire": "longing",
    "disappointment": "disappointment",
    "disapproval": "disapproval",
    "disgust": "disgust",
    "embarrassment": "embarrassment",
    "excitement": "excitement",
    "fear": "fear",
    "gratitude": "gratitude",
    "grief": "grief",
    "joy": "joy",
    "love": "love",
    "nervousness": "nervousness",
    "optimism": "hope",
    "pride": "pride",
    "realization": "a dawning understanding",
    "relief": "relief",
    "remorse": "remorse",
    "sadness": "sadness",
    "surprise": "surprise",
}
TOWARD = {
    Stage.ESTRANGED: "This person has become hard to bear",
    Stage.WARY: "This person has given reason to be wary",
    Stage.ACQUAINTANCE: "This person is an acquaintance",
    Stage.COMPANION: "This person has become pleasant company",
    Stage.FRIEND: "This person has become a friend",
    Stage.CLOSE: "This person has become very dear",
}
# More of the trait, and less of it.
CHANGED = {
    "openness": ("more open to new things", "less open to new things"),
    "conscientiousness": ("more careful and dutiful", "more careless"),
    "extraversion": ("more outgoing", "more withdrawn"),
    "agreeableness": ("warmer", "harsher"),
    "neuroticism": ("more easily upset", "calmer"),
    "humor": ("more playful", "more serious"),
    "formality": ("more formal", "less formal"),
    "creativity": ("more inventive", "more matter-of-fact"),
}


def describe(mind: Mind) -> str:
    """How the character is now, in a few short sentences without numbers and without a name.

    "" for somebody who has evolution switched off, and for a stranger who feels nothing in particular: then
    there is nothing that the character's own description does not say.
    """
    if not mind.is_on:
        return ""
    said = [_feeling(mind), _mood(mind), TOWARD.get(mind.stage, ""), _changes(mind)]
    return " ".join(f"{sentence}." for sentence in said if sentence)


def _feeling(mind: Mind) -> str:
    felt = [each for each in mind.emotions if each[1] >= FELT_LEAST and each[0] in FEELINGS][:NAMED_MOST]
    if not felt:
        return ""
    strength = "strongly" if felt[0][1] >= STRONG else "a little"
    return f"Feels {strength}: {' and '.join(FEELINGS[name] for name, _ in felt)}"


def _mood(mind: Mind) -> str:
    has_moved = max(
        abs(now - usual) for now, usual in zip(mind.mood.values, mind.usual_mood.values, strict=True)
    )
    if has_moved < NOTICED or mind.octant == NEUTRAL:
        return ""
    return f"The mood: {'very ' if mind.mood.length >= 2 * STRONG else ''}{MOODS[mind.octant]}"


def _changes(mind: Mind) -> str:
    furthest = sorted(mind.traits, key=lambda trait: -abs(trait.change))[:NAMED_MOST]
    words = [_change(trait) for trait in furthest if abs(trait.change) >= NOTICED]
    return f"Lately {' and '.join(words)} than by nature" if words else ""


def _change(trait: TraitNow) -> str:
    more, less = CHANGED[trait.name]
    return more if trait.change > 0 else less
