"""A small OpenID provider on this machine, for the tests: it checks PKCE, signs tokens, and says what it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "alongside", "a secret of the two"


class Issuer:
    """What it answers. `claims` go into the id token, `userinfo` is what it says of the person."""

    def __init__(self) -> None:
        self.address = ""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.challenges: dict[str, str] = {}
        self.nonces: dict[str, str] = {}
        self.asked: dict[str, list[str]] = {}

    def says(self, email: str, *, sub: str = "person-1", verified: object = True, **claims: Any) -> None:
        self.userinfo = {"sub": sub, "email": email, "email_verified": verified, "name": "Somebody"}
        self.claims = {"sub": sub, **claims}

    def lets_in(self, way_there: str) -> str:
        """What a person who signs in there is sent back with: the query of the way back."""
        asked = parse_qs(urlsplit(way_there).query)
        assert asked["client_id"] == [CLIENT]
        assert asked["code_challenge_method"] == ["S256"]
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"][0]
        self.nonces[code] = asked["nonce"][0]
        return f"code={code}&state={asked['state'][0]}"

    def answer(self, path: str, given: dict[str, list[str]]) -> tuple[int, Any]:
        if path.endswith("/openid-configuration"):
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/token":
            return self._token(given)
        if path == "/userinfo":
            return 200, self.userinfo
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [{**public, "kid": "one", "alg": "RS256"}]}
        return 404, {}

    def _token(self, given: dict[str, list[str]]) -> tuple[int, Any]:
        self.asked = given
        digest = hashlib.sha256(given["code_verifier"][0].encode()).digest()
        shown = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if given["client_secret"] != [SECRET] or self.challenges.pop(given["code"][0], None) != shown:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        its = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.nonces[given["code"][0]]}
        claims = {name: said for name, said in (its | self.claims).items() if said is not None}
        token = jwt.encode(claims, self.signs_with, algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": "let me read", "token_type": "Bearer", "id_token": token}


@contextmanager
def running() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def _answer(self, given: dict[str, list[str]]) -> None:
            status, said = issuer.answer(urlsplit(self.path).path, given)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    runs = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    runs.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        runs.join(timeout=5)
