"""Expressions of time are found with their own words, and reckoned from the day of writing."""

from datetime import date
from time import process_time

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Claim, Document, Mention
from unfog.stage import Group
from unfog.stages.annotate.times import find_times, load_grammar
from unfog.stages.ground.times import TIMES, resolve

KNOWLEDGE = Knowledge()
GRAMMAR = load_grammar(KNOWLEDGE.lexicon, "en")
WEDNESDAY = date(2023, 11, 8)

FOUND = {
    "The depot burned in the early hours of Wednesday morning.": ["in the early hours of Wednesday morning"],
    "Drones came overnight, officials said on Friday.": ["overnight", "on Friday"],
    "They counted 16 raids within the last 24 hours.": ["within the last 24 hours"],
    "Their defeat last September was total.": ["last September"],
    "It has been shelled since the invasion began.": ["since the invasion began"],
    "Inspectors came on June 8 and July 5 to look.": ["on June 8 and July 5"],
    "It fell earlier in October, not earlier.": ["earlier in October", "earlier"],
    "Sirens sounded from around 04:30 local time on Sunday.": ["from around 04:30 local time on Sunday"],
    "Crates were loaded over several days this month.": ["over several days this month"],
    "It lasted from May 30 to June 2.": ["from May 30 to June 2"],
    "Sunday, Aug. 28, 2022, was loud.": ["Sunday, Aug. 28, 2022"],
    "Three months later the trial began.": ["Three months later"],
    "LVIV, Ukraine, Oct 15 (AGN) - It fell on Monday.": ["on Monday"],
    "It is what they had put about since the evening.": ["since the evening"],
    "They lost 2014 tanks and 300 May have fled; march on.": [],
    "Unit 24 fired 155mm shells at Hill 1999 near Pier 12.": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_found(text: str):
    assert [mention.text for mention in find_times(text, GRAMMAR)] == FOUND[text]
    assert all(text[m.start : m.end] == m.text and m.kind == "time" for m in find_times(text, GRAMMAR))


# From Wednesday, 8 November 2023; begin and end are the days in Kyiv.
RECKONED = [
    ("on Friday", False, "2023-11-02T22", "2023-11-03T22", "day"),
    ("on Friday", True, "2023-11-09T22", "2023-11-10T22", "day"),
    ("last Wednesday", False, "2023-10-31T22", "2023-11-01T22", "day"),
    ("overnight", False, "2023-11-07T18", "2023-11-08T06", "day"),
    ("overnight Saturday", False, "2023-11-03T18", "2023-11-04T06", "day"),
    ("on the morning of November 3", False, "2023-11-03T04", "2023-11-03T10", "day"),
    ("the night of 2-3 November", False, "2023-11-02T18", "2023-11-03T06", "day"),
    ("during the night", False, "2023-11-07T18", "2023-11-08T06", "day"),
    ("in the early hours of Wednesday", False, "2023-11-07T22", "2023-11-08T04", "day"),
    ("within the last 24 hours", False, "2023-11-06T22", "2023-11-08T22", "day"),
    ("in the past five days", False, "2023-11-02T22", "2023-11-08T22", "day"),
    ("last September", False, "2022-08-31T21", "2022-09-30T21", "month"),
    ("last March", False, "2023-02-28T22", "2023-03-31T21", "month"),
    ("in December", False, "2023-11-30T22", "2023-12-31T22", "month"),
    ("in January", False, "2022-12-31T22", "2023-01-31T22", "month"),
    ("since the war began", False, "2022-02-23T22", "2023-11-08T22", "open"),
    ("day 143 of the invasion", False, "2022-07-15T21", "2022-07-16T21", "day"),
    ("Oct. 10, 2022", False, "2022-10-09T21", "2022-10-10T21", "day"),
    ("last week", False, "2023-10-29T22", "2023-11-05T22", "week"),
    ("next month", True, "2023-11-30T22", "2023-12-31T22", "month"),
    ("by June", True, "2023-11-07T22", "2024-06-30T21", "open"),
    ("later this month", False, "2023-11-07T22", "2023-11-30T22", "month"),
    ("from May 30 to June 2", False, "2023-05-29T21", "2023-06-02T21", "day"),
    ("from 24.02 to 01.06", False, "2023-02-23T22", "2023-06-01T21", "open"),
    ("at 5 am on Monday", False, "2023-11-06T03", "2023-11-06T04", "hour"),
    ("over the weekend", False, "2023-11-03T22", "2023-11-05T22", "day"),
    ("two years ago", False, "2020-12-31T22", "2021-12-31T22", "year"),
    ("in the first quarter of last year", False, "2021-12-31T22", "2022-03-31T21", "month"),
]


@pytest.mark.parametrize(("words", "future", "begin", "end", "precision"), RECKONED)
def test_reckoned(words: str, future: bool, begin: str, end: str, precision: str):
    interval = resolve(words, WEDNESDAY, grammar=GRAMMAR, future=future)
    assert interval is not None
    assert (interval.begin[:13], interval.end[:13], interval.precision) == (begin, end, precision)


@pytest.mark.parametrize(
    "words", ["recently", "three months later", "for several hours", "no time at all", "in the past"]
)
def test_doubt_is_no_interval(words: str):
    assert resolve(words, WEDNESDAY, grammar=GRAMMAR) is None


@pytest.mark.parametrize("words", ["on Friday", "since the war began", "in March", "last week", "since 2014"])
def test_without_a_day_of_writing_relative_words_stay_open(words: str):
    assert resolve(words, None, grammar=GRAMMAR) is None


def test_without_a_day_of_writing_full_dates_resolve():
    interval = resolve("on 5 March 2023", None, grammar=GRAMMAR)
    assert interval is not None
    assert interval.begin == "2023-03-04T22:00:00Z"


def _document(text: str, published: str | None) -> Document:
    return Document(
        id="d", capture_id="c", name="n", publisher=None, published=published, published_precision=None,
        published_from=None, url=None, title=None, text=text,
    )  # fmt: skip


def _claim(text: str, phase: str) -> Claim:
    return Claim(
        id=f"c-{phase}", document_id="d", start=0, end=len(text), quote=text, event_type="talks", phase=phase,
        mentions=find_times(text, GRAMMAR),
    )  # fmt: skip


def _ground(text: str, published: str | None, phase: str = "past"):
    tables = {Document: (_document(text, published),), Claim: (_claim(text, phase),)}
    return list(TIMES.build(KNOWLEDGE, Config())(Group("d", tables)))


def test_stage_grounds_each_mention_once_and_hears_the_tense():
    text = "Talks were set for Friday."
    (past,) = _ground(text, "2023-11-08")
    (future,) = _ground(text, "2023-11-08", "future")
    assert past.interval is not None
    assert future.interval is not None
    assert past.interval.end < future.interval.begin
    assert (past.kind, past.text, past.score) == ("time", "for Friday", 1.0)
    assert past.id == future.id


def test_stage_reckons_from_the_dateline_where_the_date_is_unknown():
    (friday,) = _ground("KYIV, 8 November 2023 - The bridge was hit on Friday.", None)
    assert friday.interval is not None
    assert friday.interval.begin.startswith("2023-11-02")
    assert 0 < friday.score < 1


def test_stage_leaves_open_what_it_cannot_know():
    (grounding,) = _ground("The bridge was hit on Friday.", None)
    assert grounding.interval is None
    assert grounding.score == 0.0


def test_the_war_is_that_of_the_document():
    (other,) = _ground("Thousands fled the Sudanese town since the war began.", "2023-11-08")
    (ours,) = _ground("Thousands fled the Ukrainian town since the war began.", "2023-11-08")
    assert other.interval is None
    assert ours.interval is not None


def test_a_time_of_publication_counts_by_its_local_day():
    (grounding,) = _ground("It was hit today.", "2023-11-08T23:30:00Z")
    assert grounding.interval is not None
    assert grounding.interval.begin == "2023-11-08T22:00:00Z"


def test_finding_is_cheap():
    text = (
        "The town was shelled overnight, officials said on Friday, and 30 people left within the last 24 hours. " * 40
    )
    find_times(text, GRAMMAR)
    begun = process_time()
    found = find_times(text, GRAMMAR)
    assert len(found) == 120
    assert process_time() - begun < 0.2


def test_mentions_are_rows():
    assert find_times("It fell today.", GRAMMAR) == (Mention("time", 8, 13, "today"),)
