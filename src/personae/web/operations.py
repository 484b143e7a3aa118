"""What operators and their machines ask: alive, ready, figures."""

import asyncio
import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Response

from personae.platform import metrics
from personae.platform.errors import Kind, PersonaeError
from personae.platform.logs import get_logger
from personae.web.deps import ServicesDep

log = get_logger(__name__)

READY_S = 5

router = APIRouter(include_in_schema=False)


class MetricsClosed(PersonaeError):
    """The token for the figures is missing or wrong."""

    kind = Kind.UNAUTHENTICATED
    code = "metrics_closed"
    message = "Send METRICS_TOKEN as `Authorization: Bearer …`; unset, it is kept in the data folder."


class NotReady(PersonaeError):
    """The database or the queue does not answer."""

    kind = Kind.UNAVAILABLE
    code = "not_ready"
    message = "The studio is not ready to work. Wait a moment; if it stays so, the log says why."


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(services: ServicesDep) -> dict[str, str]:
    """The process can do its work: the database answers and the queue is open. Raises NotReady."""
    try:
        async with asyncio.timeout(READY_S):
            await services.database.ping()
            await services.jobs.ready()
    except Exception as error:
        log.exception("not_ready")
        raise NotReady from error
    return {"status": "ready"}


@router.get("/metrics")
async def figures(services: ServicesDep, authorization: Annotated[str, Header()] = "") -> Response:
    """Figures for Prometheus."""
    token, secret = authorization.removeprefix("Bearer "), services.settings.metrics_secret
    if not secret or not hmac.compare_digest(token.encode(), secret.encode()):
        raise MetricsClosed
    body, kind = metrics.render()
    return Response(body, media_type=kind)
