"""Version 1 of the API, a file per room."""

from fastapi import APIRouter

from personae.web.api.v1 import (
    account,
    admin,
    auth,
    characters,
    conversations,
    documents,
    enrichments,
    models,
    usage,
)

router = APIRouter()
for room in (auth, account, admin, documents, characters, enrichments, conversations, models, usage):
    router.include_router(room.router)
