"""Tells by the first bytes of stdin what comes: JSON, JSON lines, CSV, HTML, a feed, a WARC or plain text."""

from __future__ import annotations

import csv
import re

import msgspec

from unfog.stages.acquire.capture.feeds import is_feed
from unfog.stages.acquire.capture.records import DELIMITERS
from unfog.stages.acquire.charset import marked
from unfog.stages.acquire.fields import ALIASES, COLUMNS

PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype|html))\b", re.IGNORECASE)


def sniff(start: bytes) -> str:
    """The kind of the content that begins with `start`; `text` where it is plainly nothing else."""
    if start.startswith(b"WARC/1."):
        return "warc"
    if is_feed(start):
        return "feed"
    mark, encoding = marked(start)
    text = start[len(mark) :].decode(encoding or "utf-8", "replace").lstrip()
    if PAGE.match(text):
        return "html"
    first = text.partition("\n")[0]
    if text.startswith("["):
        return "json" if re.match(r"\[\s*\{\s*\"", text) else "text"
    if text.startswith("{"):
        return "lines" if _is_json(first) else "json"
    return "csv" if _is_header(first) else "text"


def _is_json(line: str) -> bool:
    try:
        msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError):
        return False
    return True


def _is_header(line: str) -> bool:
    """Whether the line names the text's column and one more."""
    for delimiter in DELIMITERS:
        names = {name.strip().casefold() for name in next(csv.reader([line], delimiter=delimiter), [])}
        if "text" in names and len(names & {*COLUMNS, *ALIASES}) > 1:
            return True
    return False
