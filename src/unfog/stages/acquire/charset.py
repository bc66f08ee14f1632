"""Bytes become characters: by mark, by what a page declares, as UTF-8, else by likeness; binary content is refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from unfog.errors import UnreadableError

SAMPLE = 50_000  # bytes enough to tell an encoding by
MOST_CONTROLS = 0.01  # text has next to no control characters; a picture or an archive has 5 % and more
FEW = 0.05  # with fewer bytes than this above ASCII the text is Western: quotes, dashes and a few accents
CONTROLS = bytes(each for each in range(32) if each not in b"\t\n\v\f\r\x1a\x1b")
SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
ESCAPED = re.compile("[\udc80-\udcff]")
REPLACED = "\ufffd"

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def marked(content: bytes) -> tuple[bytes, str | None]:
    """The byte-order mark at the start of `content` and the encoding that it stands for; nothing where there is none."""
    return next(((mark, name) for mark, name in MARKS if content.startswith(mark)), (b"", None))


def decode(content: bytes, declared: str | None = None) -> str:
    """The characters of `content`; raises `UnreadableError` where it is binary or fits no encoding."""
    mark, encoding = marked(content)
    if encoding:
        return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content[:SAMPLE])
    if wide:
        return content.decode(wide, "replace")
    _refuse_binary(content)
    for each in ("utf-8", declared):
        text = _strictly(content, each)
        if text is not None:
            return text
    return _likely(content)


def mend(text: str) -> str:
    """A text whose bytes were no UTF-8 (they stand in it as lone surrogates) read in its likely encoding."""
    if text.isascii() or not ESCAPED.search(text):
        return text
    return decode(text.encode("utf-8", "surrogateescape"))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 2 * 2 < len(sample) or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_binary(content: bytes) -> None:
    sample = content[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if content.startswith(SIGNATURES) or controls > MOST_CONTROLS * len(sample):
        raise UnreadableError("binary", "it is no text but binary content; give text, HTML, JSON lines or CSV")


def _strictly(content: bytes, encoding: str | None) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _likely(content: bytes) -> str:
    """UTF-8 with a few holes, Western text with a few marks above ASCII, or what the letters look like."""
    text = content.decode("utf-8", "replace")
    holes = text.count(REPLACED)
    above = sum(character > "\x7f" for character in text) - holes
    if holes * 4 <= above:
        return text
    if _high(content[:SAMPLE]) < FEW:
        western = _strictly(content, "windows-1252")
        if western is not None:
            return western
    return _alike(content)


def _high(sample: bytes) -> float:
    """The share of bytes above ASCII."""
    return sum(each > 0x7F for each in sample) / max(1, len(sample))


def _alike(content: bytes) -> str:
    best = from_bytes(content[:SAMPLE]).best()
    if best is None:
        raise UnreadableError("undecodable", "its characters fit no known encoding; save it as UTF-8")
    return codecs.decode(content, best.encoding, "replace")
