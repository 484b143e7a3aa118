"""What a model is given for one reply alone: passages, memories and mood, as many as fit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from personae.conversations import wording
from personae.conversations.wording import data
from personae.llm import text_tokens

PASSAGES_TOKENS = 320
PASSAGE_TOKENS = 120  # of one of them
MEMORIES_TOKENS = 140
MOOD_TOKENS = 40
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something the character remembers. feeling: a word, "" for none; at: when it happened.

    is_own: the character said it, else the reader did.
    """

    id: str
    text: str
    feeling: str
    at: datetime
    score: float
    is_own: bool = False


def passages_part(passages: Sequence[tuple[str, str]]) -> str:
    """Passages, each with its chapter's title, by their numbers from 1; "" for none."""
    lines = [
        f"[{number}] ({data(title)}) {data(text)}" if title else f"[{number}] {data(text)}"
        for number, (title, text) in enumerate(passages, 1)
    ]
    return wording.filled("passages", passages="\n".join(lines)) if lines else ""


def chosen(passages: Sequence[tuple[str, str]], *, tokens: int = PASSAGES_TOKENS) -> list[tuple[str, str]]:
    """The first of some passages, best first, that fit; a long one is cut to PASSAGE_TOKENS."""
    found: list[tuple[str, str]] = []
    for title, text in passages:
        shown = cut(text, PASSAGE_TOKENS)
        tokens -= text_tokens(shown) + text_tokens(title)
        if tokens < 0:
            break
        found.append((title, shown))
    return found


def memories_part(reminders: Sequence[Reminder], now: datetime) -> str:
    """Memories with when they happened and how that felt; "" for none."""
    lines = [f"- {_heading(reminder, now)}: {data(reminder.text)}" for reminder in reminders]
    return wording.filled("memories", memories="\n".join(lines)) if lines else ""


def mood_part(mood: str) -> str:
    """The character's state of mind in a few words; "" for none."""
    return wording.filled("mood", mood=data(cut(mood, MOOD_TOKENS))) if mood.strip() else ""


def joined(*parts: str) -> str:
    """The notes of some parts, "" when all of them are empty."""
    kept = [part for part in parts if part]
    return wording.filled("notes", parts="\n".join(kept)) if kept else ""


def fitting(reminders: Sequence[Reminder], *, tokens: int = MEMORIES_TOKENS) -> list[Reminder]:
    """The first of some memories, best first, that fit; one that is too long for all of it is cut."""
    found: list[Reminder] = []
    for reminder in reminders:
        text = cut(reminder.text, tokens) if not found else reminder.text
        tokens -= text_tokens(text)
        if tokens < 0:
            break
        found.append(replace(reminder, text=text))
    return found


def cut(text: str, tokens: int) -> str:
    """A text's first words, at most so many tokens of them, with a mark where it was cut."""
    if text_tokens(text) <= tokens:
        return text
    words = text[: tokens * 16].split() or [""]
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_tokens(" ".join(words[:middle])) < tokens else (low, middle - 1)
    return " ".join(words[:low]) + "…" if low else words[0][:tokens] + "…"


def ago(at: datetime, now: datetime) -> str:
    """How long ago a moment was, in plain words; a moment to come, as of a clock that jumped, is just now.

    In steps that change seldom, for words that change cost what a cache would have saved.
    """
    passed = now - at
    if passed < timedelta(hours=1):
        return "just now"
    if passed < timedelta(days=1):
        return "today"
    if passed < timedelta(days=2):
        return "yesterday"
    if passed < timedelta(days=14):
        return f"{passed.days} days ago"
    if passed < timedelta(days=60):
        return f"{passed.days // 7} weeks ago"
    if passed < timedelta(days=730):
        return f"{passed.days // 30} months ago"
    return f"{passed.days // 365} years ago"


def _heading(reminder: Reminder, now: datetime) -> str:
    feeling = data(reminder.feeling)
    when = ago(reminder.at, now)
    who = "you" if reminder.is_own else "they"
    return f"{when}, {who} said" if feeling in ("", NEUTRAL) else f"{when}, {who} said with {feeling}"
