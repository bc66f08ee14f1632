"""Doubts about a document's date: its dates are compared with one another and with what its text tells of the day of writing.

Nothing is corrected: the date stays as it came, and the doubt is kept beside it with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from unfog.knowledge import Knowledge, Register
from unfog.knowledge.lexicon import Rule
from unfog.knowledge.register.persons import LAST_DAY, Tenure
from unfog.model import Reason
from unfog.stages.acquire.clean.dates import Dated

DAY = timedelta(days=1)
# Dates of one document that lie no farther apart are alike: pages are kept up to date, and days end elsewhere at other hours.
ALIKE = 3 * DAY
# An office is told of for some time after it was left, and its days in the register may be those of a month's beginning.
OFFICE_SLACK = 31 * DAY
# Who left longer ago, or comes later, is told of as history: no wrong date.
OFFICE_REACH = 400 * DAY
EVENT_SLACK = 2 * DAY
UNITS = {"day": (1, 5), "month": (30.44, 46)}  # days in a unit, and how many the count may be off
BESIDE = 30  # characters between a happening and the words that tell how long ago it was
TITLE = 60  # characters beside a name in which a title stands
STOPS = (". ", ".\n", "\n", "! ", "? ", "” ")
NAME = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+")
WORD_OF_NAME = re.compile(r"\b(?=[A-Z])")
BEFORE_NAME = re.compile(r"([^.;:()“”\"]*?),?\s*$")
BEHIND_NAME = re.compile(r"\s*,\s+(?:the |an? )?([^,.;:()\n]{4,60})")


@dataclass(frozen=True, kw_only=True)
class DatingRule(Rule):
    """A rule of dating.toml, which says what the fields mean."""

    form: str
    day: str = ""
    until: str = ""
    least: int = 0
    most: int = 0
    unit: str = "day"
    context: str = ""


class Bounds(NamedTuple):
    """The first and the last day on which a text may have been written, by one piece of evidence (`code`), and the evidence in words."""

    earliest: date
    latest: date
    code: str
    words: str


Doubter = Callable[[str, Sequence[Dated]], tuple[Reason, ...]]
ByForm = Mapping[str, tuple[DatingRule, ...]]


def build_doubter(knowledge: Knowledge, language: str) -> Doubter:
    """The function that takes a text and its dates, the one that is kept first, and gives the doubts about that one."""
    rules = knowledge.lexicon.rules(language, "dating", DatingRule)
    by_form = {form: tuple(rule for rule in rules if rule.form == form) for form in {rule.form for rule in rules}}
    offices = Offices(knowledge.register, by_form)

    def doubts(text: str, dates: Sequence[Dated]) -> tuple[Reason, ...]:
        if not dates:
            return ()
        published = date.fromisoformat(dates[0].published[:10])
        bounds = [*happenings(text, by_form), *yearly(text, by_form, published), *war_days(text, by_form)]
        bounds += offices.bounds(text, published)
        return tuple(dict.fromkeys((*_unlike(dates), *_outside(bounds, published))))

    return doubts


def _unlike(dates: Sequence[Dated]) -> Iterator[Reason]:
    """Pairs of the document's own dates that do not fit together."""
    for one, other in combinations(dates, 2):
        days = [date.fromisoformat(each.published[:10]) for each in (one, other)]
        if abs(days[0] - days[1]) > ALIKE:
            yield Reason("dates_differ", f"its {one.known_from} says {days[0]}, its {other.known_from} {days[1]}")


