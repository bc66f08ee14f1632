"""The rows of the seven ledgers, one class each; every row names the events that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from unfog.model import Number
from unfog.views.sentences import phrases


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure: lowest and highest, either open (None)."""

    low: Number | None
    high: Number | None

    def __str__(self) -> str:
        """The figure in words, for a cell."""
        return phrases.bounds(self.low, self.high)


@dataclass(frozen=True, slots=True)
class StrikeRow:
    """A wave by one claimant's count: launched = intercepted + lost + hit + unaccounted, for one kind of weapon.

    `unaccounted` is what the claimant's own figures leave unsaid; it is below nought where they contradict each other.
    """

    date: str | None
    place: str | None
    weapon: str | None
    initiator: str | None
    target: str | None
    launched: Bounds | None
    intercepted: Bounds | None
    lost: Bounds | None
    hit: Bounds | None
    unaccounted: Bounds | None
    by: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroundRow:
    """What is claimed of one place since when: competing claims stand beside each other, none wins.

    `since` and `last` are the first and last day of which it is said; `disputed_by` are rival claims on the same place and
    their first days; `independent_word` is the last word on the place of anyone who is no party.
    """

    place: str | None
    since: str | None
    last: str | None
    kind: str
    outcome: str | None
    initiator: str | None
    recipient: str | None
    said_by: str | None
    denied_by: str | None
    disputed_by: str | None
    independent_word: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForcesRow:
    """Troops moved, equipment lost, training, a command changed."""

    date: str | None
    place: str | None
    kind: str
    initiator: str | None
    recipient: str | None
    items: str | None
    figures: str | None
    said_by: str | None
    denied_by: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AidRow:
    """One promise as a thread: giver, taker and goods, the stage last heard of, and how it came there.

    `slipped` is whether it was delayed or refused; `silence_days` are the days from the last word to the day asked about.
    """

    initiator: str | None
    recipient: str | None
    item: str | None
    stage: str | None
    amount: Bounds | None
    first: str | None
    last: str | None
    history: str
    slipped: bool
    silence_days: int | None
    said_by: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiplomacyRow:
    """Who holds which position, in what words, since when; talks, visits and sanctions, each by itself.

    Statements of one speaker to one addressee on one topic are one position while their stance is the same; `changed` says
    which one it took the place of.
    """

    since: str | None
    last: str | None
    initiator: str | None
    recipient: str | None
    kind: str
    topic: str | None
    stance: str | None
    words: str | None
    changed: str | None
    said_by: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HumanitarianRow:
    """One figure, by all (`side` None) or by one side's count. A running total (`basis` `total`) is never a day's figure."""

    date: str | None
    place: str | None
    kind: str
    measure: str | None
    of: str | None
    basis: str | None
    side: str | None
    low: Number | None
    best: Number | None
    high: Number | None
    said_by: str | None
    grade: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """A warning or an expectation: who, of what, where, by when, how sure, and what became of it.

    `state` is `open`, `come true` (an event in `resolved_by` that more than one party's word bears out), `said to have
    come true` (one that does not), or `not seen` (the time is over and nothing was read of it, which is not the same as
    that it did not happen). `base_rate` is how likely such an event was in a stretch as long, by the days before. `brier`
    is the source's mean squared error over its resolved warnings (0 is best), `base_brier` that of the base rates on the same
    ones; both only once ten are resolved.
    """

    said: str | None
    by: str | None
    kind: str
    initiator: str | None
    recipient: str | None
    place: str | None
    begin: str | None
    end: str | None
    sureness: str
    state: str
    resolved_by: tuple[str, ...]
    base_rate: float | None
    brier: float | None
    base_brier: float | None
    grade: str
    events: tuple[str, ...]


LedgerRow: TypeAlias = StrikeRow | GroundRow | ForcesRow | AidRow | DiplomacyRow | HumanitarianRow | OutlookRow
Cell: TypeAlias = str | int | float | bool | None
