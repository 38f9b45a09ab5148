"""`hiraku desk`: the page on the loopback, on the functions of the commands, closed to others."""

import errno
import html
import http.client
import io
import os
import re
import signal
import socket
import struct
import threading
import time
import uuid

import pytest
from officials import cards, plain
from openpyxl import load_workbook

from hiraku.desk.page import server as module
from hiraku.desk.page.desk import Desk
from hiraku.desk.page.kept_files import KeptFiles
from hiraku.desk.page.server import DeskServer
from hiraku.desk.page.uploads import UploadedFile, sent_form
from hiraku.languages import say


class Visitor:
    """Who asks the desk, as a browser does."""

    def __init__(self, server):
        self.server, self.port = server, server.server_address[1]

    def ask(self, path="", body=None, *, whole="", **heads):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        own = {"Origin": self.server.origin} if body is not None else {}
        heads = {key.replace("_", "-"): value for key, value in heads.items()}
        connection.request(
            "GET" if body is None else "POST", whole or f"/{self.server.secret}/{path}",
            body, own | heads,
        )  # fmt: skip
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def page(self, path, fields=None):
        body = (
            None
            if fields is None
            else "&".join(
                f"{key}={''.join(f'%{byte:02X}' for byte in text.encode())}"
                for key, text in fields.items()
            )
        )
        kind = {} if body is None else {"Content_Type": "application/x-www-form-urlencoded"}
        _, content = self.ask(path, body, **kind)
        return html.unescape(content.decode())

    def upload(self, path):
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"'
        body = head.encode() + b"\r\n\r\n" + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        answer, _ = self.ask("files", body, Content_Type=f"multipart/form-data; boundary={mark}")
        assert answer.status == 303
        return answer.headers["Location"].removeprefix(f"/{self.server.secret}/")


