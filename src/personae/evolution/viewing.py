"""How a person looks at a ledger: through what the character is by itself."""

from personae import characters
from personae.accounts import Actor
from personae.evolution.emotions import TRAITS
from personae.evolution.errors import TraitUnknown
from personae.evolution.service import open_ledger
from personae.evolution.telling import View
from personae.evolution.temperament import whole
from personae.platform.db import Tx


async def open_view(tx: Tx, actor: Actor, character_id: str, *, until: int | None) -> View:
    """The person's ledger with a character as it is known up to a point. Raises CharacterNotFound."""
    ledger = await open_ledger(tx, actor, character_id)
    return View(ledger, whole(await characters.baseline(tx, actor, character_id, until=until)))


def check_trait(trait: str | None) -> None:
    """Let by a trait that there is, and None. Raises TraitUnknown."""
    if trait is not None and trait not in TRAITS:
        raise TraitUnknown(known=", ".join(TRAITS))
