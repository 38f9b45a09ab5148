"""Payloads in every text of a catalog: no page runs one, and no page even tries to."""

import shutil

import pytest
import yaml
from catalogs import CASES, configure
from servers import served

from hiraku.progress import silent
from hiraku.publishing.publish import publish

pytestmark = pytest.mark.browser

_RUN = "alert(1)"
CODES = [242012, 242021, 242039, 242047, 242055, 242071, 242080, 242098]
PAYLOADS = [
    f"<script>{_RUN}</script>",
    f"<ScRiPt >{_RUN}</ScRiPt >",
    f"</script><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"`><img src=x onerror={_RUN}>",
    f'" onmouseover="{_RUN}" x="',
    f"' onfocus='{_RUN}' autofocus x='",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg/onload={_RUN}//",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<iframe src=javascript:{_RUN}></iframe>",
    f"<object data=javascript:{_RUN}></object>",
    f"<embed src=javascript:{_RUN}>",
    f"<a href=javascript:{_RUN} autofocus>x</a>",
    f"<form action=javascript:{_RUN}><button autofocus>x</button></form>",
    f"<input onfocus={_RUN} autofocus>",
    f"<select onfocus={_RUN} autofocus></select>",
    f"<details open ontoggle={_RUN}></details>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN}>",
    f"<marquee onstart={_RUN}>",
    f"<body onload={_RUN}>",
    f"<link rel=stylesheet href=javascript:{_RUN}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f"<base href=javascript:{_RUN}//>",
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<xmp><p title='</xmp><svg onload={_RUN}>'>",
    f"<style>@import 'javascript:{_RUN}';</style>",
    f"<div style=background:url(javascript:{_RUN})>",
    f"[x](javascript:{_RUN})",
    f"[x](JaVaScRiPt:{_RUN})",
    f"[x](data:text/html,<script>{_RUN}</script>)",
    f"![x](x onerror={_RUN})",
    f"<javascript:{_RUN}>",
    f"[x]: javascript:{_RUN}",
    "{{ 7 * 7 }}<script>alert(1)</script>",
    "{% raw %}<script>alert(1)</script>",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<img src=x:x onerror\t=alert(1)>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "';alert(1);//",
    '";alert(1);//',
    '\\";alert(1);//',
    "</script/x><script>alert(1)</script>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Publish the payloads as titles, descriptions, parties, fields, cells; return the site."""
    root = tmp_path_factory.mktemp("hostile") / "catalog"
    shutil.copytree(CASES / "_base", root)
    configure(root)
    for number in range(0, len(PAYLOADS), 8):
        _write(root, f"set-{number}", PAYLOADS[number : number + 8])
    published = publish(root, None, silent)
    assert published.report.ok, published.report.problems
    return published.site_dir


def _write(root, name, payloads):
    folder = root / "datasets" / name
    shutil.copytree(root / "datasets" / "cards", folder)
    one, two, *_ = payloads
    tree = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))
    tree |= {"name": name, "title": one, "title@en": two, "description": "\n\n".join(payloads)}
    tree |= {"keywords": list(payloads), "notes": list(payloads), "row": two}
    tree |= {"publisher": {"name": one}, "sources": [{"title": two, "section": one}]}
    tree["resources"][0] |= {"schema": name, "title": two, "description": one}
    (folder / "datapackage.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    schema = yaml.safe_load((root / "schemas" / "cards.yaml").read_text("utf-8"))
    schema |= {"name": name, "title": one, "description": two}
    schema.pop("foreignKeys", None)
    for field in schema["fields"]:
        field |= {"title": f"{field['title']} {one}", "description": two}
    (root / "schemas" / f"{name}.yaml").write_text(
        yaml.safe_dump(schema, allow_unicode=True), "utf-8"
    )
    cells = [text.replace('"', '""') for text in payloads]
    rows = [
        f'{code},"町 {text}",1,1,2022-08-31,"備考 {text}"'
        for code, text in zip(CODES, cells, strict=False)
    ]
    header = (root / "datasets" / "cards" / "cards.csv").read_text("utf-8").splitlines()[0]
    (folder / "cards.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")


def _worth_a_visit(path):
    """Tell whether it is a page of a kind of its own, or the first page of any dataset."""
    return "set-" not in path or "set-0" in path or path.startswith("datasets/set-")


def test_no_page_runs_a_strangers_script(hostile, browser):
    run, tried = [], []
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: (run.append(page.url), dialog.dismiss()))
    page.on(
        "console",
        lambda message: (
            tried.append((page.url, message.text))
            if "Content Security Policy" in message.text
            else None
        ),
    )
    every = sorted(path.relative_to(hostile).as_posix() for path in hostile.rglob("*.html"))
    paths = list(filter(_worth_a_visit, every))
    with served(hostile) as address:
        for path in paths:
            page.goto(f"{address}{path.removesuffix('index.html')}", wait_until="load")
            assert "49<script>" not in page.content()
    context.close()
    assert len(paths) > 20
    assert len(PAYLOADS) >= 61
    assert run == []
    assert tried == []
