"""What went wrong, as programs read it: problem+json, the same shape everywhere."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"
FOR_PROGRAMS = ("/api/", "/metrics", "/healthz", "/readyz")


class Problem(BaseModel):
    """Why a request failed. `code` never changes its meaning; `detail` is a sentence for a person."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str


def problem(
    status: int, sentence: str, facts: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer to a request that failed. facts: the code, and what the sentence was made of."""
    phrase = HTTPStatus(status).phrase
    body = {**facts, "type": "about:blank", "title": phrase, "status": status, "detail": sentence}
    return JSONResponse(body, status, headers={**(headers or {})}, media_type=MEDIA_TYPE)


def is_for_programs(scope: Scope) -> bool:
    """True for addresses that programs ask, False for pages."""
    return str(scope["path"]).startswith(FOR_PROGRAMS)


def documented(*statuses: int) -> dict[int | str, dict[str, object]]:
    """These failures as OpenAPI describes them (description.py adds the shape of a problem)."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
