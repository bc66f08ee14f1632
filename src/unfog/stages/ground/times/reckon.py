"""Which function reckons which form of times.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from unfog.stages.annotate.times import Atom
from unfog.stages.ground.times import calendar, relative
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.stretch import DAY, Stretch, day_of


def stretch_of(atom: Atom, frame: Frame) -> Stretch | None:
    """The stretch that an atom means, or None where it names none by itself."""
    form = FORMS.get(atom.rule.form)
    return form(atom, frame) if form else None


FORMS: Mapping[str, Callable[[Atom, Frame], Stretch | None]] = MappingProxyType(
    {
        "date": calendar.written_date,
        "days": calendar.written_days,
        "numdate": calendar.numeric_date,
        "dotrange": calendar.dotted_range,
        "month": calendar.month_named,
        "months": calendar.months_named,
        "season": calendar.season_named,
        "year": calendar.year_named,
        "years": calendar.years_named,
        "decade": calendar.decade_named,
        "quarter": calendar.quarter_named,
        "weekday": relative.weekday,
        "weekdays": relative.weekdays,
        "weekdayofweek": relative.weekday_of_week,
        "day": relative.day_word,
        "daybefore": lambda _, frame: day_of(frame.today - DAY * 2),
        "dayafter": lambda _, frame: day_of(frame.today + DAY * 2),
        "part": relative.part_of_day,
        "unit": relative.unit_related,
        "span": relative.span,
        "spanahead": relative.span,
        "ago": relative.ago,
        "ahead": relative.ago,
        "sofar": relative.so_far,
        "anchor": relative.event,
        "war": relative.war,
        "warday": relative.warday,
        "vague": relative.vague,
    }
)
