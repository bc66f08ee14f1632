"""What is new, what is told anew and what was withdrawn since a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from unfog.model import Assessment, Event
from unfog.stages.verify.history import as_of
from unfog.views import past
from unfog.views.catalogue import EventRow
from unfog.views.catalogue.shelves import ordinal
from unfog.views.web.desk import Desk
from unfog.views.web.query import Asked, day, word

SINCE = day("since", "what was published after this day")
KIND = word("kind", "only changes of this kind", ("new", "revised", "withdrawn"))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change: `kind` is `new`, `revised` (told again by later articles) or `withdrawn`.

    `was` is what stood before, in words; null where later articles changed nothing that a reader is told. `when` is the day of the last article about it, or of the withdrawal; `article` is the one that was withdrawn.
    """

    when: str
    kind: str
    what: str
    was: str | None
    grade: str | None
    event: str | None
    article: str | None
    row: EventRow | None


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some of the changes since a day, the latest first, and how many there are of each kind."""

    since: str
    matched: int
    new: int
    revised: int
    withdrawn: int
    offset: int
    limit: int
    changes: tuple[ChangeRow, ...]


def changes(desk: Desk, asked: Asked) -> ChangePage:
    """The changes among the events of a choice; without a day, since the day before the latest article."""
    chosen = desk.chosen(asked.choice())
    keys = chosen.columns.keys
    since = ordinal(asked.one(SINCE)) or max(1, chosen.columns.today - 1)
    new = chosen.mask & (keys["told_first"] > since)
    again = chosen.mask & (keys["told_last"] > since) & ~new & (keys["told_first"] > 0)
    gone = _withdrawn(desk, since) if chosen.choice.is_all else []
    kind = asked.one(KIND)
    shown = {"new": new, "revised": again, "withdrawn": new & False, "": new | again}[kind]
    order = np.lexsort((chosen.columns.lines, -keys["told_last"].astype(np.int64)))
    those = order[shown[order]]
    offset, limit = asked.page()
    first = gone if kind in {"", "withdrawn"} else []
    rows = [*first, *(() if kind == "withdrawn" else those.tolist())][offset : offset + limit]
    made = tuple(each if isinstance(each, ChangeRow) else _change(desk, each, _iso(since)) for each in rows)
    counts = int(np.count_nonzero(new)), int(np.count_nonzero(again)), len(gone)
    return ChangePage(_iso(since), len(first) + len(those), *counts, offset, limit, tuple(each for each in made if each))


def _iso(number: int) -> str:
    return str(date.fromordinal(number))


def _withdrawn(desk: Desk, since: int) -> list[ChangeRow]:
    found = past.withdrawn(desk.store, _iso(since + 1))
    rows = [ChangeRow(each.when, each.kind, each.what, each.was, None, None, each.event, None) for each in found]
    return sorted(rows, key=lambda each: (each.when, each.article or ""), reverse=True)


def _change(desk: Desk, position: int, since: str) -> ChangeRow | None:
    row = next(iter(desk.rows([position])), None)
    if row is None or row.published is None:
        return None
    fresh = row.published[0] > since
    was = None if fresh else _revision(desk, row.id, since)
    return ChangeRow(row.published[1], "new" if fresh else "revised", row.headline, was, row.grade, row.id, None, row)


def _revision(desk: Desk, event_id: str, since: str) -> str | None:
    """What stood before, where what came since the end of a day changed it."""
    store = desk.store
    event = store.get(Event, event_id)
    now = next(store.in_order(Assessment, event_id=event_id), None)
    if event is None or now is None:
        return None
    before = as_of(event, since)
    old = [(before, each) for each in past.grading()(before)]
    return past.was(old, event, now) or None
