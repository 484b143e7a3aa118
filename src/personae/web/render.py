"""Templates, and the bundles of styles and scripts that pages link to."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from personae.accounts import Actor
from personae.library import needs_another_file
from personae.platform.ids import new_secret
from personae.usage import dollars
from personae.web.cookies import VISITOR_DAYS, set_cookie
from personae.web.growth_words import act_name, signed, stage_name
from personae.web.model_facts import model_facts
from personae.web.passage_view import stressed
from personae.web.security import form_token, token_subject
from personae.web.wording import (
    STAGES,
    failing,
    language_name,
    model_name,
    notice_sentences,
    objective,
    possessive,
    reason_sentence,
    taken_sentence,
    vendor_name,
)

HERE = Path(__file__).parent
STYLES = HERE / "static" / "css"
SCRIPTS = HERE / "static" / "js"
HTMX = "js_lib_htmx"


@cache
def bundle(name: str) -> bytes:
    """The bytes of `studio.css` or `studio.js`: our files, one after another, tokens first."""
    if name == "studio.css":
        return _joined(sorted(STYLES.glob("*.css"), key=lambda path: (path.stem != "tokens", path.stem)))
    if name == "studio.js":
        spec = find_spec(HTMX)
        assert spec is not None and spec.submodule_search_locations
        htmx = next(Path(spec.submodule_search_locations[0]).rglob("htmx.min.js"))
        return _joined([htmx, *sorted(SCRIPTS.glob("*.js"))])
    raise KeyError(name)


def _joined(paths: Iterable[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)


@cache
def static_url(name: str) -> str:
    """Where a static file is served; the address changes with its content, so it may be kept for good."""
    path = HERE / "static" / name
    content = path.read_bytes() if path.exists() else bundle(name)
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def _number(value: float) -> str:
    return f"{value:,}"


def _day(value: datetime) -> str:
    return f"{value.day} {value:%B %Y}"


def _moment(value: datetime) -> str:
    return f"{_day(value)}, {value:%H:%M} UTC"


def _plural(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _at_point(until: int | None) -> str:
    """A point in the book as an address goes on with it; "" at the end of the book."""
    return "" if until is None else f"&until={until}"


@cache
def environment() -> Environment:
    """The templates: autoescape on, an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        number=_number, day=_day, moment=_moment, stressed=stressed, dollars=dollars, signed=signed
    )
    made.globals.update(
        static=static_url,
        plural=_plural,
        stages=STAGES,
        reason_sentence=reason_sentence,
        failing=failing,
        model_name=model_name,
        taken_sentence=taken_sentence,
        notice_sentences=notice_sentences,
        language_name=language_name,
        possessive=possessive,
        objective=objective,
        at_point=_at_point,
        stage_name=stage_name,
        act_name=act_name,
        vendor_name=vendor_name,
        model_facts=model_facts,
        needs_another_file=needs_another_file,
    )
    return made


def fragment(template: str, **context: object) -> str:
    """A piece of HTML for the live channel."""
    return environment().get_template(template).render(**context)


def render(
    request: Request, template: str, *, actor: Actor | None = None, status: int = 200, **context: object
) -> Response:
    """A page. Forms in it get a token, and a visitor without one gets a cookie to bind it to."""
    settings = request.app.state.services.settings
    subject = token_subject(request, settings)
    visitor = None if subject else new_secret()
    html = (
        environment()
        .get_template(template)
        .render(
            **context,
            actor=actor,
            csrf=form_token(settings, subject or str(visitor)),
        )
    )
    response = HTMLResponse(html, status)
    if visitor is not None:
        set_cookie(response, settings, "visitor", visitor, days=VISITOR_DAYS)
    return response
