"""What is due to the reader in one reply: their own language, and the truth when they ask for it."""

from collections.abc import Sequence
from typing import Final

from personae.conversations import wording
from personae.conversations.tables import Author, Message
from personae.llm import Line
from personae.safety import LANGUAGES, is_sincere_question_about_being_human, language

SURE: Final = 0.6  # confidence from which a message is believed to be in a language
LOOKED_BACK: Final = 4  # of the person's messages, for a last one that is too short to tell
USUAL: Final = "en"  # of a character without lines, for its sheet is in English
LINES: Final = 12  # of the character's that tell its language

TRUTH: Final = (
    "What answers here is a computer program, not a person; the character is out of a text or made up."
)
_TELL: Final = (
    "The reader sincerely asks whether you are a person. Answer that truthfully first, in a plain sentence: "
    "you are a computer program that plays this character, and no person. Then you may go on in character."
)


def is_truth_due(text: str) -> bool:
    """Whether somebody sincerely asks, with this message, whether they talk with a person."""
    return is_sincere_question_about_being_human(text)


def due_part(history: Sequence[Message], lines: Sequence[Line]) -> str:
    """What is due in the reply to the last message of history, as a part of a prompt; "" for nothing.

    lines: the character's own, whose language goes without saying.
    """
    said = [message.text for message in history if message.author == Author.USER]
    due = [_TELL] if said and is_truth_due(said[-1]) else []
    code = tongue(said[-LOOKED_BACK:])
    if code in LANGUAGES and code != own_tongue(lines):
        due.append(f"The reader writes in {LANGUAGES[code]}: answer in {LANGUAGES[code]}.")
    return wording.filled("due", due="\n".join(due)) if due else ""


def tongue(said: Sequence[str]) -> str:
    """The language of the last of some messages that is long enough to tell; "" where none is."""
    for text in reversed(said):
        guess = language(text)
        if guess.confidence >= SURE:
            return guess.code
    return ""


def own_tongue(lines: Sequence[Line]) -> str:
    """The language that a character speaks in its text."""
    return tongue([" ".join(line.text for line in lines[:LINES])]) or USUAL
