"""Version 1 of the API, a file per room."""

from fastapi import APIRouter

from personae.web.api.v1 import (
    account,
    admin,
    admin_jobs,
    admin_settings,
    admin_storage,
    admin_usage,
    auth,
    branches,
    characters,
    conversations,
    documents,
    enrichments,
    evolution,
    keys,
    memories,
    models,
    moderation,
    notices,
    personas,
    saying,
    search,
    shares,
    usage,
)

router = APIRouter()
for room in (
    *(
        auth,
        account,
        admin,
        admin_jobs,
        admin_storage,
        admin_settings,
        admin_usage,
        keys,
        moderation,
        notices,
        personas,
        shares,
        documents,
        characters,
        memories,
        enrichments,
        evolution,
    ),
    *(conversations, saying, branches, search, models, usage),
):
    router.include_router(room.router)
