"""A provider of OpenID Connect of the tests' own, on this machine: it does what a provider does, or, where
a test wants it, not quite.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "samlad-prov", "hemlighet-hos-provet"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What it says. claims: changes to those of the id token, None takes one away."""

    address: str = ""
    subject: str = "sub-rut"
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    is_down: str = ""
    answer: Any = None
    algorithm: str = "RS256"
    key: Any = field(default_factory=new_key)
    signing_key: Any = None
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.usual = {name: getattr(self, name) for name in (
            "subject", "refuses", "is_down", "answer", "algorithm", "signing_key")}  # fmt: skip

    def as_usual(self) -> None:
        """Forget what the last test wanted."""
        for name, value in self.usual.items():
            setattr(self, name, value)
        self.claims, self.discovery = {}, {}

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "ett", "alg": "RS256", "use": "sig"}]}

    def authorized(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        self.asked.append(query)
        state = {"state": query["state"]}
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({'error': self.refuses, **state})}"
        code = secrets.token_urlsafe(12)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, **state})}"

    def token(self, form: dict[str, str]) -> Any:
        """What the code is worth, once, to who has the secret and the verifier."""
        query = self.codes.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "").encode()
        challenge = urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not query or not known or query["code_challenge"] != challenge:
            return None
        if self.answer is not None:
            return self.answer
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token(query)}

    def id_token(self, query: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now,
                  "exp": now + 60, "nonce": query.get("nonce"), **self.claims}  # fmt: skip
        kept = {name: value for name, value in claims.items() if value is not None}
        key = self.signing_key or (None if self.algorithm == "none" else self.key)
        return jwt.encode(kept, key, self.algorithm, headers={"kid": "ett"})


def answering(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if provider.is_down == parts.path:
                self._send(503, b"<h1>down</h1>", "text/html")
            elif parts.path == "/.well-known/openid-configuration":
                self._json(provider.about())
            elif parts.path == "/jwks":
                self._json(provider.keys())
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorized(query))
                self.end_headers()
            else:
                self._send(404, b"", "text/plain")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            given = None if provider.is_down == "/token" else provider.token(form)
            self._json(
                {"error": "invalid_grant"} if given is None else given,
                400 if given is None else 200,
            )

        def _json(self, what: Any, status: int = 200) -> None:
            self._send(status, json.dumps(what).encode(), "application/json")

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    return Handler


@contextmanager
def served_provider() -> Iterator[Provider]:
    """A provider that answers on a free port."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering(provider))
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
