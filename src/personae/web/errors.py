"""From kinds of failure to status numbers, as a page for people or as problem+json for programs."""

import errno
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from personae.platform.errors import Kind, PersonaeError
from personae.platform.files import StorageFull
from personae.platform.logs import get_logger
from personae.web.again import address_of, again
from personae.web.deps import SignInNeeded, find_actor, get_services
from personae.web.edge import NO_ADDRESS, BodyTooLarge, route_template
from personae.web.methods import methods_of
from personae.web.problems import failure, is_for_programs
from personae.web.render import render

log = get_logger(__name__)

STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.UNAVAILABLE: 503,
    Kind.STORAGE_FULL: 507,
    Kind.LIMITED: 429,
}
CRASHED_STATUS = 500
CRASHED = (
    "Something went wrong here, and it is in the log. Try again; if it happens again, tell the operator."
)
SIGNED_OUT = "You are not logged in any more. Log in again, then send it once more."
TOO_LARGE = "The request is larger than 1 MB, which no form here needs. Shorten it and send it again."
BAD_JSON = "The request's body is no valid JSON. Correct it and send it again."
BAD_BODY = "The request's body cannot be read. Correct it and send it again."
WRONG_METHOD = "This address takes no {method} request. Look up in the API's description which it takes."


def handle(app: FastAPI) -> None:
    """Answer every failure, expected or not, in the shape the asker understands."""

    @app.exception_handler(PersonaeError)
    async def expected(request: Request, error: PersonaeError) -> Response:
        return await answer_expected(request, error)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return await _answer(request, 422, BAD_JSON, {"code": "request_invalid"})
        where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
        sentence = f"{where}: {first['msg']}. Correct it and send it again."
        return await _answer(request, 422, sentence, {"code": "request_invalid"})

    @app.exception_handler(BodyTooLarge)
    async def too_large(request: Request, _: BodyTooLarge) -> Response:
        return await _answer(request, 413, TOO_LARGE, {"code": "request_too_large"})

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.BAD_REQUEST:  # FastAPI's word for bytes that are no text
            return await _answer(request, 422, BAD_BODY, {"code": "request_invalid"})
        known = {404: NO_ADDRESS, 405: WRONG_METHOD.format(method=request.method)}
        sentence = known.get(error.status_code, f"{error.detail}. Correct it and send it again.")
        code = HTTPStatus(error.status_code).name.lower()
        headers = {name.lower(): value for name, value in (error.headers or {}).items()}
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["allow"] = ", ".join(methods_of(request))
        return await _answer(request, error.status_code, sentence, {"code": code}, headers)

    app.add_middleware(Net)


class Net:
    """ASGI middleware: what nobody expected becomes an answer that says so, and a line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through. An answer that has begun cannot be replaced: it is cut off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if has_begun:
                raise
            answer = await _unexpected(Request(scope, receive), error)
            await answer(scope, receive, send)


async def answer_expected(request: Request, error: PersonaeError) -> Response:
    """The answer to an expected failure; a stranger who opens a page is shown the way in."""
    sentence = error.sentence
    if isinstance(error, SignInNeeded) and not is_for_programs(request.scope):
        if request.method == "GET":
            return RedirectResponse(f"/login?next={quote(address_of(request), safe='')}", status_code=303)
        sentence = SIGNED_OUT
    facts = {"code": error.code, **error.facts}
    return await _answer(request, STATUS[error.kind], sentence, facts, headers_of(error))


def headers_of(error: PersonaeError) -> dict[str, str]:
    """What programs read of a failure without its body: how to say who one is, and when to come again."""
    headers = {"www-authenticate": "Bearer"} if error.kind is Kind.UNAUTHENTICATED else {}
    if "retry_after_s" in error.facts:
        headers["retry-after"] = str(error.facts["retry_after_s"])
    return headers


async def _unexpected(request: Request, error: Exception) -> Response:
    try:
        if _says_disk_full(error):
            return await answer_expected(request, StorageFull())
        log.error("request.crashed", route=route_template(request.scope), exc_info=error)
        return await _answer(request, CRASHED_STATUS, CRASHED, {"code": "internal_error"})
    except Exception:
        log.exception("error_page.crashed")
        return PlainTextResponse(CRASHED, 500)


def _says_disk_full(error: Exception) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    return number in (errno.ENOSPC, errno.EDQUOT) or "database or disk is full" in str(error)


async def _answer(
    request: Request,
    status: int,
    sentence: str,
    facts: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> Response:
    structlog.contextvars.bind_contextvars(code=facts["code"])  # why, in the line of this request
    if is_for_programs(request.scope):
        return failure(request.scope, status, sentence, facts, headers)
    if "hx-request" in request.headers:  # a script shows the sentence beside what was typed
        return PlainTextResponse(sentence, status, headers=headers)
    # A page that crashed leans on nothing that may have made it crash.
    actor = None if status == CRASHED_STATUS else await find_actor(request, get_services(request))
    if status == STATUS[Kind.LIMITED]:
        page = render(
            request, "limited.html", actor=actor, status=status, sentence=sentence, again=await again(request)
        )
    else:
        page = render(request, "error.html", actor=actor, status=status, number=status, sentence=sentence)
    page.headers.update(headers or {})
    return page
