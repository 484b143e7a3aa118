"""The reading of labelled speech: the labels are the cast, and what stands behind them is what it says."""

from collections.abc import Callable, Iterable

from personae.cast.blocks import pieces
from personae.cast.forms import Form
from personae.cast.gender import gender_of
from personae.cast.grammar import Grammar
from personae.cast.model import Block, Mention, Quotation
from personae.cast.person import Person, parse
from personae.cast.roster import Entry, Hits, Roster
from personae.cast.script import TOGETHER, Speeches, labels_in
from personae.cast.tally import Tally

MOST_LABELS = 2_000  # held at once; those seen once go when there are more
SURE = 0.98
GOES_ON = frozenset({"interview", "conversation"})


class Labels:
    """The first pass over a script: which labels it has, where each first stands, and how many words."""

    def __init__(self) -> None:
        self.forms: dict[str, Form] = {}
        self.words = 0

    def read(self, blocks: Iterable[Block]) -> "Labels":
        """Count the labels of all blocks; return self."""
        for piece in pieces(blocks):
            self.words += piece.text.count(" ") + piece.text.count("\n") + 1
            for label in labels_in(piece.text):
                form = self.forms.get(label.key)
                if form is None:
                    name = _shown(piece.text[label.start : label.end])
                    place = (piece.start + label.start, piece.start + label.end)
                    form = self.forms[label.key] = Form(name.replace(".", ""), name, *place)
                form.count += 1
                form.spoke += not label.alone
            if len(self.forms) > MOST_LABELS:
                self.forms = {key: form for key, form in self.forms.items() if form.count > 1}
        return self

    def known(self, kind: str, grammar: Grammar) -> dict[str, Form]:
        """Return the labels that come back, the most frequent first.

        In a play one with words behind it is enough, but for a bare title: "MRS." of "MRS. PELL, a widow".
        """

        def counts(key: str, form: Form) -> bool:
            once = kind == "play" and form.spoke > 0 and key.lower() not in grammar.rules.titles
            return form.count > 1 or once

        kept = {key: form for key, form in self.forms.items() if counts(key, form)}
        return dict(sorted(kept.items(), key=lambda pair: -pair[1].count))


def read_labelled(
    labels: Labels,
    blocks: Iterable[Block],
    kind: str,
    grammar: Grammar,
    on_quotation: Callable[[Quotation], None],
    on_mention: Callable[[Mention], None],
) -> Tally:
    """Report what every label of a script says, and where its people are named; return the count of it."""
    known = labels.known(kind, grammar)
    people = [key for key in known if key not in TOGETHER]
    numbers = {key: number for number, key in enumerate(people)}
    roster = Roster([_entry(known[key], grammar) for key in people], narrator=None)
    tally = Tally(roster)
    speeches = Speeches(known, goes_on=kind in GOES_ON)
    for piece in pieces(blocks):
        for hit in Hits(roster.hits(piece.text, grammar)).all:
            tally.mention(piece.text, hit)
            place = (piece.start + hit.start, piece.start + hit.end, piece.chapter)
            on_mention(Mention(*place, tally.id_of(hit.who)))
        for speech in speeches.read(piece.text):
            who = numbers.get(speech.key)
            tally.quotation(who)
            place = (piece.start + speech.start, piece.start + speech.end, piece.chapter)
            speaker = None if who is None else tally.id_of(who)
            on_quotation(Quotation(*place, speaker, 0.0 if who is None else SURE, "explicit"))
    return tally


def _shown(label: str) -> str:
    """Return a label as a name: "LADY MACBETH" as "Lady Macbeth", "Q" and "Ada Lovelace" as they are."""
    name = " ".join(label.split())
    return name.title().replace("'S", "'s").replace("’S", "’s") if name.isupper() else name


def _entry(form: Form, grammar: Grammar) -> Entry:
    person = Person()
    person.add(parse(form, grammar))
    if not person.given:
        person.given.add(form.key.split()[-1].lower())
    return Entry(
        [(form.key, form.shown, form.start, form.end)],
        gender_of(person, grammar.rules),
        last=person.last,
        count=form.count,
        weight=form.count,
        titles=frozenset(person.titles),
    )
