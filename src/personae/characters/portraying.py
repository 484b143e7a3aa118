"""What a person can ask about a character's portrait: its rows are fetched up to the point, then folded."""

import asyncio
from collections.abc import Sequence

from personae.accounts import Actor
from personae.cast.portrait import Trait
from personae.characters import additions, places, records, store
from personae.characters.access import open_to
from personae.characters.portrait import (
    FirstSeen,
    Portrait,
    Related,
    Rows,
    excerpt,
    from_json,
    meetings_of,
    portray,
    related_to,
)
from personae.characters.profile import Profile
from personae.characters.quotations import LINES_MOST, lines_shown
from personae.characters.service import get, whom_unscoped
from personae.characters.tables import CharacterKind
from personae.platform.db import Tx

# Bounds of one answer: beyond them a long document's portrait is folded from its beginning, or a part.
OTHERS_MOST = 3_000
PLACES_MOST = 24_000  # names, and turns: those of about seven hundred thousand words
FACTS_MOST = 300
TIES_MOST = 2_000
PAGE = 50


async def portrait(tx: Tx, actor: Actor, character_id: str, *, until: int | None = None) -> Portrait:
    """A character with what its page shows. Raises CharacterNotFound, CharacterUnseen."""
    profile = await get(tx, actor, character_id, until=until)
    lines = await lines_shown(tx, profile)
    first = await _first_seen(tx, profile)
    rows = await _rows(tx, profile)
    baseline = await _baseline(tx, profile)
    claims = await additions.claims(tx, profile.id, owner_id=profile.owner_id, until=profile.until)
    return await asyncio.to_thread(
        portray, profile, lines, rows, baseline=baseline, first=first, claims=claims
    )


async def relations_of(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    until: int | None = None,
    after: int = -1,
    limit: int = PAGE,
) -> tuple[Sequence[Related], int | None]:
    """A page of what others are to a character, the surest first, and the `after` of the next page.

    after: the place in that order behind which the page begins.  Raises as `portrait`.
    """
    profile = await get(tx, actor, character_id, until=until)
    rows = await _company_rows(tx, profile)
    found = await asyncio.to_thread(lambda: related_to(profile, rows, meetings_of(profile.id, rows)))
    shown = found[after + 1 : after + 1 + limit]
    return shown, after + limit if len(found) > after + 1 + limit else None


async def _rows(tx: Tx, profile: Profile) -> Rows:
    if profile.kind != CharacterKind.PERSON or profile.document_id is None:
        return Rows()
    company = await _company_rows(tx, profile)
    owner, until = profile.owner_id, profile.until
    return Rows(
        own=await records.lines(tx, profile.id, owner_id=owner, until=until, limit=LINES_MOST),
        others=await records.others_lines(
            tx, profile.document_id, owner_id=owner, besides=profile.id, until=until, limit=OTHERS_MOST
        ),
        turns=company.turns,
        mentions=company.mentions,
        facts=await records.facts(tx, profile.id, owner_id=owner, until=until, limit=FACTS_MOST),
        ties=company.ties,
        others_ties=company.others_ties,
        names=company.names,
    )


async def _company_rows(tx: Tx, profile: Profile) -> Rows:
    """What shows whom a character is with, and who these are."""
    if profile.kind != CharacterKind.PERSON or profile.document_id is None:
        return Rows()
    owner, until, me = profile.owner_id, profile.until, profile.id
    document_id = profile.document_id
    turns = await records.turns(tx, document_id, owner_id=owner, until=until, limit=PLACES_MOST)
    mentions = await records.mentions(tx, document_id, owner_id=owner, until=until, limit=PLACES_MOST)
    ties = await records.ties(tx, me, owner_id=owner, until=until, limit=TIES_MOST)
    others_ties = await records.others_ties(
        tx, document_id, owner_id=owner, besides=me, until=until, limit=TIES_MOST
    )
    others = {id for tie in ties for id in (tie.source, tie.target)}
    others |= {turn.addressee for turn in turns if turn.speaker == me and turn.addressee}
    others |= {turn.speaker for turn in turns if turn.addressee == me and turn.speaker}
    named = await whom_unscoped(tx, [(id, until) for id in others - {me}])
    names = {id: who for (id, _), who in named.items()}
    return Rows(turns=turns, mentions=mentions, ties=ties, others_ties=others_ties, names=names)


async def baseline(tx: Tx, actor: Actor, character_id: str, *, until: int | None = None) -> dict[str, float]:
    """A character's traits by name, 0..1, as the whole document shows them. Raises CharacterNotFound.

    {} where nobody has measured them: at a point before the document's end, and for who is made by hand.
    """
    kept = (await open_to(tx, actor, character_id)).baseline
    return {} if until is not None else {trait.name: trait.value for trait in from_json(kept or ())}


async def _baseline(tx: Tx, profile: Profile) -> tuple[Trait, ...]:
    """The traits as the whole document shows them; at any point before its end they are not known."""
    if profile.until is not None:
        return ()
    return from_json((await store.get(tx, profile.id, owner_id=profile.owner_id)).baseline or ())


async def _first_seen(tx: Tx, profile: Profile) -> FirstSeen | None:
    """The passage in which the earliest of a character's names first stands, as far as the point."""
    starts = [alias.start for alias in profile.aliases if alias.end > 0]
    if profile.document_id is None or not starts:
        return None
    offset = min(starts)
    found = await places.passage_at(tx, profile.document_id, owner_id=profile.owner_id, offset=offset)
    if found is None:
        return None
    passage, title = found
    read = passage.text if profile.until is None else passage.text[: profile.until - passage.start]
    return FirstSeen(excerpt(read, offset - passage.start), passage.chapter, title, passage.seq)
