"""How much a text looks like hate, harassment, sex, self-harm or violence: scores, and never a decision."""

from personae.safety.verdict import Verdict


def moderate(text: str) -> Verdict:
    """Return how much a text looks like each category, in any of its windows of 3,000 characters.

    Time grows with the text's length and no faster. sexual_minors is careful: beside its own model, what
    looks rather sexual and speaks of somebody young is flagged, whatever the story. Books are full of
    murders: ask about what people and models write, not to refuse a document.
    """
    from personae.safety.harm import verdict  # numpy and weights are only loaded once there is a text

    return verdict(text)
