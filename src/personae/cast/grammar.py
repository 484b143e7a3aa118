"""Patterns of one language, compiled once from its rules: what a name and a word look like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from personae.cast.lang import Rules, rules_for
from personae.cast.marks import ANY

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩА-ЯЁІЇЄҐ"
TAIL = r"[^\W\d_]*(?:(?:-|['’](?!s\b))[^\W\d_]+)*"
ABBREVIATED = (
    "Mr|Mrs|Ms|Dr|Capt|Col|Gen|Lieut|Lt|Rev|Prof|St|Mme|Mlle|MM|Messrs|Sr|Sra|Srta|Hr|Jr|Maj|Sgt|Hon"
)
LONGEST_NAME = 6  # words


@dataclass(frozen=True)
class Grammar:
    """name: a run of capitalised words.  scan: names and gendered words.  token: words and stops."""

    rules: Rules
    name: re.Pattern[str]
    scan: re.Pattern[str]
    part: re.Pattern[str]
    token: re.Pattern[str]
    subject: re.Pattern[str]
    address: re.Pattern[str]
    acts: re.Pattern[str]
    aside: re.Pattern[str]
    relative: re.Pattern[str]
    apposed: re.Pattern[str]
    role: re.Pattern[str]
    wedding: re.Pattern[str]

    def opens_name(self, word: str) -> bool:
        """Say whether a name may start with a word: it has a capital, or is a title in small letters."""
        return word[0].isupper() or (self.rules.small_titles and word in self.rules.titles)

    def determines(self, word: str) -> bool:
        """Say whether a small-letter word makes a noun of the capitalised one behind it: "der", "alten"."""
        rules = self.rules
        if word in rules.determiners:
            return True
        known = word in rules.stop or word in rules.boundary or word in rules.adverbs or word in rules.speech
        return word.endswith(rules.adjectives or ("\0",)) and not known

    def is_title(self, word: str) -> bool:
        """Say whether a word of a name is an honorific."""
        return word.lower() in self.rules.titles

    def is_speech(self, word: str) -> bool:
        """Say whether a word, in small letters, is a verb that introduces speech."""
        return word in self.rules.speech


def _any(options: Iterable[str]) -> str:
    """Return a pattern for one of the options, longest first; one that never matches for none."""
    return "|".join(sorted(map(re.escape, options), key=len, reverse=True)) or r"(?!)"


def _spaced(options: Iterable[str]) -> str:
    """Return a pattern for one of the options, whatever blanks stand between their words."""
    return _any(options).replace("\\ ", r"\s{1,4}")


@cache
def grammar_for(code: str) -> Grammar:
    """Return the patterns of a language; those of the neutral rules where it has none of its own."""
    rules = rules_for(code)
    whole = f"(?!(?i:{_any(rules.elisions)})['’])" if rules.elisions else ""
    word = f"(?:(?:{ABBREVIATED})\\.|[A-HJ-Z]\\.(?=\\s?[{UPPER}])|{whole}[{UPPER}]{TAIL})"
    particles = _any(rules.particles)
    link = f"\\s{{1,6}}(?:(?:{particles})\\s{{1,6}}){{0,2}}"
    titles = f"(?:(?:{_any(rules.titles)}|(?:{_any(rules.abbreviations)})\\.)\\s{{1,6}}){{0,2}}"
    titles = titles if rules.small_titles else ""
    name = f"(?<!\\w){titles}{word}(?:{link}{word}){{0,{LONGEST_NAME - 1}}}(?!\\w)"
    verbs = _any(rules.speech) if rules.speech else "[^\\W\\d_]+"
    clitics = f"(?:(?:{_any(rules.clitics)})(?:['’]|\\s{{1,4}})){{0,2}}"
    gendered = _any(rules.gendered)
    subjects = _any(word for word, gender in rules.subjects.items() if gender != "?")
    return Grammar(
        rules=rules,
        name=re.compile(name),
        scan=re.compile(f"(?P<pronoun>\\b(?i:{gendered})\\b)|(?P<name>{name})"),
        part=re.compile(f"{word}|[^\\W\\d_]+"),
        token=re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:!?—–.…()]|--"),
        subject=re.compile(f"\\b(?i:{subjects})\\b"),
        relative=re.compile(
            f"\\b({gendered})\\s{{1,4}}({_any(rules.spouses | rules.parents)})\\b",
            re.IGNORECASE,
        ),
        aside=re.compile(f"(?:[,.!?…]\\s{{1,4}}|[,.!?…]?\\s?[—–]\\s?)(?={clitics}(?:{verbs})\\b)"),
        apposed=re.compile(
            f",\\s{{1,4}}(?:{_any(rules.apposed)})(?:['’]|\\s{{1,4}})({_any(rules.people)})(?=[,.;])"
        ),
        role=re.compile(f"\\b(?i:{_any(rules.apposed)})(?:['’]|\\s{{1,4}})({_any(rules.people)})\\b"),
        wedding=re.compile(
            f",?\\s{{1,4}}\\(?(?:(?:had|has|who is|is)\\s)?(?:(?P<born>{_any(rules.born)})\\.?"
            f"|(?P<becomes>{_any(rules.becoming)})|(?P<marries>{_any(rules.marrying)}))\\s{{1,4}}(?=[{UPPER}])"
        ),
        acts=re.compile(f"\\s{{1,4}}(?:{_any(rules.auxiliaries)}|[^\\W\\d_]+(?:{_any(rules.weak_past)}))\\b"),
        address=re.compile(
            f"(?:[,;!]\\s{{1,4}}|[{ANY}])({_spaced(rules.addresses)})\\b(?=[.,!?;—-]|$)", re.IGNORECASE
        ),
    )
