"""What the live channel says to a page. Every frame may arrive twice without harm."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from personae.characters import Who
from personae.library import Document
from personae.platform.bus import News
from personae.usage import Standing
from personae.web.message_view import Shown, sentence_of
from personae.web.mind_view import Beside
from personae.web.render import fragment


class Upsert(TypedDict):
    """Put html where the element `id` is, or else at the end of the element `into`.

    `at`: how many characters of a reply html holds, so that a page never goes back.
    """

    kind: Literal["upsert"]
    id: str
    into: str
    at: int
    html: str


class Piece(TypedDict):
    """Text that stands `at` characters (code points) behind the beginning of what the element `id` says.

    What the element holds already it lets go by; what begins behind its end it cannot add.
    """

    kind: Literal["piece"]
    id: str
    at: int
    text: str


class Notice(TypedDict):
    """A sentence about why a reply has not more than `at` characters yet, for the element `id`.

    One of the same `number` is the same again, with fewer seconds to wait.
    """

    kind: Literal["notice"]
    id: str
    at: int
    number: int
    text: str


class Reload(TypedDict):
    """The page shows something that has become something else: load it again."""

    kind: Literal["reload"]


class Branch(TypedDict):
    """The conversation shows another branch: look at its messages again, and leave what is being written.

    `version`: of the conversation, one more with each change.
    """

    kind: Literal["branch"]
    version: int


Frame = Upsert | Piece | Notice | Reload | Branch


def progress_frame(document: Document, csrf: str, *, is_own: bool) -> Frame:
    """How far a document's reading is; once it has ended, the page shall load again."""
    if document.is_ending:
        return Reload(kind="reload")
    html = fragment("parts/progress.html", document=document, csrf=csrf, is_own=is_own)
    return Upsert(kind="upsert", id="progress", into="", at=0, html=html)


def shelf_frame(documents: Sequence[Document]) -> Frame:
    """The first page of a library as it stands."""
    html = fragment("parts/shelf_alone.html", documents=documents)
    return Upsert(kind="upsert", id="shelf", into="", at=0, html=html)


def book_frame(document: Document) -> Frame:
    """One document in its owner's library; a page that does not show it lets it go by."""
    html = fragment("parts/book_alone.html", document=document)
    return Upsert(kind="upsert", id=f"book-{document.id}", into="", at=0, html=html)


def message_frame(shown: Shown, character: Who, csrf: str) -> Frame:
    """A message as it stands."""
    html = fragment("parts/message_alone.html", shown=shown, character=character, csrf=csrf)
    message = shown.message
    return Upsert(kind="upsert", id=f"m-{message.id}", into="thread", at=len(message.text), html=html)


def title_frame(title: str) -> Frame:
    """What the conversation is called now: its first message may just have named it."""
    return Upsert(
        kind="upsert", id="title", into="", at=0, html=fragment("parts/title_alone.html", title=title)
    )


def mind_frame(beside: Beside, character: Who) -> Frame:
    """What the character feels and remembers now."""
    html = fragment("parts/mind_alone.html", state=beside, character=character)
    return Upsert(kind="upsert", id="mind", into="", at=0, html=html)


def budget_frame(standings: Sequence[Standing]) -> Frame:
    """The budgets that are nearly or wholly used up."""
    html = fragment("parts/budgets_near.html", standings=standings)
    return Upsert(kind="upsert", id="budgets-near", into="", at=0, html=html)


def notice_frame(news: News) -> Frame:
    """Why the first words of a reply are late."""
    return Notice(
        kind="notice",
        id=f"n-{news['id']}",
        at=int(news["at"] or 0),
        number=int(news["number"] or 0),
        text=sentence_of(news),
    )


def branch_frame(news: News) -> Frame:
    """Another branch is shown."""
    return Branch(kind="branch", version=int(news["version"] or 0))


def piece_frame(message_id: str, at: int, text: str) -> Frame:
    """A piece of a reply that is being written."""
    return Piece(kind="piece", id=f"t-{message_id}", at=at, text=text)
