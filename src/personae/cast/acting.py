"""Whether somebody who is named in the telling does something there, or is only spoken of."""

from personae.cast.grammar import grammar_for
from personae.cast.names import is_initial


def acts(text: str, start: int, end: int, *, language: str) -> bool:
    """True where the name text[start:end] is what a sentence is about: "Mira laughed", "Mira took the lamp".

    A name before a verb that shows as one counts wherever it stands, one before any other small word at a
    sentence's beginning alone; "Mira's lamp" and "the lamp of Mira" do not count.  language: its code.
    """
    grammar = grammar_for(language)
    if grammar.acts.match(text, end):
        return True
    behind = text[end : end + 3]
    return len(behind.strip()) > 0 and behind[0].isspace() and behind[1].islower() and is_initial(text, start)
