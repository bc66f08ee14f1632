"""Whatever the day of writing, an interval is in order, in UTC, and moves with the day from which it is reckoned."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unfog.knowledge import Knowledge
from unfog.stages.annotate.times import find_times, load_grammar
from unfog.stages.ground.times import resolve

GRAMMAR = load_grammar(Knowledge().lexicon, "en")
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
EXPRESSIONS = [
    "on Friday", "last Friday", "next Friday", "overnight", "yesterday", "tomorrow", "last night", "this week", "last month",
    "next year", "in the past five days", "in the coming weeks", "three weeks ago", "in February", "on February 29", "on 31 May",
    "since May", "by June", "until Friday", "early on Saturday", "in mid-July", "over the weekend", "last summer", "this winter",
    "in the first quarter", "from Monday to Thursday", "between March and May", "since the start of the year", "from 24.02 to 01.06",
    "at 05:30 on Monday", "later this month", "so far this year", "currently", "in 2014", "on 5 March 2023", "in the 1990s",
]  # fmt: skip
PAST = [
    "on Friday",
    "last Friday",
    "overnight",
    "yesterday",
    "last week",
    "last month",
    "in the past five days",
    "three weeks ago",
]


@given(day=DAYS, words=st.sampled_from(EXPRESSIONS), future=st.booleans())
def test_intervals_are_in_order(day: date, words: str, future: bool):
    interval = resolve(words, day, grammar=GRAMMAR, future=future)
    if interval is not None:
        begin, end = (datetime.fromisoformat(each) for each in (interval.begin, interval.end))
        assert begin < end
        assert begin.utcoffset() == timedelta(0)
        assert interval.precision in {"hour", "day", "week", "month", "year", "open"}


@pytest.mark.parametrize(
    "words", [each for each in EXPRESSIONS if each not in {"on February 29", "from 24.02 to 01.06"}]
)
def test_each_expression_means_something_on_most_days(words: str):
    days = [date(2023, 1, 1) + timedelta(days=7 * week + week % 7) for week in range(52)]
    found = [resolve(words, day, grammar=GRAMMAR, future=True) for day in days]
    assert sum(each is not None for each in found) >= 0.9 * len(days)


@given(day=DAYS, words=st.sampled_from(PAST))
def test_the_past_is_not_ahead(day: date, words: str):
    interval = resolve(words, day, grammar=GRAMMAR)
    assert interval is not None
    assert datetime.fromisoformat(interval.begin).date() <= day


@given(day=DAYS, words=st.sampled_from(["on 5 March 2023", "in 2014", "October 2022"]))
def test_full_dates_do_not_move(day: date, words: str):
    assert resolve(words, day, grammar=GRAMMAR) == resolve(words, None, grammar=GRAMMAR)


@given(
    words=st.lists(
        st.sampled_from([*EXPRESSIONS, "the town", "fell", "and", "155mm", "5-6", "May", "of", "-", "\n"]), max_size=12
    )
)
def test_mentions_keep_their_place(words: list[str]):
    text = " ".join(words)
    found = find_times(text, GRAMMAR)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(text=st.text(max_size=200))
def test_any_text_can_be_read(text: str):
    assert isinstance(find_times(text, GRAMMAR), tuple)
