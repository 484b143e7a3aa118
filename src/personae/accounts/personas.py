"""What a person can ask about their personas: as whom they speak with characters."""

from collections.abc import Mapping, Sequence

from personae.accounts import store
from personae.accounts.actor import Actor
from personae.accounts.errors import PersonaInvalid, PersonasMany, PersonaTaken
from personae.accounts.tables import Persona
from personae.platform.db import Tx, hold_name
from personae.platform.naming import free_name, name_key

PAGE = 50
MOST = 200
LIMITS: Mapping[str, int] = {"name": 80, "address": 80, "pronouns": 40, "about": 2_000}


async def list_personas(
    tx: Tx, actor: Actor, *, after: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Persona], str | None]:
    """A page of personas, the oldest first, and the `after` of the next page (None at the end)."""
    rows = await store.personas(tx, owner_id=actor.user_id, after=after, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def get_persona(tx: Tx, actor: Actor, persona_id: str) -> Persona:
    """One persona. Raises PersonaNotFound."""
    return await store.get_persona(tx, persona_id, owner_id=actor.user_id)


async def usual_persona(tx: Tx, actor: Actor) -> Persona | None:
    """The persona that new conversations take."""
    return await store.usual_persona(tx, owner_id=actor.user_id)


async def create_persona(
    tx: Tx,
    actor: Actor,
    *,
    name: str,
    address: str = "",
    pronouns: str = "",
    about: str = "",
    is_usual: bool = False,
) -> Persona:
    """Make a persona. address: how characters address the person; blank leaves it to them.

    Raises PersonaInvalid, PersonasMany, PersonaTaken.
    """
    wish = _clean(name=name, address=address, pronouns=pronouns, about=about)
    if await store.count_personas(tx, owner_id=actor.user_id) >= MOST:
        raise PersonasMany(limit=MOST)
    await _check_free(tx, actor, wish["name"])
    persona = Persona(owner_id=actor.user_id, **wish)
    tx.add(persona)
    await tx.flush()
    return await _used_usually(tx, actor, persona, is_usual=is_usual)


async def change_persona(
    tx: Tx,
    actor: Actor,
    persona_id: str,
    *,
    name: str | None = None,
    address: str | None = None,
    pronouns: str | None = None,
    about: str | None = None,
    is_usual: bool | None = None,
) -> Persona:
    """Change a persona; what is None stays. Raises PersonaNotFound, PersonaInvalid, PersonaTaken."""
    given = {"name": name, "address": address, "pronouns": pronouns, "about": about}
    wish = _clean(**{field: text for field, text in given.items() if text is not None})
    persona = await store.get_persona(tx, persona_id, owner_id=actor.user_id)
    if "name" in wish:
        await _check_free(tx, actor, wish["name"], but=persona.id)
    for field, text in wish.items():
        setattr(persona, field, text)
    return await _used_usually(tx, actor, persona, is_usual=is_usual)


async def delete_persona(tx: Tx, actor: Actor, persona_id: str) -> None:
    """Remove a persona; conversations held as it go on as nobody in particular. Raises PersonaNotFound."""
    await tx.delete(await store.get_persona(tx, persona_id, owner_id=actor.user_id))


async def _check_free(tx: Tx, actor: Actor, name: str, *, but: str = "") -> None:
    """Let by a name that no other persona of the person's has, nor gets before this transaction ends."""
    await hold_name(tx, f"personas:{actor.user_id}")
    taken = await store.persona_keys(tx, owner_id=actor.user_id, but=but)
    free = free_name(name, taken, limit=LIMITS["name"])
    if free != name:
        raise PersonaTaken(name=name, proposed=free)


async def _used_usually(tx: Tx, actor: Actor, persona: Persona, *, is_usual: bool | None) -> Persona:
    """Take a persona for new conversations, or no longer; None changes nothing."""
    if is_usual:
        await store.forget_usual(tx, owner_id=actor.user_id)
    if is_usual is not None:
        persona.is_usual = is_usual
    await tx.flush()
    return persona


def _clean(**texts: str) -> dict[str, str]:
    """Texts of a persona as they are kept, each but `about` on one line. Raises PersonaInvalid."""
    cleaned = {
        field: text.strip() if field == "about" else " ".join(text.split()) for field, text in texts.items()
    }
    for field, text in cleaned.items():
        if len(text) > LIMITS[field] or (field == "name" and not name_key(text)):
            raise PersonaInvalid(field=field, limit=LIMITS[field])
    return cleaned
