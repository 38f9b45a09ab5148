"""`serve` tells what is wrong in place of the page, and answers whatever is asked."""

import pytest

from hiraku.publishing.hosting.live_site import show_errors


class Server:
    """A server as MkDocs' is, whose next build may fail."""

    error = None

    def __init__(self):
        self.faults = []

    def handle_error(self, request, _address):
        self.faults.append(request)

    def builder(self):
        if self.error:
            raise self.error

    def serve_request(self, environ, answer):
        answer("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    def set_app(self, application):
        self.app = application


@pytest.fixture
def server():
    made = Server()
    show_errors(made)
    return made


def ask(server, path, **more):
    said = []

    def answer(status, headers):
        said.append((status, [name for name, _ in headers]))
        headers.append(("Content-Length", "13"))  # as wsgiref does in the list that it is given

    body = b"".join(server.app({"PATH_INFO": path, **more}, answer))
    assert "Content-Length" not in said[0][1]
    return said[0][0], body.decode()


@pytest.mark.parametrize("error", [ValueError("壊れた <b>"), SystemExit(1), Exception()])
def test_a_build_that_fails_is_shown_until_one_succeeds(server, error):
    assert ask(server, "/a/") == ("200 OK", "/a/")
    server.error = error
    server.builder()
    status, page = ask(server, "/a/")
    assert status.startswith("500")
    assert "The site cannot be built" in page
    assert "<b>" not in page
    assert ask(server, "/a.css") == ("200 OK", "/a.css")
    server.error = None
    server.builder()
    assert ask(server, "/a/")[0] == "200 OK"


def test_only_who_names_this_machine_is_answered(server):
    """A page of the web whose name led here read what is not published yet."""
    for host in ("127.0.0.1:8000", "localhost", "LOCALHOST:9000", "[::1]:8000"):
        assert ask(server, "/a/", HTTP_HOST=host)[0] == "200 OK"
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.", ""):
        assert ask(server, "/a/", HTTP_HOST=host)[0].startswith("421")


def test_an_address_with_nul_is_not_found(server):
    for _ in range(2):
        assert ask(server, "/a\0b/")[0].startswith("404")


def test_a_browser_that_goes_away_is_no_fault_and_anything_else_is(server):
    for fault in (ConnectionResetError(), BrokenPipeError(), TimeoutError(), ValueError("ours")):
        try:
            raise fault
        except (OSError, ValueError):
            server.handle_error(str(fault), None)
    assert server.faults == ["ours"]
