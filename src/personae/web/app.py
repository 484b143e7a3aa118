"""The application: routes, middleware and the life of the services behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from personae.bootstrap import Services, running
from personae.web import errors, operations
from personae.web.api import openai, v1
from personae.web.cors import Cors
from personae.web.deps import at_the_door
from personae.web.description import DescribedApp
from personae.web.edge import Edge
from personae.web.live import socket
from personae.web.once import Once
from personae.web.pages import (
    account,
    accounts,
    admin,
    admin_jobs,
    admin_settings,
    admin_storage,
    admin_usage,
    branches,
    characters,
    conversations,
    enriching,
    evolution,
    finding_back,
    keys,
    library,
    memories,
    messages,
    models,
    moderation,
    notices,
    openid,
    personas,
    search,
    second_factor,
    shares,
    shelving,
    static,
    usage,
)

API = "/api/v1"
PAGES = (
    *(
        accounts,
        finding_back,
        openid,
        account,
        second_factor,
        keys,
        admin,
        admin_jobs,
        admin_usage,
        admin_storage,
        admin_settings,
        moderation,
        notices,
        personas,
    ),
    *(shares, library, characters, memories, evolution, enriching),
    *(search, conversations, messages, branches, shelving),
    *(models, usage, static),
)
UPLOADS = frozenset({"/library", f"{API}/documents"})


def create_app(services: Services) -> FastAPI:
    """The whole studio as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Both are made at their first use: now, not when a disk has become full.
        if not (services.settings.secret and services.settings.metrics_secret):
            raise RuntimeError(
                "A key in the data folder is empty. Delete secret_key and metrics_token there."
            )
        async with running(services):
            yield

    app = DescribedApp(
        title="Personae",
        version="1",
        description="Documents, their characters, and conversations with them.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # such a redirect would lead wherever the Host header says
        lifespan=lifespan,
        dependencies=[Depends(at_the_door)],
    )
    app.state.services = services
    app.settings = services.settings
    app.include_router(v1.router, prefix=API)
    app.include_router(openai.router)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(socket.router)
    app.include_router(operations.router)
    app.add_middleware(Once, services=services)
    errors.handle(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    if services.settings.cors_origins:
        app.add_middleware(Cors, origins=services.settings.cors_origins)
    app.add_middleware(Edge, settings=services.settings, uploads=UPLOADS)
    return app
