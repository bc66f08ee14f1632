"""A briefing as one HTML page, with a map and a chart for each ledger, and as PDF; no scripts, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import escape
from importlib import import_module
from importlib.resources import files

from unfog.errors import UsageError
from unfog.model import Place
from unfog.views.briefing.citations import Borne, Citation
from unfog.views.briefing.sheet import Briefing, Part, address, places_told, said_on
from unfog.views.drawing.bars import bars_svg
from unfog.views.drawing.dots import dots
from unfog.views.drawing.map import map_svg
from unfog.views.ledgers import LEDGERS, ledger
from unfog.views.sentences import days

LONGEST = timedelta(days=31)  # a longer stretch is no day of a chart
STEM = 4  # letters of a place's name that a text has, however it spells the rest
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
CREDIT = "Map: Natural Earth, public domain. A hollow dot is no more exact than a region or a stretch of front."
CHARTED = "Charts show all events of the time, also those that are not told here."
PDF_NEEDS = (
    "a PDF needs WeasyPrint and Pango: pip install 'unfog[pdf]', and where Pango is not there, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0; or print the HTML from a browser"
)


def page(told: Briefing) -> str:
    """The report as one HTML file."""
    places = {note: place for place, note in enumerate(told.notes, 1)}
    charts = _charts(told)
    body = [
        f"<h1>{escape(told.title)}</h1>", f"<p>{escape(told.summary)}</p>", *_map(told),
        *(line for part in told.parts for line in _part(part, places, charts.get(part.title.casefold(), ""))),
        *_listed("Not known", "ul", told.unknown), *_sources(places),
    ]  # fmt: skip
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(told.title)}</title><style>{_style()}</style>'
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(body) + "\n</body></html>\n"


def pdf(told: Briefing) -> bytes:
    """The report as PDF. Raises `UsageError` where the extra `pdf` is not there."""
    try:
        html = import_module("weasyprint").HTML
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise UsageError(PDF_NEEDS) from error
    written: bytes = html(string=page(told)).write_pdf()
    return written


def _style() -> str:
    return (files("unfog") / "views" / "briefing" / "page.css").read_text(encoding="utf-8")


def _part(part: Part, places: dict[Citation, int], chart: str) -> Iterator[str]:
    if part.borne:
        yield f"<h2>{escape(part.title)}</h2>"
        yield "<ul>" + "\n".join(_sentence(each, places) for each in part.borne) + "</ul>"
        yield chart


def _sentence(each: Borne, places: dict[Citation, int]) -> str:
    marks = "".join(f'<a href="#q{places[note]}">[{places[note]}]</a>' for note in each.citations)
    grade = f'<span class="grade {escape(each.grade)}">{escape(each.grade)}</span>'
    return f'<li id="e{escape(each.event_id)}">{escape(each.sentence)} {grade} {marks}</li>'


def _listed(title: str, kind: str, lines: Iterable[str]) -> Iterator[str]:
    items = [f"<li>{escape(line)}</li>" for line in lines]
    if items:
        yield f"<h2>{escape(title)}</h2><{kind}>" + "\n".join(items) + f"</{kind}>"


def _sources(places: dict[Citation, int]) -> Iterator[str]:
    if places:
        yield (
            "<h2>Sources</h2><ol>"
            + "\n".join(f'<li id="q{place}">{_source(note)}</li>' for note, place in places.items())
            + "</ol>"
        )


def _source(note: Citation) -> str:
    link = f' <a href="{escape(found)}">{escape(found)}</a>' if (found := address(note)) else ""
    publisher = escape(note.publisher)
    return f"{publisher}, {said_on(note)} (claim <code>{escape(note.claim_id)}</code>){link}"


def _charts(told: Briefing) -> dict[str, str]:
    """The chart of each ledger, of all events found that were no longer than a month."""
    short = [each for each in told.found if not (span := days.span(each.event)) or span[1] - span[0] <= LONGEST]
    events, assessments = [each.event for each in short], [each.assessment for each in short]
    return {name: bars_svg(ledger(name, events, assessments).chart) for name in LEDGERS}


def _map(told: Briefing) -> Iterator[str]:
    shown = list(dots(place for sentence, place in places_told(told) if _named(place, sentence)))
    if shown:
        yield f"<figure>{map_svg(shown)}<figcaption>Events told here, by place. {CREDIT} {CHARTED}</figcaption></figure>"


def _named(place: Place, sentence: str) -> bool:
    """Whether a sentence holds a word of a place's name, so that no point is shown for what was only reckoned."""
    words = [word for word in place.name.split() if word[:1].isupper()]
    return any(word.rstrip("s’'")[:STEM] in sentence for word in words if len(word) >= STEM)
