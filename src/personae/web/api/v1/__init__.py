"""Version 1 of the API, a file per room."""

from fastapi import APIRouter

from personae.web.api.v1 import auth, characters, conversations, documents, models

router = APIRouter()
for room in (auth, documents, characters, conversations, models):
    router.include_router(room.router)
