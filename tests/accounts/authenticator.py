"""An authenticator of the tests' own: it makes keys and signs challenges as a device would, or, where a
test wants it, not quite.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def data_of(text_: str) -> bytes:
    return urlsafe_b64decode(text_ + "=" * (-len(text_) % 4))


@dataclass
class Authenticator:
    """One key (ES256) for one site, with its count of uses; `counts` False keeps none."""

    origin: str = "http://localhost"
    site: str = "localhost"
    counts: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, options: str, **changes: Any) -> str:
        """A new passkey's answer, attestation "none"."""
        public = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: public.x.to_bytes(32, "big"),
            -3: public.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id + cbor2.dumps(cose)
        authenticator = self._data(PRESENT | VERIFIED | ATTESTED, changes) + attested
        attestation = {"fmt": "none", "attStmt": {}, "authData": authenticator}
        return self._told(
            clientDataJSON=self._client("webauthn.create", options, changes),
            attestationObject=cbor2.dumps(attestation),
        )

    def sign(self, options: str, **changes: Any) -> str:
        """The answer to a challenge. changes: origin, site, challenge, count, flags, type."""
        if self.counts:
            self.count += 1
        authenticator = self._data(changes.pop("flags", PRESENT), changes)
        client = self._client(changes.pop("type", "webauthn.get"), options, changes)
        signed = authenticator + hashlib.sha256(client).digest()
        return self._told(
            clientDataJSON=client,
            authenticatorData=authenticator,
            signature=self.key.sign(signed, ec.ECDSA(SHA256())),
        )

    def _data(self, flags: int, changes: dict[str, Any]) -> bytes:
        site = hashlib.sha256(changes.get("site", self.site).encode()).digest()
        return site + bytes([flags]) + changes.get("count", self.count).to_bytes(4, "big")

    def _client(self, type_: str, options: str, changes: dict[str, Any]) -> bytes:
        return json.dumps(
            {
                "type": type_,
                "challenge": changes.get("challenge", json.loads(options)["challenge"]),
                "origin": changes.get("origin", self.origin),
                "crossOrigin": False,
            }
        ).encode()

    def _told(self, **response: bytes) -> str:
        own = text(self.key_id)
        answer = {name: text(value) for name, value in response.items()}
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": answer})
