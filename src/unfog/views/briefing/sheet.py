"""A briefing as rows, and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unfog.model import Place
from unfog.views.briefing.citations import Borne, Citation
from unfog.views.ledgers.selection import Assessed
from unfog.views.sentences import days


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its sentences, and how many of them were withheld."""

    title: str
    borne: tuple[Borne, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """A report: what it is of, in numbers; its parts; what is not known; and all events that it was chosen from."""

    title: str
    summary: str
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]
    found: tuple[Assessed, ...]

    @property
    def notes(self) -> tuple[Citation, ...]:
        """All citations, each once, in the order of the sentences; a sentence's marks are places in it."""
        cited = (note for part in self.parts for each in part.borne for note in each.citations)
        return tuple(dict.fromkeys(cited))


def markdown(told: Briefing) -> str:
    """The report as Markdown."""
    places = {note: place for place, note in enumerate(told.notes, 1)}
    lines = [f"# {told.title}", "", told.summary]
    for part in told.parts:
        if part.borne:
            lines += ["", f"## {part.title}", "", *(_line(each, places) for each in part.borne)]
    if told.unknown:
        lines += ["", "## Not known", "", *(f"- {line}" for line in told.unknown)]
    if places:
        lines += ["", "## Sources", "", *(f"{place}. {_source(note)}" for note, place in places.items())]
    return "\n".join([*lines, ""])


def _line(each: Borne, places: dict[Citation, int]) -> str:
    marks = "".join(f"[{places[note]}]" for note in each.citations)
    return f"- {escaped(each.sentence)} *{each.grade}* {marks}"


def said_on(note: Citation) -> str:
    """The day on which a cited article was published, in words."""
    return days.day_name(days.read_time(note.published).date()) if note.published else "undated"


def address(note: Citation) -> str | None:
    """The address of a cited article, if it is one of the web."""
    return note.url if note.url and note.url.startswith(("https://", "http://")) else None


def _source(note: Citation) -> str:
    link = f" <{address(note)}>" if address(note) else ""
    return f"{escaped(note.publisher)}, {said_on(note)} (claim `{note.claim_id}`){link}"


def escaped(text: str) -> str:
    """The text with Markdown's and HTML's marks made harmless."""
    marked = "".join(f"\\{sign}" if sign in "\\`*_[]#|" else sign for sign in text)
    return marked.replace("<", "&lt;").replace(">", "&gt;")


def places_told(told: Briefing) -> Sequence[tuple[str, Place]]:
    """The sentences of a briefing whose events have a place, each with it."""
    places = {each.event.id: each.event.place for each in told.found}
    borne = [each for part in told.parts for each in part.borne]
    return [(each.sentence, place) for each in borne if (place := places.get(each.event_id))]
