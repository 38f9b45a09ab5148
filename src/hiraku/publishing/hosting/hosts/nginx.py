"""`hosting/nginx.conf`, to be included in a `server` block whose root holds the site.

nginx forgets the headers of a block where a block within it sets its own: each such block
therefore says all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hiraku.publishing.hosting import served_site as serving
from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served
from hiraku.publishing.site import links
from hiraku.publishing.site.content_policy import POLICY, SELF_CONTAINED
from hiraku.publishing.site.links import NOT_FOUND

_HEAD = """\
# Written by hiraku with each build. Include it in the server block:
#
#   server {
#     listen 443 ssl;
#     server_name opendata.example.jp;
#     root /srv/opendata;
#     include /srv/opendata/hosting/nginx.conf;
#   }
#
# Where the site stands in a folder, root is the folder above it.
# Whether to send Strict-Transport-Security is for the server's owner to say.
"""


def _write(served: Served) -> str:
    return _HEAD + "\n".join(_lines(served)) + "\n"


def _lines(served: Served) -> Iterator[str]:
    yield from ("absolute_redirect off;", "server_tokens off;", "charset utf-8;")
    texts = (name for name in serving.media_types() if name.startswith("text/"))
    yield f"charset_types {' '.join(name for name in texts if name != 'text/html')};"
    yield from _types()
    yield from _compression()
    yield from _headers(serving.UNFRAMED, serving.ASK_AGAIN)
    here = re.escape(served.folder)
    yield from _location(
        f'~ "^{here}assets/[^/]+[.][0-9a-f]{{10}}[.](css|js)$"',
        _headers(serving.UNFRAMED, serving.FOR_EVER),
    )
    yield from _location('~ "/embed[^/]*[.]html$"', _headers(POLICY, serving.ASK_AGAIN))
    alone = f"{SELF_CONTAINED}; frame-ancestors 'none'"
    pages = re.escape(f"/{links.DESK_CHECK}")
    yield from _location(f'~ "{pages}$"', _headers(alone, serving.ASK_AGAIN))
    yield from _location('~ "/feed[.]xml$"', _typed(serving.FEED_TYPE))
    yield from _location('~ "[.]cp932[.]csv$"', iter(["charset windows-31j;"]))
    for folder in served.answers:
        yield from _location(f'~ "^{here}{folder}."', _typed(serving.ANSWER_TYPE))
        yield from _shown(f"{served.folder}{folder}package_show")
    yield from _page_as_in_ckan(served)
    yield from _missing(served)
    for old, new in sorted(served.redirects.items()):
        target = f"return 301 {_quoted(served.folder + new.removesuffix('index.html'))};"
        for address in dict.fromkeys((old, old.removesuffix("index.html"))):
            yield from _location(f"= {_quoted(served.folder + address)}", iter([target]))
    for gone, page in served.gone.items():
        yield from _withdrawn(f"^~ {served.folder}{gone}", f"{served.folder}{page}", gone)
    for start, page in served.gone_tables.items():
        pattern = f'~ "^{re.escape(f"{served.folder}{start}")}"'
        yield from _withdrawn(pattern, f"{served.folder}{page}", start)


def _types() -> Iterator[str]:
    yield "types {"
    yield from (f"  {name} {suffixes};" for name, suffixes in serving.media_types().items())
    yield "}"
    yield "default_type application/octet-stream;"


def _compression() -> Iterator[str]:
    yield from ("gzip on;", "gzip_vary on;", "gzip_proxied any;")
    yield from ("gzip_comp_level 6;", "gzip_min_length 256;")
    packable = (name for name in serving.compressed_types() if name != "text/html")
    yield f"gzip_types {' '.join(packable)};"


def _headers(policy: str, caching: str) -> Iterator[str]:
    said: Mapping[str, str] = serving.OPEN | {
        "Content-Security-Policy": policy,
        "Cache-Control": caching,
    }
    yield from (f'add_header {name} "{value}" always;' for name, value in said.items())


def _typed(media_type: str) -> Iterator[str]:
    yield from ("types { }", f"default_type {media_type};")


def _shown(path: str) -> Iterator[str]:
    """Answer `package_show?id=` with the file of that dataset, as CKAN's own clients ask."""
    shown = f'if ($arg_id ~ "^[a-z0-9][a-z0-9_-]*$") {{ rewrite ^ {path}/$arg_id? last; }}'
    yield from _location(f"= {path}", iter([shown, "return 404;"]))


def _page_as_in_ckan(served: Served) -> Iterator[str]:
    """Lead from where CKAN has the page of a dataset: portals that harvest link to it.

    A page of people that stands there is shown.
    """
    pattern = f"^{re.escape(served.folder)}dataset/(?<package>[a-z0-9][a-z0-9_-]*)(/|$)"
    yield from _location(f'~ "{pattern}"', iter(["try_files $uri $uri/index.html @package;"]))
    lead = f"return 301 {served.folder}datasets/$package/;"
    yield from _location("@package", iter([lead]))


def _missing(served: Served) -> Iterator[str]:
    """Tell what is not found in the language of its path."""
    yield f"error_page 404 {served.folder}{NOT_FOUND};"
    yield from _location(f"= {served.folder}{NOT_FOUND}", iter(["internal;"]))
    for folder in served.other_languages:
        page = f"{folder}{NOT_FOUND}"
        yield from _location(folder, iter([f"error_page 404 {page};"]))
        yield from _location(f"= {page}", iter(["internal;"]))


def _withdrawn(match: str, folder: str, named: str) -> Iterator[str]:
    """Answer 410 to all that was once there, with the tombstone in a folder to read."""
    name = f"@gone{named.replace('/', '-')}"
    yield from _location(match, iter([f"error_page 410 {name};", "return 410;"]))
    yield from _location(name, iter([f"try_files {folder}index.html =410;"]))


def _quoted(path: str) -> str:
    """Write a path as a word of nginx, in which nothing is a variable or an end."""
    plain = path.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{plain}"'


def _location(match: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"location {match} {{"
    yield from (f"  {line}" for line in lines)
    yield "}"


host = Host(path="hosting/nginx.conf", write=_write)
