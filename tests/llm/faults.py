"""Every way in which a vendor fails, and what must come of it: the rows of docs/admin/models.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from personae.llm import Outcome
from servers import scripted_replies as replies
from servers.scripted_replies import Reply

DOCS = Path(__file__).parents[2] / "docs" / "admin" / "models.md"
TEXT = "The tide is out."


class Billed(StrEnum):
    """What the books say of a call."""

    NOTHING = "nothing"
    VENDOR = "the vendor's figures"
    PROMPT = "an estimate: the prompt"
    ARRIVED = "an estimate: the prompt and what arrived"


@dataclass(frozen=True)
class Fault:
    """A fault of a vendor. `code` is the reason that a conversation keeps, if any."""

    reply: Reply
    outcome: Outcome
    billed: Billed
    code: str | None = None
    text: str = ""
    is_tried_again: bool = False


def turned_away(reply: Reply, code: str, *, is_tried_again: bool = False) -> Fault:
    return Fault(reply, Outcome.FAILED, Billed.NOTHING, code, is_tried_again=is_tried_again)


def broken(reply: Reply, text: str) -> Fault:
    return Fault(reply, Outcome.INTERRUPTED, Billed.ARRIVED, "reply_interrupted", text)


FAULTS: Mapping[str, Fault] = {
    "429 with Retry-After": turned_away(replies.rate_limited(2), "model_busy", is_tried_again=True),
    "429 without Retry-After": turned_away(replies.rate_limited(), "model_busy", is_tried_again=True),
    "429, account used up": turned_away(replies.used_up(), "model_quota"),
    "500": turned_away(replies.server_error(), "model_failed", is_tried_again=True),
    "529": turned_away(replies.overloaded(), "model_busy", is_tried_again=True),
    "HTML error page": turned_away(replies.html_error(), "model_failed", is_tried_again=True),
    "key refused (401)": turned_away(replies.unauthorized(), "model_key_refused"),
    "no such model (404)": turned_away(replies.unknown_model(), "model_unknown"),
    "prompt too long (400)": turned_away(replies.too_long(), "model_prompt_too_long"),
    "question refused (400)": turned_away(replies.refused(), "model_refused"),
    "no answer in time": Fault(replies.silent(), Outcome.FAILED, Billed.PROMPT, "model_unreachable"),
    "malformed event": broken(replies.malformed_chunk(2, TEXT), "The tide"),
    "bad JSON": broken(replies.bad_json(), ""),
    "empty": Fault(replies.empty(), Outcome.FAILED, Billed.VENDOR, "model_empty"),
    "filtered": Fault(replies.filtered("The tide"), Outcome.FILTERED, Billed.VENDOR, "filtered", "The tide"),
    "length": Fault(replies.length(TEXT), Outcome.LENGTH, Billed.VENDOR, "length", TEXT),
    "usage missing": Fault(replies.usage_missing(TEXT), Outcome.DONE, Billed.ARRIVED, text=TEXT),
    "slow drip": Fault(replies.slow(0.02, TEXT), Outcome.DONE, Billed.VENDOR, text=TEXT),
}


def documented() -> dict[str, list[str]]:
    """Return the rows of the table in the docs by their fault."""
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {row[0]: row[1:] for row in rows[2:]}
