"""Reads a number as it is written ("nearly 11,000", "two dozen", "€1.5bn", "a third"): its bounds and what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unfog.knowledge.lexicon import Rule
from unfog.model import Number

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
LEAD = 30  # characters before a number in which words that open it are sought
_RUNS_ON = re.compile(r"[.:]\d|[^\W\d_]|-[^\W\d_]")  # behind a number that is part of a word: 155mm, three-judge
RANGE = r"\s?[-–—]\s?|\s(?:to|or|and)\s(?:(?:as many as|up to)\s)?"

LARGEST = 1e15  # nobody counts further, and numbers stay whole up to here on their way through files


@dataclass(frozen=True, kw_only=True)
class NumberTerm(Rule):
    """A word of numbers.toml: its kind, and the value or the sense that it has."""

    kind: str
    value: float | None = None
    sense: str | None = None


class Amount(NamedTuple):
    """A number in a text: bounds (None is open), `count`, `percent` or the code of a currency, and whether it is rounded.

    `start` includes the words that open it ("more than"); `number` is where the number itself begins.
    """

    start: int
    number: int
    end: int
    low: Number | None
    high: Number | None
    kind: str
    approximate: bool


class Value(NamedTuple):
    """One written number without its bounds; `vague` where it names only a magnitude ("hundreds")."""

    value: float
    end: int
    kind: str
    vague: bool
    scaled: float


class Numbers:
    """The compiled terms of one language. Long-lived: build it once per process."""

    def __init__(self, terms: tuple[NumberTerm, ...]) -> None:
        self.terms = terms
        self._number = re.compile(self._pattern(), re.IGNORECASE)
        self._word = re.compile(rf"(?:{self._union('word')}|{self._union('scale')})(?!\w)", re.IGNORECASE)
        self._bounds = tuple((t, _before(t.pattern)) for t in self._of("bound"))
        self._trails = tuple((t, _after(t.pattern)) for t in self._of("trail"))
        self._masks_before = tuple(_before(t.pattern) for t in self._of("mask_before"))
        self._masks_after = tuple(_after(t.pattern) for t in self._of("mask_after"))
        self._mask_noun = _after(self._union("mask_noun"))
        self._tail = _after(self._union("tail"))
        self._range = re.compile(RANGE, re.IGNORECASE)
        self._looked = lru_cache(maxsize=5_000)(self._look)
        self.opens = lru_cache(maxsize=50_000)(self._opens)

    def _of(self, kind: str) -> tuple[NumberTerm, ...]:
        return tuple(term for term in self.terms if term.kind == kind)

    def _union(self, kind: str) -> str:
        return "|".join(term.pattern for term in self._of(kind)).replace(" ", r"\s")

    def _pattern(self) -> str:
        word, scale = self._union("word"), self._union("scale")
        part = rf"(?:{word})(?!\w)|(?:{scale})(?!\w)(?:\sand(?=\s(?:{word})(?!\w)))?"
        worded = rf"(?:an?\s(?=(?:{scale})(?!\w)))?(?:{part})(?:[\s-](?:{part}))*"
        return (
            rf"(?P<sign>{self._union('sign')})?\s?(?:"
            rf"(?P<vague>{self._union('vague')})(?!\w)|(?P<fixed>{self._union('fixed')})(?!\w)|"
            rf"(?P<fraction>{self._union('fraction')})(?!\w)|(?P<words>{worded})(?!\w)|"
            rf"(?P<digits>{DIGITS})(?:\s?(?P<suffix>{self._union('suffix')})(?!\w)|(?P<scales>(?:[\s-]?(?:{scale})(?!\w))+))?)"
            rf"(?:[\s-]?(?P<percent>{self._union('percent')})(?!\w)|[\s-](?P<money>{self._union('money')})(?!\w))?"
        )

    def _opens(self, word: str) -> bool:
        """Whether a number can begin with the word."""
        return bool(self._word.fullmatch(word)) or self.look_up("opening", word) is not None or self._is_sign(word)

    def _is_sign(self, word: str) -> bool:
        return any(word.startswith(sign) for sign in ("$", "€", "£", "₴", "₽", "¥")) or bool(self.look_up("sign", word))

    def look_up(self, kind: str, words: str) -> NumberTerm | None:
        """The term of a kind that the words are, or None."""
        return self._looked(kind, " ".join(words.split()))

    def _look(self, kind: str, words: str) -> NumberTerm | None:
        return next((term for term in self._of(kind) if re.fullmatch(term.pattern, words, re.IGNORECASE)), None)

    # --- reading ------------------------------------------------------------------------------------------------------

    def read(self, text: str, at: int) -> Amount | None:
        """The number that begins at a character, with the words that open or close it; None where none begins there."""
        first = self._value(text, at)
        if first is None or first.value > LARGEST or self._masked(text, at, first.end):
            return None
        start, opening = self._opened(text, at)
        second = self._second(text, first, between="between" in opening)
        last = second or first
        end, closing = self._closed(text, last.end)
        senses = opening | closing
        kind = first.kind if first.kind != "count" else last.kind
        low, high = _bounds(_shared(first, second), second, senses)
        return Amount(start, at, end, low, high, kind, "about" in senses)

    def _masked(self, text: str, at: int, end: int) -> bool:
        """Whether what stands around a number shows that it counts nothing: a name, an age, a rank, a part of a word."""
        line = text[text.rfind("\n", 0, at) + 1 : at].strip()
        glued = at > 0 and (text[at - 1].isalnum() or text[at - 1] in "-–./:_#" or text[at - 1] == "+")
        listed = not line and text[end : end + 2] in {". ", ") "} and text[at].isdigit()
        if glued or listed or text[end : end + 1] == "/" or _RUNS_ON.match(text, end):
            return True
        return any(mask.search(text, max(0, at - LEAD), at) for mask in self._masks_before) or any(
            mask.match(text, end) for mask in self._masks_after
        )

    def measures_time_or_length(self, text: str, end: int) -> bool:
        """Whether the word at a place is of those whose numbers are no figures: hours, kilometres, sides."""
        return bool(self._mask_noun.match(text, end))

    def tail_end(self, text: str, end: int) -> int:
        """Where the words end that belong to a counted noun though they stand behind it: "prisoners of war"."""
        match = self._tail.match(text, end)
        return match.end() if match else end

    def _opened(self, text: str, at: int) -> tuple[int, set[str]]:
        """Where the words that open a number begin, and their senses."""
        senses: set[str] = set()
        start = at
        while found := self._opening(text, start):
            start, sense = found
            senses.add(sense)
        return start, senses

    def _opening(self, text: str, end: int) -> tuple[int, str] | None:
        found = [
            (match.start(1), term.sense or "exact")
            for term, regex in self._bounds
            if (match := regex.search(text, max(0, end - LEAD), end))
        ]
        return min(found, default=None)

    def _closed(self, text: str, end: int) -> tuple[int, set[str]]:
        """Where the words that close a number end ("or more", a plus sign), and their senses."""
        if text[end : end + 1] == "+":
            return end + 1, {"low"}
        for term, regex in self._trails:
            if match := regex.match(text, end):
                return match.end(), {term.sense or "exact"}
        return end, set()

    def _value(self, text: str, at: int) -> Value | None:
        match = self._number.match(text, at)
        if match is None or match.end() == at or (match["suffix"] and not match["sign"] and not match["money"]):
            return self._unsuffixed(text, at) if match and match["suffix"] else None
        value, scaled = self._valued(match)
        return Value(value, match.end(), self._kind(match), bool(match["vague"]), scaled)

    def _unsuffixed(self, text: str, at: int) -> Value | None:
        """The digits alone, where what follows them would be a sum of money's suffix but no currency is named."""
        match = re.compile(DIGITS).match(text, at)
        return Value(_plain(match.group()), match.end(), "count", vague=False, scaled=1) if match else None

    def _valued(self, match: re.Match[str]) -> tuple[float, float]:
        for kind in ("vague", "fixed", "fraction"):
            if match[kind]:
                term = self.look_up(kind, match[kind])
                return (term.value if term and term.value else 0.0), 1
        if match["words"]:
            return self._worded(match["words"]), 1
        scale = 1.0
        for words in re.split(r"[\s-]+", (match["scales"] or "").strip()):
            scale *= self._scale("scale", words)
        scale *= self._scale("suffix", match["suffix"])
        return _plain(match["digits"]) * scale, scale

    def _scale(self, kind: str, words: str | None) -> float:
        term = self.look_up(kind, words) if words else None
        return term.value if term and term.value else 1.0

    def _worded(self, words: str) -> float:
        """The value of number words: a scale multiplies what stands before it, thousands and above close a group."""
        total = group = 0.0
        for word in re.split(r"[\s-]+", words.lower()):
            single, scale = self.look_up("word", word), self.look_up("scale", word)
            if single and single.value is not None:
                group += single.value
            elif scale and scale.value is not None:
                group = (group or 1) * scale.value
                if scale.value >= 1000:
                    total, group = total + group, 0.0
        return total + group

    def _kind(self, match: re.Match[str]) -> str:
        if match["percent"] or match["fraction"]:
            return "percent"
        for group, kind in (("sign", "sign"), ("money", "money")):
            term = self.look_up(kind, match[group]) if match[group] else None
            if term and term.sense:
                return term.sense
        return "count"

    def _second(self, text: str, first: Value, *, between: bool) -> Value | None:
        """The upper end of a range, if one follows: "30-40", "three or four", "between 30 and 40"."""
        gap = self._range.match(text, first.end)
        second = self._value(text, gap.end()) if gap and not first.vague else None
        if gap is None or second is None or second.vague or second.value > LARGEST or _shared(first, second).value >= second.value:
            return None
        if first.kind not in {"count", second.kind} and (second.kind != "count" or first.kind == "percent"):
            return None
        word = gap.group().strip()
        return second if between or word != "and" else None


def _shared(first: Value, second: Value | None) -> Value:
    """The lower end of a range with the scale that only the upper one bears: "$1-2 billion"."""
    if second is None or first.scaled != 1 or first.value * second.scaled >= second.value:
        return first
    return first._replace(value=first.value * second.scaled)


def _bounds(first: Value, second: Value | None, senses: set[str]) -> tuple[Number | None, Number | None]:
    """The bounds of a number, or of a range, after the words around it; a vague amount is open upward."""
    low, high = _number(first.value), _number((second or first).value)
    if second is not None:
        return low, high
    if "high" in senses:
        return None, high
    if "low" in senses or first.vague:
        return low, None
    return low, high


def _number(value: float) -> Number:
    return int(value) if value == int(value) else round(value, 6)


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


def _before(pattern: str) -> re.Pattern[str]:
    """The pattern just before where the search ends."""
    return re.compile(rf"(?<![\w-])({pattern})[\s-]*$".replace(" ", r"\s+"), re.IGNORECASE)


def _after(pattern: str) -> re.Pattern[str]:
    """The pattern just behind a number."""
    return re.compile(rf"[\s-]*(?:{pattern})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
