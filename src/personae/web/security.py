"""Form tokens: a page of ours, made for this session, sent this form."""

import hashlib
import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, Request

from personae.platform.errors import Kind, PersonaeError
from personae.platform.settings import Settings
from personae.web.cookies import cookie_name, session_cookie
from personae.web.deps import SettingsDep


class FormExpired(PersonaeError):
    """The token of a form is missing or was made for another session."""

    kind = Kind.FORBIDDEN
    code = "form_expired"
    message = "This form is out of date. Go back, reload the page and send it again."


def form_token(settings: Settings, subject: str) -> str:
    """A token for the forms of one session. Each call gives another text, so compression tells nothing."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_signature(settings, nonce, subject)}"


def is_form_token(settings: Settings, token: str, subject: str) -> bool:
    """True when token was made for subject."""
    nonce, _, signature = token.partition(".")
    return hmac.compare_digest(signature.encode(), _signature(settings, nonce, subject).encode())


def token_subject(request: Request, settings: Settings) -> str:
    """Whom form tokens are made for: the session, or a visitor's cookie before there is one."""
    return session_cookie(request, settings) or request.cookies.get(cookie_name(settings, "visitor"), "")


async def check_form(request: Request, settings: SettingsDep, csrf: Annotated[str, Form()] = "") -> None:
    """A dependency of every form. Raises FormExpired."""
    check_token(request, settings, csrf)


def check_token(request: Request, settings: Settings, token: str) -> None:
    """Raises FormExpired unless token fits the session, or the visitor, that sends the request."""
    subject = token_subject(request, settings)
    if not subject or not is_form_token(settings, token, subject):
        raise FormExpired


def _signature(settings: Settings, nonce: str, subject: str) -> str:
    return hmac.new(settings.secret, f"form:{nonce}:{subject}".encode(), hashlib.sha256).hexdigest()


FORM = Depends(check_form)
