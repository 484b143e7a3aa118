"""Words for what the rooms name by code: stages, notices, reasons, languages."""

import math
from collections.abc import Mapping

from personae.llm import QuotationProvider, Wait
from personae.safety import LANGUAGES as LANGUAGES
from personae.usage import Totals, dollars

UNTOLD = "und"  # as detection answers for what is too short

STAGES: Mapping[str, str] = {
    "waiting": "Waiting for its turn",
    "extracting": "Opening the file",
    "reading": "Reading who says what",
    "drafting": "Drafting the cast",
    "done": "Read",
}

REASONS: Mapping[str, str] = {
    "stopped": "You stopped this reply.",
    "share_ended": "The character is no longer shared with you, so this reply ends here.",
    "server_stopped": "The studio was stopped while this was written. What had arrived is kept.",
    "crashed": "The studio stopped unexpectedly while this was written. What had arrived is kept.",
    "length": "The reply reached its greatest length.",
    "filtered": "The model's vendor held the rest of this reply back.",
    "withheld": "This reply was held back by the rules of this studio. You can ask for a review of that.",
    "instructions_leaked": "The reply began to give away the studio's instructions and was cut.",
    "budget_reached": "A budget is used up. The usage page says which, and when it is renewed.",
    "price_unknown": "Nobody here knows what this model costs, and a budget is set. See the usage page.",
    "model_key_refused": "The model's key was refused. The operator can correct it in the settings.",
    "model_quota": "The account with the model's vendor is used up. The operator can top it up.",
    "model_busy": "The model is busy. Wait a moment, then ask again.",
    "model_unreachable": "The model could not be reached. Check the connection, then ask again.",
    "model_refused": "The model's vendor declined to answer this. Put it in other words.",
    "model_unknown": "The vendor does not offer this model. Choose another on the page Models.",
    "model_failed": "The model failed to answer. Ask again; if it keeps failing, choose another.",
    "model_resting": "The model has failed several times in a row. Wait half a minute, or choose another.",
    "model_file_unreadable": "The model's file cannot be read. The operator can correct its path.",
    "model_runtime_missing": "Model files cannot be run here yet. The operator can install what is missing.",
    "model_address_missing": "The model's address is missing. Enter it on the page Models.",
    "model_prompt_too_long": "The conversation has become too long for the model. Start a new one.",
    "model_empty": "The model answered with nothing. Ask again.",
    "model_key_wrong": "Your key was refused by its vendor. Replace it on the page Models.",
    "model_quota_own": "Your account with this model's vendor is used up. Add credit there.",
    "model_key_gone": "The key of this model was deleted. Choose another model on the page Models.",
    "model_key_unreadable": "The key was saved under another SECRET_KEY. Enter it again on the page Models.",
    "model_address_closed": "This model's address is closed to people's keys. Change it on the page Models.",
    "model_not_offered": "The studio does not offer this model any more. Choose another on the page Models.",
}
VENDORS: Mapping[str, str] = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "compatible": "OpenAI-compatible server",
    "gguf": "a file in the studio itself, free",
    "quotation": "quotations",
}

CUT_OFF = "The reply was cut off. What had arrived is kept."

# What comes after a model's name, to say why it did not answer.
FAILINGS: Mapping[str, str] = {
    "model_key_refused": "did not accept the studio's key",
    "model_quota": "has no credit left",
    "model_busy": "was busy",
    "model_unreachable": "could not be reached",
    "model_refused": "declined to answer",
    "model_unknown": "is not offered by its vendor",
    "model_failed": "failed to answer",
    "model_resting": "had failed several times in a row",
    "model_file_unreadable": "has a file that cannot be read",
    "model_runtime_missing": "cannot be run here yet",
    "model_address_missing": "has no address",
    "model_prompt_too_long": "cannot read so long a conversation",
    "model_empty": "answered with nothing",
    "model_key_wrong": "did not accept your key",
    "model_quota_own": "has no credit left on your account",
    "model_key_gone": "has lost its key",
    "model_key_unreadable": "has a key that cannot be read any more",
    "model_address_closed": "has an address that is closed to people's keys",
    "model_not_offered": "is not offered here any more",
    "reply_interrupted": "was cut off before its first word",
}

