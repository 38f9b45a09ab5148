"""A page for the steward of this machine alone: on its loopback, behind a secret address.

A page of the web that knows the port still does not know the secret, its forms carry another
`Origin`, and a name that leads here (DNS rebinding) is another `Host`: each is refused.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from hiraku.desk.page.uploads import MAX_FILE, MAX_TEXT, SentForm, sent_form
from hiraku.visitors import unless_gone

HOST = "127.0.0.1"
_SPARE = 64 * 1024  # what the heads of a form's parts take
_DIGITS = 12  # of a length; a file of more than a terabyte is nobody's mistake
_PIECE = 1024 * 1024
_HEADS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class DeskAnswer(Struct, frozen=True):
    """What a request is answered with; `name` is that of a file to keep, `to` another address."""

    content: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = HTTPStatus.OK
    name: str = ""
    to: str = ""


class DeskRequest(Struct, frozen=True):
    """`path` begins below the secret address; `form` is what was sent, None where it was asked."""

    path: str
    form: SentForm | None = None
    query: str = ""


Answerer = Callable[[DeskRequest], DeskAnswer]


class DeskServer(ThreadingHTTPServer):
    """Answers at `address`, and refuses whoever does not come from there."""

    daemon_threads = True

    def __init__(self, port: int, answerer: Answerer, secret: str = "") -> None:
        self.answerer = answerer
        self.secret = secret or secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        unless_gone(super().handle_error)(request, client_address)

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        return f"{self.origin}/{self.secret}/"


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    timeout = 60
    server_version, sys_version = "hiraku", ""

    def do_GET(self) -> None:
        if self._comes_from_here():
            self._answer(None)

    def do_POST(self) -> None:
        if not self._comes_from_here():
            return
        if self.headers.get("Origin") != self.server.origin:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        form = self._form()
        if form:
            self._answer(form)

    def _comes_from_here(self) -> bool:
        """Tell whether the request names this server and knows its secret; refuse it otherwise."""
        host = f"{HOST}:{self.server.server_address[1]}"
        named = self.path.split("/")[1] if self.path.startswith("/") else ""
        if self.headers.get_all("Host") != [host]:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif not hmac.compare_digest(named.encode(), self.server.secret.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._refuse(HTTPStatus.FORBIDDEN)
        else:
            return True
        return False

    def _form(self) -> SentForm | None:
        stated = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "")
        most = MAX_FILE + _SPARE if kind.startswith("multipart/") else MAX_TEXT
        if not (stated.isascii() and stated.isdigit()):
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
        elif len(stated) > _DIGITS:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif int(stated) > most:
            self._let_go(int(stated))
            return SentForm({}, too_large=True)
        else:
            try:
                return sent_form(kind, self.rfile.read(int(stated)))
            except ValueError:
                self._refuse(HTTPStatus.BAD_REQUEST)
        return None

    def _let_go(self, size: int) -> None:
        """Read what is not taken: a browser hears an answer only once it has sent everything."""
        while size > 0 and (piece := self.rfile.read(min(size, _PIECE))):
            size -= len(piece)

    def _answer(self, form: SentForm | None) -> None:
        path, _, query = self.path.partition("?")
        below = path.removeprefix(f"/{self.server.secret}").lstrip("/")
        self._send(self.server.answerer(DeskRequest(below, form, query)))

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._send(DeskAnswer(f"{status} {status.phrase}\n".encode(), "text/plain", status))

    def _send(self, answer: DeskAnswer) -> None:
        self.send_response(HTTPStatus.SEE_OTHER if answer.to else answer.status)
        for name, value in _HEADS.items():
            self.send_header(name, value)
        if answer.to:
            self.send_header("Location", f"/{self.server.secret}/{answer.to}")
        if answer.name:
            named = f"attachment; filename*=UTF-8''{quote(answer.name)}"
            self.send_header("Content-Disposition", named)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the address holds the secret."""
