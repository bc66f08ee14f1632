"""Numbers are read as they were written: in digits, with scales, in words, with bounds and as ranges."""

from hypothesis import given
from hypothesis import strategies as st

from unfog.knowledge import Knowledge
from unfog.stages.extract.figures import Numbers, NumberTerm

NUMBERS = Numbers(Knowledge().lexicon.rules("en", "numbers", NumberTerm))
ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    return f"{in_words(number // 1000)} thousand" + (f" {in_words(number % 1000)}" if number % 1000 else "")


def read(text: str, at: int) -> tuple:
    amount = NUMBERS.read(text, at)
    assert amount is not None
    assert amount.start <= amount.number == at < amount.end <= len(text)
    return amount.low, amount.high


@given(number=st.integers(1, 10**12))
def test_digits(number: int):
    assert read(f"They saw {number:,} tanks.", 9) == (number, number)
    assert read(f"They saw {number} tanks.", 9) == (number, number)


@given(number=st.integers(1, 999_999))
def test_words(number: int):
    assert read(f"They saw {in_words(number)} tanks.", 9) == (number, number)


@given(number=st.integers(1, 999), scale=st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]))
def test_scales(number: int, scale: tuple[str, int]):
    assert read(f"It cost ${number} {scale[0]} then.", 8) == (number * scale[1],) * 2


@given(number=st.integers(2, 10**6), low=st.sampled_from(["more than", "at least", "no fewer than", "over"]))
def test_open_upward(number: int, low: str):
    assert read(f"They saw {low} {number:,} tanks.", 10 + len(low)) == (number, None)


@given(number=st.integers(2, 10**6), high=st.sampled_from(["up to", "nearly", "fewer than", "as many as", "almost"]))
def test_open_downward(number: int, high: str):
    assert read(f"They saw {high} {number:,} tanks.", 10 + len(high)) == (None, number)


@given(low=st.integers(1, 9999), more=st.integers(1, 9999), dash=st.sampled_from(["-", "–", " to "]))
def test_ranges(low: int, more: int, dash: str):
    assert read(f"They saw {low}{dash}{low + more} tanks.", 9) == (low, low + more)


@given(text=st.text(max_size=80), at=st.integers(0, 79))
def test_any_text_can_be_read(text: str, at: int):
    amount = NUMBERS.read(text, min(at, len(text)))
    assert amount is None or amount.low is not None or amount.high is not None
