"""The feature of time: how far two claims' times agree, given by the text or guessed from the day of publication."""

from __future__ import annotations

from unfog.knowledge.rubric import Comparison
from unfog.model import Feature, Interval
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.profile import Profile


def time(a: Profile, b: Profile, rules: Comparison) -> Feature:
    """How far the times agree; times that the texts give and that do not meet are a veto."""
    one, other, weigh = a.row.interval, b.row.interval, rules.weights
    if one is None or other is None:
        weight = weigh.time_unknown if one is other else weigh.time_one_unknown
        return Feature("time", weight, "no date is known" if one is other else "only one date is known")
    if a.guessed and b.guessed:
        return _published(a, b, rules)
    if not clock.meet(one, other):
        guessed = a.guessed or b.guessed
        weight = weigh.time_apart_by_guess if guessed else weigh.veto
        return Feature("time", weight, f"{one.begin[:10]} and {other.begin[:10]}")
    return _half_guessed(a, b, rules) if a.guessed or b.guessed else _given(one, other, rules)


def _given(one: Interval, other: Interval, rules: Comparison) -> Feature:
    """Two times that the texts give and that meet: the shorter they are, the more it says."""
    seen, weigh = f"{one.begin[:10]} and {other.begin[:10]}", rules.weights
    if max(clock.length(one), clock.length(other)) <= rules.limits.narrow_days:
        return Feature("time", weigh.time_same_day, seen)
    if min(clock.length(one), clock.length(other)) <= clock.LONGEST_DAILY:
        return Feature("time", weigh.time_overlap, seen)
    return Feature("time", weigh.time_wide, seen)


def _published(a: Profile, b: Profile, rules: Comparison) -> Feature:
    """Two texts without a time of their own: the nearer their publication, the likelier they tell of one day."""
    weigh = rules.weights
    if a.row.document_id == b.row.document_id:
        return Feature("time", weigh.time_unknown, "one text, no time given")
    gap = _gap(a.row.published, b.row.published)
    steps = (weigh.published_same_day, weigh.published_next_day)
    return Feature("time", steps[gap] if gap < len(steps) else weigh.published_apart, f"published {gap} days apart")


def _half_guessed(a: Profile, b: Profile, rules: Comparison) -> Feature:
    """One text gives the day, the other was only published: on that day or the next, it is likely meant."""
    told, untold = (b, a) if a.guessed else (a, b)
    last = clock.last_day(told.row.interval).isoformat() if told.row.interval else None
    gap = _gap(last, untold.row.published)
    weigh = rules.weights
    weight = weigh.time_half_guess if gap <= 1 else weigh.published_apart
    return Feature("time", weight, f"a day given, and a text published {gap} days from it")


def _gap(one: str | None, other: str | None) -> int:
    """Whole days between two stamps; more than any guess spans where one is not a date."""
    first, last = clock.day_of(one or ""), clock.day_of(other or "")
    return abs((first - last).days) if first and last else clock.AHEAD
