"""A small OpenID provider with a real key, which checks PKCE; tests say who comes, and how it lies."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "personae", "a secret of the client"


@dataclass
class OpenId:
    """The provider. claims: what it says of who comes.  lies: claims put in the place of true ones.

    is_moving: every address but those below `/moved` sends whoever asks there.
    """

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    is_forging: bool = False
    is_moving: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}, private=True))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def come(self, **claims: Any) -> None:
        """Let somebody be signed in at the provider, who then tells the truth."""
        self.claims = {"sub": secrets.token_hex(8), **claims}
        self.lies, self.algorithm, self.is_forging = {}, "RS256", False

    def agree(self, address: str) -> str:
        """Where the browser is sent once somebody agrees, as the provider's page would."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.url}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def metadata(self) -> dict[str, Any]:
        """What it tells of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def token(self, form: dict[str, str], client: str) -> tuple[int, dict[str, Any]]:
        """An ID token for a code that was given out, is asked for once, and whose verifier fits."""
        query = self._codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            query is None
            or query.get("code_challenge_method") != "S256"
            or query.get("code_challenge") != challenge
            or form.get("redirect_uri") != query["redirect_uri"]
            or client != f"{CLIENT_ID}:{CLIENT_SECRET}"
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": query["nonce"],
            **self.claims,
            **self.lies,
        }
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self._signed(claims)}

    def keys(self) -> dict[str, Any]:
        """The keys that its tokens are checked with."""
        return {"keys": [{**self._key.as_dict(private=False), "use": "sig"}]}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "none":
            parts = [{"alg": "none"}, claims]
            return ".".join(_encoded(json.dumps(each).encode()) for each in parts) + "."
        if self.algorithm == "HS256":  # with the public key as the secret, as some have believed
            public = self._key.as_pem(private=False)
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(public))
        key = RSAKey.generate_key(2048, {"kid": "one"}, private=True) if self.is_forging else self._key
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, key)


@contextmanager
def openid() -> Iterator[OpenId]:
    """Serve a provider on a loopback port."""
    provider = OpenId()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self._moves():
                return
            found = {"/.well-known/openid-configuration": provider.metadata, "/keys": provider.keys}
            self._send(200, found[self.path.removeprefix("/moved")]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            if self._moves():
                return
            form = {name: values[0] for name, values in parse_qs(body).items()}
            client = base64.b64decode(self.headers.get("authorization", "").removeprefix("Basic ")).decode()
            self._send(*provider.token(form, client))

        def _moves(self) -> bool:
            if not provider.is_moving or self.path.startswith("/moved"):
                return False
            self.send_response(307)
            self.send_header("location", f"/moved{self.path}")
            self.send_header("content-length", "0")
            self.end_headers()
            return True

        def _send(self, status: int, found: dict[str, Any]) -> None:
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
