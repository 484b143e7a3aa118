"""What went wrong, as programs read it: problem+json, or OpenAI's shape where its clients ask."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"
MODELS_API = "/v1/"
FOR_PROGRAMS = ("/api/", MODELS_API, "/metrics", "/healthz", "/readyz")


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


# Failures that OpenAI's clients know by names of their own.
OPENAI_CODES = {
    "sign_in_needed": "invalid_api_key",
    "character_not_found": "model_not_found",
    "too_often": "rate_limit_exceeded",
    "request_invalid": "invalid_request",
}


def failure(
    scope: Scope,
    status: int,
    sentence: str,
    facts: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The answer to a program's request that failed, in the shape that it reads."""
    if not str(scope["path"]).startswith(MODELS_API):
        return problem(status, sentence, facts, headers)
    status = HTTPStatus.BAD_REQUEST if status == HTTPStatus.UNPROCESSABLE_ENTITY else status
    return JSONResponse(openai_error(status, sentence, facts), status, headers={**(headers or {})})


def openai_error(status: int, sentence: str, facts: Mapping[str, object]) -> dict[str, object]:
    """What went wrong as OpenAI's clients read it."""
    kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    kind = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    code = str(facts.get("code", ""))
    error = {
        "message": sentence,
        "type": kinds.get(status, kind),
        "param": facts.get("param"),
        "code": OPENAI_CODES.get(code, code),
    }
    return {"error": error}


def is_for_programs(scope: Scope) -> bool:
    """True for addresses that programs ask, False for pages."""
    return str(scope["path"]).startswith(FOR_PROGRAMS)


def documented(*statuses: int) -> dict[int | str, dict[str, object]]:
    """These failures as OpenAPI describes them (description.py adds the shape of a problem)."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
