"""The list of models: a person's characters, and those that others share with them to talk."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from personae import characters
from personae.characters import Profile
from personae.platform.ids import made_at_s
from personae.sharing import Right
from personae.web.api.openai.naming import character_of, model_of
from personae.web.deps import ActorDep, ReadTx

router = APIRouter()

MOST = 1_000  # characters, the newest: clients show the list in one piece
PAGE = 200
OWNER = "personae"


@router.get("/models")
async def list_models(tx: ReadTx, actor: ActorDep) -> dict[str, Any]:
    """The characters of the person whose key it is, the newest first, then those they may talk with."""
    found: list[Profile] = []
    for ask in (characters.list_characters, partial(characters.list_shared, right=Right.TALK)):
        before: str | None = None
        while len(found) < MOST:
            page, before = await ask(tx, actor, before=before, limit=PAGE)
            found += page
            if before is None:
                break
    return {"object": "list", "data": [_shown(each) for each in found[:MOST]]}


@router.get("/models/{model_id}")
async def get_model(tx: ReadTx, actor: ActorDep, model_id: str) -> dict[str, Any]:
    """One character with whom the person may talk."""
    return _shown(await characters.get(tx, actor, character_of(model_id), right=Right.TALK))


def _shown(profile: Profile) -> dict[str, Any]:
    return {
        "id": model_of(profile.name, profile.id),
        "object": "model",
        "created": made_at_s(profile.id),
        "owned_by": OWNER,
        "name": profile.name,
    }