NOTICES: Mapping[str, str] = {
    "no_quotations": "Nobody speaks in this document, so its own voice answers.",
    "no_characters": "Nobody speaks in this document, so its own voice answers.",
    "missing_pages": "Some pages could not be read and are left out.",
    "mixed_encoding": "The file mixes text encodings; each line was read with the one that fits it.",
    "undecodable_bytes": "Some bytes could not be read as text and are shown as �.",
    "nul_bytes": "The file holds NUL bytes; they are shown as �.",
    "pages_without_text": "Some pages hold pictures but no text, so they could not be read.",
    "hidden_text": "Hidden text was left out.",
    "bidi_controls": "The text holds marks that change the direction of writing.",
    "tag_characters": "Invisible characters were left out.",
    "chapters_joined": "The text has more than 2,000 headings; the rest of it is one chapter.",
    "truncated": "The file ends early; what was there has been read.",
    "language_unread": (
        "{language} is not fully read yet: quotations and repeated names were found, but who speaks "
        "is a guess, and genders, titles and nicknames are missing."
    ),
}


def possessive(kind: str, gender: str) -> str:
    """Whose words: her, his, its for the voice of a document, else their."""
    return "its" if kind == "voice" else {"F": "her", "M": "his"}.get(gender, "their")


def objective(kind: str, gender: str) -> str:
    """Whom: her, him, it for the voice of a document, else them."""
    return "it" if kind == "voice" else {"F": "her", "M": "him"}.get(gender, "them")


def notice_sentences(codes: list[str]) -> list[str]:
    """What to tell a person about a document's notices ("hidden_text:3" and so on), each once."""
    return list(dict.fromkeys(map(_notice, codes)))


def _notice(code: str) -> str:
    name, _, detail = code.partition(":")
    sentence = NOTICES.get(name, code)
    if name != "language_unread":
        return sentence
    known = LANGUAGES.get(detail) if detail != UNTOLD else "A language that could not be told"
    return sentence.format(language=known or "This language")


def language_name(code: str | None) -> str | None:
    """What a document's language is called; None until it is read. An unusual one keeps its code."""
    if code == UNTOLD:
        return "language not told"
    return code and LANGUAGES.get(code, code)


def vendor_name(code: str) -> str:
    """A vendor as people know it; a server that goes by its host's name keeps that."""
    return VENDORS.get(code, code)


def failing(code: str) -> str:
    """Why a model did not answer, said after its name."""
    return FAILINGS.get(code, "failed")


def notice_sentence(wait: Wait, code: str, *, asked: str, vendor: str, model: str, wait_s: float) -> str:
    """What to tell a person while the first words are late.

    asked: the model that failed.  vendor, model: who is asked next, in wait_s seconds.
    """
    failed = f"{asked} {failing(code)}"
    if wait is Wait.FALLBACK:
        return f"{failed}. {model_name(vendor, model)} answers in its place."
    return f"{failed}: trying again {f'in {math.ceil(wait_s)} s' if wait_s > 0 else 'now'}."


def model_name(vendor: str, model: str) -> str:
    """Who writes a reply, as the subject of a sentence in the singular."""
    return "A quotation" if vendor == QuotationProvider.name else model


def taken_sentence(totals: Totals) -> str:
    """What a reply took, in tokens and money: "" for nothing, and for what is free anyway."""
    tokens, is_known = totals.input_tokens + totals.output_tokens, totals.unknown == 0
    if not tokens or (is_known and not totals.micros):
        return ""
    cached = f" ({totals.cached_tokens:,} cached)" if totals.cached_tokens else ""
    about = "about " if totals.estimates else ""
    cost = dollars(totals.micros) if totals.micros else ""
    price = f"{cost} or more" if cost and not is_known else cost or "price unknown"
    return f"{about}{totals.input_tokens:,} tokens in{cached}, {totals.output_tokens:,} out · {price}"


def reason_sentence(reason: str | None) -> str:
    """Why a reply is not whole."""
    return REASONS.get(reason or "", CUT_OFF)
