"""Sorts blocks into chapters: which headings open one, and which are only a table of contents."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from personae.library.extract.blocks import Block, Findings, one_line
from personae.library.extract.headings import (
    Heading,
    heading_in,
    headings_in,
    is_lone_number,
    is_title_like,
    titled,
)

LISTED: Final = 3
INTERLUDE_CHARS: Final = 600
REMEMBERED: Final = 2000


class Opening(NamedTuple):
    """A chapter opens here. start: offset of its heading, None where the text is laid out anew."""

    title: str
    start: int | None


class _Pending(NamedTuple):
    heading: Heading
    start: int | None


def in_chapters(blocks: Iterable[Block], found: Findings) -> Iterator[Opening | Block]:
    """Put an Opening before the first passage of each chapter; headings themselves are left out.

    A heading with no text below it opens nothing. After a run of such headings (a table of contents) a
    few short lines open nothing either, unless a heading of the run comes again.
    """
    sorter = _Sorter(found)
    for block in blocks:
        yield from sorter.take(block)
    yield from sorter.finish()


class _Sorter:
    def __init__(self, found: Findings) -> None:
        self._found = found
        self._pending: list[_Pending] = []
        self._passed_over: set[str] = set()
        self._run = 0
        self._held: list[Block] = []
        self._number: Block | None = None
        self._opened = False
        self._numerals_are_text = False

    def take(self, block: Block) -> Iterator[Opening | Block]:
        number, self._number = self._number, None
        if number is not None and self._heads(number, block):
            return
        if number is not None:
            yield from self._text(number)
        if not block.joined and not block.rank and is_lone_number(block.text):
            self._number = block
            return
        headings, rest = self._recognise(block)
        for heading in headings:
            yield from self._let_go()
            self._push(heading, block.start)
        if headings and rest < len(block.text):
            start = None if block.start is None else block.start + rest
            yield from self._text(Block(block.text[rest:], start))
        if not headings and not self._takes_as_subtitle(block):
            yield from self._text(block)

    def _heads(self, number: Block, block: Block) -> bool:
        """Whether a number alone on its line was the number of a chapter, whose title stands below it."""
        if block.joined or heading_in(block.text) or not is_title_like(block.text):
            return False
        if self._held:
            return False
        bare = Heading(number.text.strip(" _*"), 2, bare=True)
        self._push(titled(bare, block.text), number.start)
        return True

    def finish(self) -> Iterator[Opening | Block]:
        if self._number is not None:
            yield from self._text(self._number)
        if self._held:
            yield self._open()
            yield from self._held

    def _recognise(self, block: Block) -> tuple[list[Heading], int]:
        if block.joined:
            return [], 0
        if block.rank:
            return [_marked(block)], len(block.text)
        headings, rest = headings_in(block.text)
        if self._numerals_are_text and any(heading.rank == 3 for heading in headings):
            return [], 0
        return headings, rest

    def _push(self, heading: Heading, start: int | None) -> None:
        kept = [pending for pending in self._pending if pending.heading.rank < heading.rank]
        dropped = self._pending[len(kept) :]
        self._run += bool(dropped)
        if heading.title in self._passed_over:
            self._run = 0
        if len(self._passed_over) < REMEMBERED:
            self._passed_over.update(pending.heading.title for pending in dropped)
        self._pending = [*kept, _Pending(heading, start)]
        # Where chapters are numbered in words, a lone numeral is a section inside of one.
        self._numerals_are_text |= heading.rank == 2 and heading.bare and not _is_numeral(heading)

    def _takes_as_subtitle(self, block: Block) -> bool:
        """Whether the block is the title of a chapter that so far has only a number."""
        if not self._pending or self._held or block.joined:
            return False
        last = self._pending[-1]
        if not last.heading.bare or last.heading.rank == 3 or not is_title_like(block.text):
            return False
        if heading_in(block.text):
            return False
        self._pending[-1] = last._replace(heading=titled(last.heading, block.text))
        return True

    def _text(self, block: Block) -> Iterator[Opening | Block]:
        if self._pending and self._run >= LISTED - 1:
            self._held.append(block)
            if sum(len(held.text) for held in self._held) <= INTERLUDE_CHARS:
                return
            held, self._held = self._held, []
            yield self._open()
            yield from held
            return
        if self._pending or not self._opened:
            yield self._open()
        self._run = 0
        yield block

    def _let_go(self) -> Iterator[Opening | Block]:
        """Short lines after a table of contents belong to what came before it."""
        if not self._held:
            return
        held, self._held = self._held, []
        self._pending = []
        if not self._opened:
            yield self._open()
        yield from held

    def _open(self) -> Opening:
        pending, self._pending = self._pending, []
        self._run = 0
        self._opened = True
        if not pending:
            return Opening(self._found.title or "", None)
        title = pending[-1].heading.title
        start = pending[-1].start
        for above in reversed(pending[:-1]):
            if heading_in(above.heading.title) is None:
                break
            title, start = f"{above.heading.title}, {title}", above.start
        return Opening(one_line(title) or "", start)


def _marked(block: Block) -> Heading:
    """A heading that the document marks as such; the words may still say that it is but a number."""
    line = one_line(block.text) or ""
    words = heading_in(line)
    return Heading(line, block.rank, bare=words is not None and words.bare)


def _is_numeral(heading: Heading) -> bool:
    words = heading_in(heading.title)
    return words is not None and words.rank == 3
