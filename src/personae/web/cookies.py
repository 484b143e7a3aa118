"""Cookies: their names, and how they are kept from scripts and other sites."""

from fastapi import Response
from starlette.requests import HTTPConnection

from personae.accounts import SignedIn
from personae.platform.settings import Settings

VISITOR_DAYS = 1
DEVICE_DAYS = 365
STEP_DAYS = 1  # the ticket behind it lives for minutes


def cookie_name(settings: Settings, name: str) -> str:
    """A cookie's name: bound to this very host when browsers reach it over TLS."""
    return f"__Host-{name}" if settings.is_https else f"personae_{name}"


def set_cookie(response: Response, settings: Settings, name: str, value: str, *, days: int) -> None:
    """Set a cookie that scripts cannot read and other sites' forms do not send."""
    response.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=days * 86_400,
        httponly=True,
        secure=settings.is_https,
        samesite="lax",
        path="/",
    )


def sign_in(response: Response, settings: Settings, signed_in: SignedIn) -> None:
    """Hand a new session to the browser; what it was before as a visitor is over."""
    set_cookie(response, settings, "session", signed_in.secret, days=settings.session_days)
    _drop(response, settings, "visitor")


def drop_cookie(response: Response, settings: Settings, name: str) -> None:
    """Take a cookie from the browser."""
    _drop(response, settings, name)


def read_cookie(connection: HTTPConnection, settings: Settings, name: str) -> str:
    """What a cookie of ours holds, or nothing."""
    return connection.cookies.get(cookie_name(settings, name), "")


def sign_out(response: Response, settings: Settings) -> None:
    """Take the session from the browser, and with it what its pages have kept there: drafts.

    Nothing is said of cookies: the one that tells a known browser from a stranger's stays.
    """
    _drop(response, settings, "session")
    response.headers["clear-site-data"] = '"storage"'


def session_cookie(connection: HTTPConnection, settings: Settings) -> str:
    """The session's secret from the browser's cookie, or nothing."""
    return connection.cookies.get(cookie_name(settings, "session"), "")


def _drop(response: Response, settings: Settings, name: str) -> None:
    response.delete_cookie(
        cookie_name(settings, name), path="/", secure=settings.is_https, httponly=True, samesite="lax"
    )
