"""The two guides for stewards: the pictures on them, and what a run writes into their text."""

import hashlib
import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import worded_png
from catalogs import ROOT

PAGES = ROOT / "site_src" / "pages"
PICTURES = PAGES / "pictures"
GUIDES = {"ja": PAGES / "guide-stewards.md", "en": PAGES / "en" / "guide-stewards.md"}
SHARP = 2  # pixels of a photograph for each that it takes on a page

_MESSAGE = re.compile(r"(?<=<pre tabindex=\"0\"><code>).*?(?=</code></pre>\n</details>)", re.DOTALL)
_MARKED = re.compile('</?span(?: lang="ja")?>')
_JAPANESE = re.compile("[ぁ-んァ-ヴ一-龠々]+(?:[0-9]+[ぁ-んァ-ヴ一-龠々]+)*")
_PICTURE = re.compile(r'(?<=/pictures/)([\w.-]+)" width="\d+" height="\d+"')


def text_of(code):
    return GUIDES[code].read_text(encoding="utf-8")


def images(code):
    """Return the attributes of each picture of a guide."""
    tags = re.findall(r"<img (.*?)>", text_of(code))
    return [dict(re.findall(r'(\w+)="(.*?)"', tag)) for tag in tags]


def names(code):
    return [Path(image["src"]).name for image in images(code)]


def size(name):
    """Return the width and the height that a picture takes on a page."""
    content = (PICTURES / name).read_bytes()
    if name.endswith(".svg"):
        picture = ET.fromstring(content)
        return int(picture.get("width")), int(picture.get("height"))
    return tuple(side // SHARP for side in worded_png.size(content))


def message(code):
    """Return what hiraku says, as the guide has it for those who do not see the picture."""
    (shown,) = _MESSAGE.findall(text_of(code))
    return html.unescape(_MARKED.sub("", shown))


def _reviewed():
    """Note that the photographs were looked at: nothing but a check does so in them."""
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT).as_posix()}\n"
        for path in sorted(PICTURES.glob("*.png"))
    )
    (ROOT / "reviewed.sha256").write_text("".join(lines), encoding="utf-8")


def renew(code, said):
    """Write what hiraku says and the sizes of the pictures into a guide."""

    def sized(found):
        width, height = size(found[1])
        return f'{found[1]}" width="{width}" height="{height}"'

    escaped = html.escape(said, quote=False)
    if code != "ja":
        escaped = _JAPANESE.sub(r'<span lang="ja">\g<0></span>', escaped)
    _reviewed()
    told = _MESSAGE.sub(lambda _: escaped, text_of(code))
    GUIDES[code].write_text(_PICTURE.sub(sized, told), encoding="utf-8")
