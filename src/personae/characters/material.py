"""What a model is shown of a character before it may add to their portrait."""

from collections.abc import Sequence

from personae import cast, library
from personae.accounts import Actor
from personae.cast.portrait import Material, Passage
from personae.characters import records
from personae.characters.access import check_own
from personae.characters.errors import CharacterNotFound, NothingToShow
from personae.characters.portrait import Portrait
from personae.characters.portraying import PLACES_MOST, portrait
from personae.characters.profile import Profile
from personae.characters.service import cast_of, get
from personae.platform.db import Tx

MAIN_MOST = 8  # characters of a document that are enriched together
PASSAGES_MOST = 24
PASSAGE_CHARS = 1_200
FACTS_MOST = 10  # of the places shown, those that say something of the character outright


async def wanted_of(tx: Tx, actor: Actor, document_id: str, character_id: str | None) -> tuple[Profile, ...]:
    """One character of a document, or those that matter most.  Raises DocumentNotFound, CharacterNotFound."""
    await library.get_own(tx, actor, document_id)
    if character_id is None:
        cast, _ = await cast_of(tx, actor, document_id, limit=MAIN_MOST)
        return tuple(cast)
    await check_own(tx, actor, character_id)
    profile = await get(tx, actor, character_id)
    if profile.document_id != document_id:
        raise CharacterNotFound
    return (profile,)


async def shown_of(tx: Tx, actor: Actor, wanted: Sequence[Profile]) -> dict[str, Material]:
    """By a character's id, what a model is shown of them; those of whom there is nothing are left out.

    Raises NothingToShow when that is nobody.
    """
    found: dict[str, Material] = {}
    for profile in wanted:
        mentions = await records.own_mentions(
            tx, profile.id, owner_id=actor.user_id, until=None, limit=PLACES_MOST
        )
        shown = await material(tx, actor, await portrait(tx, actor, profile.id), mentions)
        if shown.passages:
            found[profile.id] = shown
    if not found:
        raise NothingToShow
    return found


async def material(tx: Tx, actor: Actor, drawn: Portrait, mentions: Sequence[cast.Mention]) -> Material:
    """What is known of a character, and the passages of the whole document that may tell more.

    mentions: where they are named.  Without any there are no passages.
    """
    document_id = drawn.character.document_id
    found: dict[int, Passage] = {}
    for offset in offsets(drawn.facts, mentions) if document_id else ():
        held = await library.passage_at(tx, actor, document_id or "", offset=offset)
        if held is not None and held[0].seq not in found:
            found[held[0].seq] = around(held[0].text, held[0].start, offset)
    return Material(
        name=drawn.character.name,
        known=tuple(sentence.text for sentence in drawn.description),
        passages=tuple(found[seq] for seq in sorted(found)),
    )


def offsets(facts: Sequence[cast.Fact], mentions: Sequence[cast.Mention]) -> list[int]:
    """The places to show: the surest facts, and mentions evenly from the whole book."""
    sure = sorted(facts, key=lambda fact: -fact.confidence)[:FACTS_MOST]
    places = [fact.start for fact in sure]
    room = PASSAGES_MOST - len(places)
    stride = max(1, -(-len(mentions) // room))
    return places + [mention.start for mention in mentions[::stride]]


def around(text: str, start: int, offset: int) -> Passage:
    """A passage that begins at `start`, cut to PASSAGE_CHARS around an offset."""
    cut = max(0, min(offset - start - PASSAGE_CHARS // 3, len(text) - PASSAGE_CHARS))
    shown = text[cut : cut + PASSAGE_CHARS]
    return Passage(start + cut, start + cut + len(shown), shown)
