"""What the screen needs to begin with, and what a reader should know of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version

import numpy as np

from unfog import runs
from unfog.knowledge import Knowledge
from unfog.model import Claim, Document
from unfog.stages.reconcile.verdicts import FIELDS
from unfog.views.catalogue import Choice
from unfog.views.catalogue.counts import Counted, facets
from unfog.views.sentences import days
from unfog.views.sentences.wording import sentences
from unfog.views.web.desk import Desk
from unfog.views.web.query import EVENT_TYPES, GRADES, LEDGERS, PHASES, TYPES

FACTUALITY = ("CT+", "PR+", "PS+", "UU", "PS-", "PR-", "CT-")
MOST_ASIDE = 1000


@dataclass(frozen=True, slots=True)
class TypeOf:
    """An event type and its ledger."""

    value: str
    ledger: str


@dataclass(frozen=True, slots=True)
class CanAdd:
    """What can be added."""

    files: bool
    text: bool
    url: bool


@dataclass(frozen=True, slots=True)
class Start:
    """The state of the application and what its filters and forms offer.

    `state` is `ready`, or `opening` while the catalogue is made (`done` of `total` events). `token` goes into the header
    X-Unfog-Token of every change. `today` is the day of the latest article: what is dated later is announced.
    """

    version: str
    title: str
    token: str
    who: str
    state: str
    done: int
    total: int
    trouble: str
    events: int
    claims: int
    articles: int
    days: tuple[str, str] | None
    today: str | None
    zone: str
    notes: tuple[str, ...]
    ledgers: tuple[str, ...]
    grades: tuple[str, ...]
    types: tuple[TypeOf, ...]
    sides: tuple[Counted, ...]
    fields: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    can_add: CanAdd
    writable: bool


@dataclass(frozen=True, slots=True)
class About:
    """What came in and how it ended; `set_aside` names the first of those that were, with the reason."""

    version: str
    store: str
    inputs: int
    ok: int
    copies: int
    aside: int
    set_aside: tuple[runs.SetAside, ...]
    zone: str


def start(desk: Desk, token: str, who: str, *, fetches: bool) -> Start:
    """The beginning; also while the catalogue is being made."""
    ready = desk.is_open
    chosen = desk.chosen(Choice()) if ready else None
    counts = _counts(desk) if ready else (0, 0)
    day = chosen.columns.keys["day"] if chosen else np.zeros(0, dtype=np.int32)
    dated = day[day > 0]
    today = chosen.columns.today if chosen else 0
    return Start(
        version=version("unfog"), title=desk.title, token=token, who=who, state="ready" if ready else "opening", done=desk.done,
        total=desk.total, trouble=desk.trouble, events=len(day), claims=counts[0], articles=counts[1],
        days=(_iso(dated.min()), _iso(dated.max())) if len(dated) else None, today=_iso(today) if today else None, zone=days.zone().key,
        notes=_notes(desk, counts), ledgers=LEDGERS, grades=GRADES,
        types=tuple(TypeOf(name, ledger) for ledger, names in TYPES.items() for name in names),
        sides=_sides(facets(chosen)["side"]) if chosen else (), fields=tuple(sorted(FIELDS)), choices=_choices(),
        can_add=CanAdd(files=True, text=True, url=fetches), writable=True,
    )  # fmt: skip


def _iso(number: int) -> str:
    return str(date.fromordinal(int(number)))


def _notes(desk: Desk, counts: tuple[int, int]) -> tuple[str, ...]:
    if not desk.is_open:
        return ()
    return (f"{counts[1]:,} articles with {counts[0]:,} claims of {desk.snapshot.columns.size:,} events.",)


def _counts(desk: Desk) -> tuple[int, int]:
    """Claims and articles, counted once for each state of the store."""
    return desk.once("counts", lambda store: (store.count(Claim), store.count(Document)))


def _sides(found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    names = _states()
    return tuple(Counted(each.value, names.get(each.value, each.label), each.count) for each in found)


@cache
def _states() -> dict[str, str]:
    return {code: state.name for code, state in Knowledge().register.tables.states.items()} | {"none": "no side"}


def _choices() -> dict[str, tuple[str, ...]]:
    """The values that a correction of a field may have, where there is a closed list of them."""
    told = sentences()
    return {
        "event_type": EVENT_TYPES, "factuality": FACTUALITY, "phase": PHASES,
        "stance": tuple(sorted(told.stated)), "outcome": tuple(sorted(told.outcomes)),
        "aid_stage": tuple(each.stage for each in told.aid if each.stage),
    }  # fmt: skip


def about(desk: Desk) -> About:
    """What came in and how it ended."""
    books = desk.once("books", runs.books)
    return About(
        version("unfog"), desk.title, books.inputs, books.ok, books.copies, len(books.set_aside), books.set_aside[:MOST_ASIDE], days.zone().key
    )  # fmt: skip
