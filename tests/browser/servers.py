"""Servers on this machine's loopback: a plain one, and one that answers Range requests."""

import functools
import io
import re
import threading
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing: pytest shows what matters."""


class Ranged(Silent):
    """Answers a request for one range, as nginx and S3 do (RFC 9110, 14)."""

    def send_head(self):
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        whole = path.read_bytes()
        start, end = int(asked[1]), min(int(asked[2]), len(whole) - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(whole)}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        return io.BytesIO(whole[start : end + 1])


@contextmanager
def served(folder, handler=Silent):
    """Serve a folder; offer its address."""
    made = functools.partial(handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
