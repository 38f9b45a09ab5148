"""`hiraku desk` of a small catalog, opened for a browser."""

import datetime as dt
import sys
import threading
from contextlib import contextmanager

from catalogs import ROOT

from hiraku.desk.page.desk import Desk
from hiraku.desk.page.server import DeskServer
from hiraku.starting.answers import Answers
from hiraku.starting.start import start

sys.path.insert(0, str(ROOT / "tests" / "desk"))
from officials import cards

WORKBOOK = "kofu.xlsx"


@contextmanager
def opened(folder, language="ja"):
    """Give the address of the desk, its catalog, and a workbook made for printing."""
    root = folder / "catalog"
    start(root, Answers("town", ("津市",), ("ja",)), dt.date(2026, 11, 1))
    steward = Desk(root, language)
    with DeskServer(0, steward.answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.address, root, cards(folder / WORKBOOK)
        finally:
            server.shutdown()
            thread.join()
            steward.close()
