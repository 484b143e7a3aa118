"""Who a sentence is about: names, pronouns and descriptions read as subjects."""

import re
from dataclasses import dataclass
from itertools import islice

from personae.cast.grammar import Grammar

ELIDED = re.compile(r"([^\W\d_]{1,5})['’]")
STOPS = frozenset(".!?;:…()")
LONGEST_PHRASE = 5  # words of "the very old woman"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody a sentence is about: text[start:end] of kind 'name', 'pronoun', 'nominal', 'first',
    or 'dropped' where only the verb stands.

    gender: '?' where the words do not tell.  phrase: a nominal without its article, in small letters.
    """

    kind: str
    start: int
    end: int
    gender: str = "?"
    phrase: str = ""
    owned: bool = False  # "his wife", "Emma's father": somebody's somebody


@dataclass(frozen=True, slots=True)
class Token:
    """One word or stop of a text, with its small-letter form."""

    start: int
    end: int
    text: str
    low: str


def tokens_of(text: str, start: int, end: int, grammar: Grammar, limit: int) -> list[Token]:
    found: list[Token] = []
    for match in islice(grammar.token.finditer(text, start, end), limit):
        word, place = match[0], match.start()
        elided = ELIDED.match(word)
        if elided and elided[1].lower() in grammar.rules.elisions:  # "l'ami", "s'écria"
            found.append(Token(place, place + elided.end(1), elided[1], elided[1].lower()))
            word, place = word[elided.end() :], place + elided.end()
        verb, hyphen, subject = word.lower().rpartition("-")
        if hyphen and subject in grammar.rules.subjects and verb.removesuffix("-t") in grammar.rules.speech:
            cut = place + len(verb)  # "dit-il", "demanda-t-elle"
            verb = verb.removesuffix("-t")
            found.append(Token(place, place + len(verb), text[place : place + len(verb)], verb))
            found.append(Token(cut + 1, match.end(), text[cut + 1 : match.end()], subject))
            continue
        found.append(Token(place, match.end(), word, word.lower()))
    return found


def speaks(tokens: list[Token], place: int, grammar: Grammar) -> bool:
    """Say whether tokens[place] is a verb of speech, or the first word of one: "went on"."""
    low = tokens[place].low
    if low not in grammar.rules.phrasal:
        return grammar.is_speech(low)
    return place + 1 < len(tokens) and tokens[place + 1].low in grammar.rules.phrasal_ends


def is_adverb(low: str, grammar: Grammar) -> bool:
    return low in grammar.rules.adverbs or (low.endswith(grammar.rules.adverb_ending) and len(low) > 4)


def subject_at(
    text: str, tokens: list[Token], place: int, grammar: Grammar, *, loose: bool = False
) -> tuple[Subject | None, int]:
    """Read a subject that starts at tokens[place]; return it and the place behind it.

    loose: a noun phrase counts whatever its head, and small words may stand before a name.
    """
    if place >= len(tokens):
        return None, place
    token, rules = tokens[place], grammar.rules
    if token.low in rules.subjects:
        return Subject("pronoun", token.start, token.end, rules.subjects[token.low]), place + 1
    if token.low in rules.first_person:
        return Subject("first", token.start, token.end), place + 1
    if token.low in rules.determiners:
        return _phrase(text, tokens, place, grammar, loose=loose)
    if loose and not grammar.opens_name(token.text) and token.low not in rules.boundary:
        ahead = place + 1  # "said poor Emma", "said little old Mr. Grey"
        while ahead < min(place + 3, len(tokens)) and tokens[ahead].text.islower():
            if tokens[ahead].low in rules.boundary:
                return None, place
            ahead += 1
        return name_at(text, tokens, ahead, grammar) if ahead < len(tokens) else (None, place)
    return name_at(text, tokens, place, grammar)


def name_at(text: str, tokens: list[Token], place: int, grammar: Grammar) -> tuple[Subject | None, int]:
    token = tokens[place]
    if not grammar.opens_name(token.text):
        return None, place
    if grammar.rules.nouns_capitalised and place and grammar.determines(tokens[place - 1].low):
        return None, place
    match = grammar.name.match(text, token.start)
    if not match or (token.low in grammar.rules.stop and not grammar.is_title(token.low)):
        return None, place
    behind = place
    while behind < len(tokens) and tokens[behind].start < match.end():
        behind += 1
    if behind < len(tokens) and tokens[behind].low == "s":  # an apostrophe, or the gap where one was lost
        if _says(tokens, behind + 1, grammar):
            return Subject("name", match.start(), match.end()), behind + 1
        return _phrase(text, tokens, behind, grammar, loose=True)
    return Subject("name", match.start(), match.end()), behind


def _says(tokens: list[Token], place: int, grammar: Grammar) -> bool:
    """Say whether "Emma's" goes on with "answer", "only reply" or "saying"."""
    near = tokens[place : place + 3]
    return any(t.low in grammar.rules.sayings for t in near) or any(t.low.endswith("ing") for t in near[:1])


def _phrase(
    text: str, tokens: list[Token], place: int, grammar: Grammar, *, loose: bool
) -> tuple[Subject | None, int]:
    """Read "the old man", "his wife"; a name inside it wins: "the Mouse", "his friend Holmes"."""
    rules = grammar.rules
    said: list[str] = []
    owned = tokens[place].low not in rules.articles
    start, index = tokens[place].start, place + 1
    while index < len(tokens) and len(said) < LONGEST_PHRASE:
        token = tokens[index]
        if token.text in STOPS or token.text in (",", "—", "–", "--") or token.low in rules.boundary:
            break
        if grammar.opens_name(token.text) and not rules.nouns_capitalised:
            named, behind = name_at(text, tokens, index, grammar)
            if named or token.text[0].isupper():
                return (named, behind) if named else (None, place)
        if token.low == "s" and said and said[-1] in rules.people:
            break
        if token.low in rules.sayings:
            gender = rules.gendered.get(tokens[place].low)
            kind = "pronoun" if gender else "first" if tokens[place].low in rules.own else ""
            return (Subject(kind, start, token.end, gender or "?") if kind else None), index + 1
        verb = grammar.is_speech(token.low) and bool(said) and said[-1] in rules.people
        if verb or (said and is_adverb(token.low, grammar)):
            break
        said.append(token.low)
        index += 1
        whole = rules.head_first or not loose
        if whole and token.low in rules.people and not _goes_on(tokens, index, grammar):
            break
    if not said or not (said[-1] in rules.people or (loose and said[-1] not in rules.stop)):
        return None, place
    gender = rules.people.get(said[-1], "?")
    if gender == "?":
        gender = rules.article_gender.get(tokens[place].low, "?")
    return Subject("nominal", start, tokens[index - 1].end, gender, " ".join(said), owned), index


def _goes_on(tokens: list[Token], index: int, grammar: Grammar) -> bool:
    """Say whether the noun before index only describes the next: "the servant girl", "his friend Holmes"."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.low in grammar.rules.people or (
        token.text[0].isupper() and token.low not in grammar.rules.stop
    )
