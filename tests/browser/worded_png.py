"""PNG files of few colours that carry the words they show, so that a test can read them.

Chromium's own files are three times as large: they keep every shade of the letters' edges.
"""

import base64
import struct
import zlib
from collections import Counter

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHADES = 15  # steps of each colour; what they unite gets its most frequent colour
_PIXELS = """async shot => {
  const picture = await createImageBitmap(
    await (await fetch('data:image/png;base64,' + shot)).blob());
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const bytes = context.getImageData(0, 0, picture.width, picture.height).data;
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return [picture.width, picture.height, btoa(text)];
}"""


def reduced(browser, shot, words):
    """Return a screenshot with few colours and its words (ISO/IEC 15948: iTXt, Description)."""
    page = browser.new_page()
    width, height, encoded = page.evaluate(_PIXELS, base64.b64encode(shot).decode())
    page.close()
    flat = base64.b64decode(encoded)
    palette, indices = _paletted(list(zip(flat[::4], flat[1::4], flat[2::4], strict=True)))
    rows = b"".join(b"\0" + indices[at : at + width] for at in range(0, len(indices), width))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"iTXt", b"Description\0\1\0\0\0" + zlib.compress(words.encode(), 9)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks)


def _paletted(pixels):
    counts = Counter(pixels)
    shades = {count: tuple(round(part * _SHADES / 255) for part in count) for count in counts}
    colours = {}
    for colour, _ in counts.most_common():
        colours.setdefault(shades[colour], colour)
    number = {shade: n for n, shade in enumerate(colours)}
    found = {colour: number[shade] for colour, shade in shades.items()}
    palette = bytes(part for colour in colours.values() for part in colour)
    return palette, bytes(found[pixel] for pixel in pixels)  # which refuses more than 256


def _chunk(name, content):
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def words(png):
    """Return the words that a picture carries."""
    return zlib.decompress(_chunks(png)[b"iTXt"].split(b"\0\1\0\0\0", 1)[1]).decode()


def size(png):
    """Return the width and the height in pixels."""
    return struct.unpack(">II", _chunks(png)[b"IHDR"][:8])


def _chunks(png):
    at, found = len(_SIGNATURE), {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    return found
