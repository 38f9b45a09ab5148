"""`_headers`, which Netlify and Cloudflare Pages read.

Cloudflare joins what several rules say of one header, Netlify takes the closest rule: so each rule
says the whole, and one policy beside the other only repeats it. Both hosts let browsers ask again
for what is named by no rule, and compress by themselves. Neither can answer 410.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import ANSWER_TYPE, FOR_EVER, OPEN, UNFRAMED, Served
from hiraku.publishing.site.content_policy import POLICY


def _write(served: Served) -> str:
    return "\n".join(_lines(served)) + "\n"


def _lines(served: Served) -> Iterator[str]:
    yield from _rule("*", OPEN | {"Content-Security-Policy": POLICY})
    for asset in served.assets:
        yield from _rule(asset, {"Cache-Control": FOR_EVER})
    for folder in served.answers:
        yield from _rule(f"{folder}*", {"Content-Type": ANSWER_TYPE})
    for pattern in dict.fromkeys(served.unframed()):
        yield from _rule(pattern, {"Content-Security-Policy": UNFRAMED})


def _rule(pattern: str, headers: dict[str, str]) -> Iterator[str]:
    yield f"/{pattern}"
    yield from (f"  {name}: {value}" for name, value in headers.items())


host = Host(path="_headers", write=_write)