@pytest.fixture
def visitor(catalog):
    desk = Desk(catalog, "ja")
    with DeskServer(0, desk.answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield Visitor(server)
        server.shutdown()
        thread.join()
    desk.close()


def answers_on(page):
    """Return the fields of the page's form with what stands in them."""
    chosen = r'<select id="(q-\w+)"[^>]*>(?:(?!</select>).)*?<option value="([^"]*)" selected'
    return dict(re.findall(r'name="(q-\w+)" value="([^"]*)"', page) + re.findall(chosen, page))


def test_a_file_becomes_a_dataset_on_pages_alone(visitor, catalog, tmp_path):
    place = visitor.upload(cards(tmp_path / "交付.xlsx"))
    shown = visitor.page(place)
    assert "総括 D6" in shown
    assert "D6: 「７０，０００」→「70000」" in shown
    asked = visitor.page(f"{place}dataset", {})
    given = answers_on(asked)
    assert 5 < len(given) <= 10
    wrong = visitor.page(f"{place}dataset", given | {"q-id": "交付", "q-key": "地域"})
    assert 'aria-describedby="why-q-id"' in wrong
    assert 'aria-describedby="why-q-key"' in wrong
    given |= {"q-id": "cards"}
    undecided = visitor.page(f"{place}dataset", given)
    assert 'aria-describedby="why-q-frequency"' in undecided
    assert 'aria-describedby="why-q-theme"' in undecided
    given |= {"q-frequency": "irregular", "q-theme": "-"}
    draft = visitor.page(f"{place}dataset", given)
    assert "4 行、7 列です" in draft
    assert not (catalog / "datasets/cards").exists()
    saved = visitor.page(f"{place}save", {})
    assert "cards をカタログに書きました" in saved
    assert "誤り" not in saved
    assert (catalog / "datasets/cards/original/original.xlsx").is_file()
    further = visitor.upload(cards(tmp_path / "九月.xlsx"))
    told = visitor.page(f"{further}update", {"dataset": "cards"})
    assert "行の数: 4 → 4" in told
    assert "cards をカタログに書きました" in visitor.page(
        f"{further}update", {"dataset": "cards", "seen": "1"}
    )


def test_the_painted_and_the_mended_file_can_be_taken(visitor, tmp_path):
    place = visitor.upload(
        plain(tmp_path / "a.xlsx", [["名", "値"], ["あ", "１２"], ["い", 3], ["う", 4]])
    )
    answer, content = visitor.ask(f"{place}painted.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert load_workbook(io.BytesIO(content))["Sheet"]["B2"].comment
    _, mended = visitor.ask(f"{place}fixed")
    assert load_workbook(io.BytesIO(mended)).active["B2"].value == 12


def test_others_are_refused(visitor):
    secret, origin = visitor.server.secret, visitor.server.origin
    ask = visitor.ask
    assert ask()[0].status == 200
    assert ask(whole="/")[0].status == 404
    other = "y" if secret.endswith("x") else "x"
    assert ask(whole=f"/{secret[:-1]}{other}/")[0].status == 404
    for host in ("evil.example", f"evil.example:{visitor.port}", f"localhost:{visitor.port}", ""):
        assert ask(Host=host)[0].status == 421, host
    for other in ("https://evil.example", "null", "", origin + "0"):
        assert ask("files", b"", Origin=other)[0].status == 403, other
    assert ask(Sec_Fetch_Site="cross-site")[0].status == 403


def test_what_is_too_large_or_no_form_is_refused_unread(visitor, monkeypatch):
    ask, kind = visitor.ask, "application/x-www-form-urlencoded"
    monkeypatch.setattr(module, "MAX_TEXT", 10)
    answer, page = ask("files", b"a" * 5_000_000, Content_Type=kind)
    assert (answer.status, "64 MB" in page.decode()) == (422, True)
    assert ask("files", b"a", Content_Type=kind, Content_Length="9" * 13)[0].status == 413
    assert ask("files", b"a", Content_Type="text/plain")[0].status == 400
    assert ask("files", b"a", Content_Type=kind, Content_Length="-1")[0].status == 411
    assert ask("files", b"", Content_Type=kind)[0].status == 422
    assert ask("files/1/save", b"", Content_Type=kind)[0].status == 404


def test_no_text_of_a_file_becomes_part_of_a_page(visitor, tmp_path):
    evil = '<img src=x onerror="a()">'
    rows = [["名", evil], [evil, "１２"], ["い", 3], ["う", 4]]
    path = plain(tmp_path / "a.xlsx", rows)
    path = path.rename(tmp_path / "a'<b>&.xlsx")
    place = visitor.upload(path)
    for page in (
        visitor.ask(place)[1],
        visitor.ask(f"{place}dataset", b"", Content_Type="application/x-www-form-urlencoded")[1],
    ):
        assert b"<img" not in page
        assert b"<b>" not in page
    heads = visitor.ask(place)[0].headers
    assert "default-src 'none'" in heads["Content-Security-Policy"]


def test_a_name_with_folders_is_only_shown():
    heads = 'Content-Disposition: form-data; name="file"; filename="..\\..\\/etc/a.csv"'
    form = sent_form(
        "multipart/form-data; boundary=x", f"--x\r\n{heads}\r\n\r\na\r\n\r\n--x--".encode()
    )
    assert (form.file.name, form.file.content) == ("a.csv", b"a\r\n")


def test_what_the_machine_cannot_do_is_said_on_a_page(visitor, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(KeptFiles, "keep", full)
    head = 'Content-Disposition: form-data; name="file"; filename="a.csv"'
    body = f"--x\r\n{head}\r\n\r\na\r\n--x--\r\n".encode()
    answer, content = visitor.ask("files", body, Content_Type="multipart/form-data; boundary=x")
    assert answer.status == 500
    assert say("ja", "commands.no-space") in html.unescape(content.decode())


def test_files_of_a_desk_that_was_killed_are_swept_by_the_next(tmp_path, monkeypatch):
    """They are an official's; where the window was closed they stayed for ever."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = UploadedFile("a.csv", b"1")
    if not (copy := os.fork()):
        KeptFiles().keep(file)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(copy, 0)
    (left,) = tmp_path.iterdir()
    kept = KeptFiles()
    assert (left.exists(), kept.keep(file)) == (False, 1)
    kept.close()
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_goes_away_before_its_answer_is_told_to_nobody(visitor, capsys):
    """Each page that was left too soon wrote a traceback with the paths of the machine."""
    heads = f"Host: 127.0.0.1:{visitor.port}\r\nOrigin: {visitor.server.origin}\r\n"
    for request in ("GET /{} HTTP/1.0\r\n", "POST /{}/files HTTP/1.0\r\nContent-Length: 99\r\n"):
        left = socket.create_connection(("127.0.0.1", visitor.port))
        left.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        left.sendall(f"{request.format(visitor.server.secret)}{heads}Content-Type: a".encode())
        time.sleep(0.2)
        left.close()
    assert visitor.ask()[0].status == 200
    time.sleep(0.2)
    assert "Traceback" not in capsys.readouterr().err
