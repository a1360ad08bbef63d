"""The token endpoint: OAuth2 client credentials, with the publisher's quirks."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Credentials of the simulator, in the publisher's form. They open nothing else.
CLIENT_ID = "PAR_vigie_demo_" + "5ca1ab1e" * 8
CLIENT_SECRET = "0ddba11c" * 8
OFFERS = frozenset({"api_offresdemploiv2", "o2dsoffre"})
ROME = frozenset({"api_rome-metiersv1", "nomenclatureRome"})
SCOPES = OFFERS | ROME
REALMS = ("/partenaire", "partenaire")


@dataclass
class Tokens:
    """Tokens in use. They live in real time, not in simulated time."""

    lifetime: int = 1499
    _issued: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def issue(
        self, realm: str | None, form: Mapping[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """Answer a request for a token: a status and a body."""
        if realm not in REALMS:
            return 400, {
                "error": "invalid_request",
                "error_description": "Invalid realm",
            }
        if form.get("grant_type") != "client_credentials":
            return 400, {
                "error": "unsupported_grant_type",
                "error_description": "Grant type is not supported: "
                f"{form.get('grant_type', '')}",
            }
        credentials = (form.get("client_id"), form.get("client_secret"))
        if credentials != (CLIENT_ID, CLIENT_SECRET):
            return 400, {
                "error": "invalid_client",
                "error_description": "Client authentication failed",
            }
        asked = form.get("scope", "").split()
        # The older form of the scope names the client, too.
        unknown = [s for s in asked if s not in (*SCOPES, f"application_{CLIENT_ID}")]
        if unknown or not asked:
            return 400, {
                "error": "invalid_scope",
                "error_description": "Unknown/invalid scope(s): "
                f"[{', '.join(unknown)}]",
            }
        token = secrets.token_urlsafe(20)
        expiry = time.monotonic() + self.lifetime
        self._issued[token] = expiry, frozenset(asked)
        return 200, {
            "scope": " ".join(s for s in asked if s in SCOPES),
            "expires_in": self.lifetime,
            "token_type": "Bearer",
            "access_token": token,
        }

    def refusal(self, authorization: str | None, needed: frozenset[str]) -> int | None:
        """Return the status that refuses a request by its `Authorization` header.

        401 where it holds no token that is valid now, 403 where the token was not
        asked for with every scope that is needed.
        """
        scheme, _, token = (authorization or "").partition(" ")
        expiry, scopes = self._issued.get(token.strip(), (0.0, frozenset()))
        if scheme.lower() != "bearer" or expiry <= time.monotonic():
            return 401
        return None if needed <= scopes else 403

    def expire_all(self) -> None:
        """Make every token invalid at once."""
        self._issued.clear()
