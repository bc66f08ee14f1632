"""The report: one HTML file with map, timeline, ledgers and every claim marked in its article; opens offline.

The page's program, style and base map are built from `web/` and lie in `views/web/`. The file makes no request: its
policy (a meta tag) lets in nothing but the one program whose hash it names. All texts reach the page as data and are
shown as text, never as markup. The same rows give the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TextIO, TypeVar

import msgspec

from unfog.model import Assessment, Document, Event, Row
from unfog.views.report_build import Builder
from unfog.views.report_rows import ReportData
from unfog.views.sentences.days import day_of

R = TypeVar("R", bound=Row)

POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="unfog {version}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="app"><p class="opening" role="status">Opening {count} events …</p></div>
<noscript><p>This report is drawn by a program inside the file. Allow scripts for it to read the report; it makes no request.</p></noscript>
<script type="text/plain" id="basemap">{basemap}</script>
<script type="text/plain" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


class Picture(Protocol):
    """What a report is written from: anything that gives the current rows of a table."""

    def rows(self, row: type[R], /) -> Iterable[R]:
        """The current rows, in a fixed order."""


def write_report(picture: Picture, out: Path | TextIO, *, title: str = "Picture", notes: Iterable[str] = ()) -> None:
    """Write the report of a picture to a file or a text stream. Raises `OSError` where the file cannot be written."""
    text = report_html(
        picture.rows(Event), picture.rows(Assessment), picture.rows(Document), title=title, notes=notes
    )  # fmt: skip
    if isinstance(out, Path):
        out.write_text(text, encoding="utf-8", newline="\n")
    else:
        out.write(text)


def report_html(
    events: Iterable[Event], assessments: Iterable[Assessment], documents: Iterable[Document], *,
    title: str, notes: Iterable[str] = (),
) -> str:  # fmt: skip
    """The whole page. Documents that no event rests on are left out; an event without assessment is shown ungraded."""
    return page(report_data(events, assessments, documents, title=title, notes=notes))


def report_data(
    events: Iterable[Event], assessments: Iterable[Assessment], documents: Iterable[Document], *,
    title: str, notes: Iterable[str] = (),
) -> ReportData:  # fmt: skip
    """The rows of the page: what has happened, newest first; then what is dated after the last article; then the undated."""
    texts = tuple(documents)
    today = max((row.published[:10] for row in texts if row.published), default="")
    builder = Builder(assessments, texts)
    for event in sorted(events, key=lambda row: _newest_first(row, today)):
        builder.add(event)
    return builder.data(version=version("unfog"), title=title, notes=tuple(notes))


def page(data: ReportData) -> str:
    """The HTML around the data."""
    script, style = _asset("report.js"), _asset("report.css")
    return PAGE.format(
        policy=POLICY.format(script=_hash(script), style=_hash(style)),
        version=html.escape(data.version),
        title=html.escape(data.title),
        style=style,
        count=len(data.events),
        basemap=_packed(_asset("basemap.json").encode()),
        data=_packed(msgspec.json.encode(data)),
        script=script,
    )


def _newest_first(event: Event, today: str) -> tuple[int, str, str]:
    day = day_of(event)
    if day is None:
        return (2, "", event.id)
    # Digits are turned round so that one ascending sort gives the newest first and equal days by id.
    turned = day.translate(str.maketrans("0123456789", "9876543210"))
    return (1 if today and day > today else 0, turned, event.id)


def _asset(name: str) -> str:
    """A built file of the page; the build refuses a program or style that would end its own element."""
    return files("unfog.views").joinpath("web", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(content: bytes) -> str:
    """Compressed without a time stamp, and in letters that HTML leaves alone."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode()


def payload(text: str) -> Iterator[bytes]:
    """The unpacked parts of a report's text (base map, data): for checks and for reading a report by program."""
    for part in text.split('<script type="text/plain"')[1:]:
        yield gzip.decompress(base64.b64decode(part.split(">", 1)[1].split("<", 1)[0]))
