"""Shapes that several answers share; each handler's own stand beside it. The description of the interface is made from them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

from unfog.model import Judgement, Subject
from unfog.views.catalogue import EventRow


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong with a request: a word, a sentence, and the parameter or field at fault."""

    code: str
    message: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """The answer to a request that could not be served."""

    error: Fault


@dataclass(frozen=True, slots=True)
class EventList:
    """Some events of those that were chosen."""

    total: int
    matched: int
    offset: int
    limit: int
    events: tuple[EventRow, ...]


T = TypeVar("T", bound=EventRow)


def more_of(kind: type[T], row: EventRow, **told: object) -> T:
    """A row with what a page tells beside it."""
    known = {each.name: getattr(row, each.name) for each in fields(EventRow)}
    return kind(**known, **told)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ArticleName:
    """An article without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    published_from: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's judgement, whether it still holds, and the event that it is about where there is one.

    `field` and `value` are those of a correction; `value` of a `take_back` is the judgement taken back.
    """

    id: str
    verdict: str
    subjects: tuple[Subject, ...]
    field: str | None
    value: str | None
    who: str
    when: str
    why: str
    standing: bool
    event: str | None

    @staticmethod
    def of(judgement: Judgement, *, stands: bool, event: str | None = None) -> Verdict:
        """The judgement as it is shown."""
        return Verdict(
            judgement.id, judgement.verdict, judgement.subjects, judgement.field_name, judgement.value, judgement.who, judgement.when,
            judgement.why, stands, event,
        )  # fmt: skip
