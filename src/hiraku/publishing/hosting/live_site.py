"""What `serve` answers where there is nothing to show: the error of the last build, and 404.

MkDocs' server waits for ever once a rebuild failed, and stumbles over an address with NUL. It also
answers by any name: a page of the web whose name leads here (DNS rebinding) could read what is not
published yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Protocol

from hiraku.languages import say, spoken
from hiraku.visitors import unless_gone

Answer = Callable[[str, list[tuple[str, str]]], Any]
App = Callable[[dict[str, Any], Answer], Iterable[bytes]]

_HTML = ("Content-Type", "text/html; charset=utf-8")
_OWN_NAMES = {"127.0.0.1", "localhost", "[::1]"}
_PAGE = """<!doctype html>
<meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>{title}</title>
<h1>{title}</h1>
<pre>{error}</pre>
"""


class Server(Protocol):
    """What of MkDocs' live server is used: its builder, its application, and what fails in it."""

    builder: Callable[[], None]

    def handle_error(self, request: Any, client_address: Any) -> None: ...

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]: ...

    def set_app(self, application: App) -> None: ...


def show_errors(server: Server) -> None:
    """Let the server answer every page with the error of the last build, until one succeeds."""
    build, serve, failed = server.builder, server.serve_request, [""]

    def rebuilt() -> None:
        failed[0] = ""
        try:
            build()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it is shown
            failed[0] = str(error) or type(error).__name__

    def answered(environ: dict[str, Any], answer: Answer) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not _names_this_machine(environ.get("HTTP_HOST")):
            answer("421 Misdirected Request", [_HTML])
            return [b"421 Misdirected Request"]
        if "\0" in path:
            answer("404 Not Found", [_HTML])
            return [b"404 Not Found"]
        if failed[0] and path.endswith(("/", ".html")):
            answer("500 Internal Server Error", [_HTML])
            return [_page(failed[0]).encode()]
        return serve(environ, answer)

    server.builder = rebuilt
    vars(server)["handle_error"] = unless_gone(server.handle_error)
    server.set_app(answered)


def _names_this_machine(host: str | None) -> bool:
    """Tell whether a request is for this machine, through whatever port; none names another."""
    return host is None or re.sub(":[0-9]*$", "", host).casefold() in _OWN_NAMES


def _page(error: str) -> str:
    """Return the page that shows an error, its title in every language that hiraku speaks."""
    title = " / ".join(say(code, "stops.no-live-site") for code in spoken())
    return _PAGE.format(title=escape(title), error=escape(error))
