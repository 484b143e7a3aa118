"""What the labels of the public sets teach about each category of moderation."""

from evals.moderation import Text
from personae.safety import CATEGORIES

Lesson = tuple[float, float]  # 0 or 1, and how much it counts


def lessons(text: Text) -> dict[str, Lesson]:
    """Return what a text of one of the sets teaches."""
    harmless: dict[str, Lesson] = dict.fromkeys(CATEGORIES, (0.0, 1.0))
    kind = str(text.more.get("functionality", ""))
    if text.set == "openai_moderation_1680":
        return _labelled(text)
    if text.set.startswith("hatecheck"):
        much = 1.0 if text.set.endswith("_en") else 0.4
        found = {"hate": (float(text.is_harmful), much), "sexual": (0.0, 0.2), "self_harm": (0.0, 0.2)}
        found |= {"profanity": (1.0, 0.5)} if kind.startswith("profanity") else {}
        found |= {"harassment": (1.0, 0.5)} if kind == "target_indiv_nh" else {}
        found |= {"violence": (1.0, 0.3)} if kind.startswith("threat") else {}
        return found | (
            {"harassment": (0.0, 0.5), "violence": (0.0, 0.5)} if kind.startswith("ident") else {}
        )
    if text.set == "davidson":
        if text.label == "neither":
            return dict.fromkeys(CATEGORIES, (0.0, 0.3))
        is_hate = text.label == "hate"
        return {"hate": (float(is_hate), 0.4 if is_hate else 0.1), "profanity": (1.0, 0.5)}
    if text.set == "identity_bias_templates":
        return {"hate": (float(text.is_harmful), 0.3), "harassment": (float(text.is_harmful), 0.3)}
    if text.set == "xstest":
        is_hate = text.more.get("type") == "contrast_discr"
        return ({"hate": (1.0, 0.5)} if is_hate else {}) if text.is_harmful else harmless
    return {} if text.is_harmful else dict.fromkeys(CATEGORIES, (0.0, 0.3))


def _labelled(text: Text) -> dict[str, Lesson]:
    """What OpenAI's labels teach; what it left unlabelled teaches nothing."""
    labels, unknown = text.more["categories"], text.more["unlabelled"]
    assert isinstance(labels, list)
    assert isinstance(unknown, list)
    parts: dict[str, tuple[str, ...]] = {
        "hate": ("hate", "hate_threatening"),
        "harassment": ("harassment",),
        "sexual": ("sexual", "sexual_minors"),
        "sexual_minors": ("sexual_minors",),
        "self_harm": ("self_harm",),
        "violence": ("violence", "violence_graphic"),
    }
    found: dict[str, Lesson] = {}
    for name, names in parts.items():
        is_there = any(each in labels for each in names)
        if is_there or not any(each in unknown for each in names):
            found[name] = (float(is_there), 1.5 if is_there else 1.0)
    return found