def _outside(bounds: Iterable[Bounds], published: date) -> Iterator[Reason]:
    """What the text tells against the date that it bears."""
    for each in bounds:
        if published > each.latest:
            yield Reason(each.code, f"it bears the date {published}, but {each.words}, so it was written by about {each.latest}")
        elif published < each.earliest:
            yield Reason(each.code, f"it bears the date {published}, but {each.words}, so it was not written before {each.earliest}")


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence that holds a match."""
    begin = max((text.rfind(each, 0, match.start()) for each in STOPS), default=-1) + 1
    ends = [at for each in STOPS if (at := text.find(each, match.end())) >= 0]
    return text[begin : min(ends, default=len(text))]


# --- happenings ---------------------------------------------------------------------------------------------------------


def happenings(text: str, rules: ByForm) -> Iterator[Bounds]:
    """What is told of a known happening: that it is past, and in some words how long ago it was."""
    for rule in rules["event"]:
        for match in rule.regex.finditer(text) if rule.context in text else ():
            if not _any(rules["unreal"], _sentence(text, match)):
                day = date.fromisoformat(rule.day)
                yield Bounds(day - EVENT_SLACK, date.max, "later_event", f"it tells of {_quoted(match)} of {day}")
                yield from _aged(text, match, rule, rules["age"])


def _any(rules: Iterable[DatingRule], text: str) -> bool:
    return any(rule.regex.search(text) for rule in rules)


def _aged(text: str, told: re.Match[str], event: DatingRule, ages: Iterable[DatingRule]) -> Iterator[Bounds]:
    day = date.fromisoformat(event.day)
    for rule in ages:
        for match in rule.regex.finditer(text, max(0, told.start() - BESIDE), told.end() + BESIDE):
            month = match.groupdict().get("month")
            if month is None or datetime.strptime(month, "%B").month == day.month:
                last = date.fromisoformat(event.until) + DAY * rule.most
                yield Bounds(day + DAY * rule.least, last, "age_of_event", f"it says {_quoted(match)} of {_quoted(told)} of {day}")


def _quoted(match: re.Match[str]) -> str:
    return f"“{' '.join(match.group().split())}”"


def yearly(text: str, rules: ByForm, published: date) -> Iterator[Bounds]:
    """What comes every year and is said to be near."""
    for rule in rules["yearly"]:
        if rule.context in text and rule.regex.search(text):
            spans = [_span(rule, published.year + shift) for shift in (-1, 0, 1)]
            near = min(spans, key=lambda span: max(span[0] - published, published - span[1], timedelta(0)))
            yield Bounds(*near, "yearly_event", f"what it says is to come takes place from {near[0] + DAY * rule.most} on")


def _span(rule: DatingRule, year: int) -> tuple[date, date]:
    return date.fromisoformat(f"{year}-{rule.day}") - DAY * rule.most, date.fromisoformat(f"{year}-{rule.until}") + EVENT_SLACK


def war_days(text: str, rules: ByForm) -> Iterator[Bounds]:
    """How long the war is said to have gone on."""
    for rule in rules["war"]:
        if rule.context not in text:
            continue
        for match in rule.regex.finditer(text):
            groups = match.groupdict()
            count = int(groups.get("number") or groups.get("ordinal") or 0)
            length, slack = UNITS[rule.unit]
            day = date.fromisoformat(rule.day) + timedelta(days=count * length)
            yield Bounds(day - DAY * slack, day + DAY * slack, "day_of_war", f"it says {_quoted(match)}")


# --- offices ------------------------------------------------------------------------------------------------------------


class Offices:
    """Finds persons called by an office that the register says they did not hold on the day."""

    def __init__(self, register: Register, rules: ByForm) -> None:
        self._register, self._rules = register, rules

    def bounds(self, text: str, published: date) -> Iterator[Bounds]:
        """The bounds that follow from offices, where the sentence does not tell of former days."""
        persons, words = self._register.persons, self._register.speller.words
        names = (NAME.match(text, each.start()) for each in WORD_OF_NAME.finditer(text))
        for match in filter(None, names):
            if persons.known(words(match.group())):
                person = persons.named(words(match.group()), None)[0]
                yield from self._bounds(text, match, persons.offices(person.id), published)

    def _bounds(self, text: str, name: re.Match[str], tenures: Sequence[Tenure], published: date) -> Iterator[Bounds]:
        called = [each for each in tenures if self._called(text, name, each)]
        near = [each for each in called if _near(each, published)]
        if near and not any(_holds(each, published) for each in called) and not self._of_former_days(text, name):
            begin, end = date.fromisoformat(near[0].begin), date.fromisoformat(near[0].end)
            term = self._register.tables.offices[near[0].office].terms[0]
            last = end + OFFICE_SLACK if near[0].end != LAST_DAY else date.max
            words = f"it calls {name.group()} {term}, as which the register has that name from {begin} to {end - DAY}"
            yield Bounds(begin - OFFICE_SLACK, last, "office_of_another_day", words)

    def _called(self, text: str, name: re.Match[str], tenure: Tenure) -> bool:
        """Whether the words right before or behind a name are the title of an office."""
        terms = self._register.tables.offices[tenure.office].terms
        before = BEFORE_NAME.search(text[max(0, name.start() - TITLE) : name.start()])
        behind = BEHIND_NAME.match(text, name.end())
        ends = before[1].lower().rstrip(" ,") if before else ""
        begins = f" {behind[1].lower()} " if behind else ""
        return any(ends.endswith(term) or f" {term} " in begins for term in terms)

    def _of_former_days(self, text: str, name: re.Match[str]) -> bool:
        beside = text[max(0, name.start() - TITLE) : name.end() + TITLE]
        return _any(self._rules["past"], beside) or _any(self._rules["aside"], _sentence(text, name))


def _near(tenure: Tenure, published: date) -> bool:
    """Whether a tenure is none of another age."""
    first, last = (published + OFFICE_REACH).isoformat(), (published - OFFICE_REACH).isoformat()
    return tenure.begin <= first and tenure.end >= last


def _holds(tenure: Tenure, published: date) -> bool:
    first, last = (published + OFFICE_SLACK).isoformat(), (published - OFFICE_SLACK).isoformat()
    return tenure.begin <= first and tenure.end >= last
