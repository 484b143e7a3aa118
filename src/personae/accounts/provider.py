"""An OpenID provider: where it is, what it signs with, and who it says has come (code flow with PKCE).

Source: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (issuer in the answer), RFC 9700 (best practice).
"""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from personae.accounts.errors import ProviderFailed
from personae.platform.logs import get_logger

log = get_logger(__name__)

PATIENCE_S: Final = 10
KNOWN_FOR_S: Final = 3600  # how long its metadata and keys are taken as read
LEEWAY_S: Final = 60
ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA", "RS384", "RS512", "ES384", "PS384"]
JOURNEY_S: Final = 600  # how long somebody may take at the provider
SCOPE: Final = "openid email profile"


@dataclass(frozen=True, slots=True)
class Journey:
    """What a browser carries to the provider and back: checked when it returns."""

    state: str
    nonce: str
    verifier: str
    next: str
    user_id: str = ""  # whose account shall be joined; "" for a sign-in
    begun_at: float = 0  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Guest:
    """Who the provider says has come. has_email: does it vouch for the address?"""

    issuer: str
    subject: str
    email: str
    has_email: bool
    name: str


class Provider:
    """One provider, asked with its client's secret. Nothing is fetched before somebody wants to sign in."""

    def __init__(self, issuer: str, client_id: str, secret: str, *, name: str, callback: str) -> None:
        self._issuer, self._client_id, self._secret = issuer, client_id, secret
        self.name, self._callback = name, callback
        self._known: tuple[float, dict[str, Any], Any] | None = None

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return self._issuer

    async def begin(self, *, next: str, user_id: str = "") -> tuple[str, Journey]:
        """Where to send the browser, and what it must bring back. Raises ProviderFailed."""
        metadata, _ = await self._metadata()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        journey = Journey(state, nonce, verifier, next, user_id, time.time())
        return await asyncio.to_thread(self._address, metadata, journey), journey

    async def finish(self, journey: Journey, answer: Mapping[str, str]) -> Guest:
        """Who has come back. answer: the query the provider sent the browser with. Raises ProviderFailed."""
        is_ours = secrets.compare_digest(answer.get("state", "").encode(), journey.state.encode())
        if not is_ours or not 0 <= time.time() - journey.begun_at <= JOURNEY_S:
            raise self._failed("this is not the sign-in that was begun here")
        if answer.get("iss", self._issuer) != self._issuer:
            raise self._failed("another provider answered")
        if "error" in answer or not answer.get("code"):
            raise self._failed("it was refused there")
        metadata, keys = await self._metadata()
        try:
            token = await asyncio.to_thread(self._fetch_token, metadata, journey, answer["code"])
        except Exception as error:  # the library lets whatever its transport raises through
            log.warning("provider.token_failed", error=type(error).__name__)
            raise self._failed("it did not answer as it should") from error
        return self._read(token.get("id_token", ""), keys, journey.nonce)

    def _address(self, metadata: dict[str, Any], journey: Journey) -> str:
        address, _ = self._session().create_authorization_url(
            metadata["authorization_endpoint"],
            state=journey.state,
            nonce=journey.nonce,
            code_verifier=journey.verifier,
        )
        return str(address)

    def _fetch_token(self, metadata: dict[str, Any], journey: Journey, code: str) -> dict[str, Any]:
        with self._session() as session:
            found: dict[str, Any] = session.fetch_token(
                metadata["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=journey.verifier,
                timeout=PATIENCE_S,
            )
        return found

    def _session(self) -> Any:
        # Loaded when somebody comes in this way: most studios have no provider.
        from authlib.integrations.requests_client import OAuth2Session

        session = OAuth2Session(
            self._client_id,
            self._secret,
            scope=SCOPE,
            redirect_uri=self._callback,
            code_challenge_method="S256",
        )
        session.max_redirects = 0  # it carries the client's secret
        return session

    def _read(self, id_token: str, keys: Any, nonce: str) -> Guest:
        from joserfc import jwt
        from joserfc.errors import JoseError

        claims_needed = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
            claims_needed.validate(claims)
        except (JoseError, ValueError) as error:
            log.warning("provider.token_refused", error=type(error).__name__)
            raise self._failed("what it said could not be believed") from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client_id:
            raise self._failed("what it said was meant for somebody else")
        email = str(claims.get("email") or "")
        return Guest(
            issuer=self._issuer,
            subject=str(claims["sub"])[:255],
            email=email,
            has_email=bool(email) and claims.get("email_verified") is True,
            name=str(claims.get("name") or claims.get("preferred_username") or ""),
        )

    async def _metadata(self) -> tuple[dict[str, Any], Any]:
        """Its addresses and its keys. Raises ProviderFailed."""
        if self._known is None or time.monotonic() - self._known[0] > KNOWN_FOR_S:
            try:
                found = await asyncio.to_thread(self._fetch_metadata)
            except Exception as error:  # as above
                log.warning("provider.unreachable", error=type(error).__name__)
                raise self._failed("it cannot be reached") from error
            self._known = (time.monotonic(), *found)
        return self._known[1:]

    def _fetch_metadata(self) -> tuple[dict[str, Any], Any]:
        import requests
        from joserfc.jwk import KeySet

        where = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        with requests.Session() as session:
            session.max_redirects = 0  # what is believed comes from the address that was set
            metadata = session.get(where, timeout=PATIENCE_S)
            metadata.raise_for_status()
            found: dict[str, Any] = metadata.json()
            if found["issuer"] != self._issuer:
                raise ValueError("another issuer")
            keys = session.get(_safe(found["jwks_uri"], self._issuer), timeout=PATIENCE_S)
            keys.raise_for_status()
            for name in ("authorization_endpoint", "token_endpoint"):
                _safe(found[name], self._issuer)
            return found, KeySet.import_key_set(keys.json())

    def _failed(self, why: str) -> ProviderFailed:
        return ProviderFailed(name=self.name, why=why)


def _safe(address: str, issuer: str) -> str:
    """The address, which is no less protected than the issuer's own. Raises ValueError."""
    if urlsplit(address).scheme not in ("https", urlsplit(issuer).scheme):
        raise ValueError("an endpoint without TLS")
    return address
