"""Whether a sentence is borne out: all numbers, names and denials in it stand in the words that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from unfog.knowledge.lexicon import Rule, load_rules
from unfog.views.briefing.numbers import numbers
from unfog.views.sentences.wording import folder, sentences

CLAUSE = re.compile(r"[,;:]|\b(?:and|but|though|while) ")
WORD = re.compile(r"[^\W_][\w’'-]*")
PART = re.compile(r"[^\W_]+")
DATE = re.compile(
    r"\b(?:(?:\d{1,2}–)?\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)
EXACT = re.compile(r"“([^”]*)”")  # words that the sentence quotes
MARKS = re.compile(r"[“”‘’\"']")
STEM = 4  # letters that two forms of one name share at the least: Norland, Norlandic
ENDING = 3  # letters in which they may differ at the end


def supported(sentence: str, quotes: Sequence[str]) -> bool:
    """True where the quotes hold every number, every name and the polarity of the sentence. Without quotes nothing is."""
    return bool(quotes) and not unsupported(sentence, quotes)


def unsupported(sentence: str, quotes: Sequence[str]) -> list[str]:
    """What the sentence says and the quotes do not: numbers, names, dates, or `denial` and `affirmation`."""
    cited = " \n".join(quotes)
    dates = [date.group() for date in DATE.finditer(sentence)]
    plain = unmarked(cited)
    rest = DATE.sub(" ", EXACT.sub(" ", sentence))
    return [
        *(date for date in dates if date not in cited),
        *(f"{each:g}" for each in sorted(numbers_said(rest) - numbers(cited))),
        *_names_missing(rest, cited),
        *(words for words in EXACT.findall(sentence) if unmarked(words).rstrip("…") not in plain),
        *_polarity_missing(sentence, quotes),
    ]


def unmarked(text: str) -> str:
    """The text on one line, with one sign for all quotation marks: words within a quotation have others than the article."""
    return MARKS.sub("'", " ".join(text.split()))


def numbers_said(sentence: str) -> frozenset[float]:
    """The numbers in digits of a sentence; our sentences write no others. `24 billion` is one number."""
    plain = re.sub(r"(?<=\d) (?=(?:million|billion)\b)", "\u2060", sentence)
    found = re.findall(r"(?<![\w-])\d[\d,]*(?:\.\d+)?(?:\u2060\w+)?(?![\w-])", plain)
    return frozenset(max(numbers(each.replace("\u2060", " "))) for each in found)


def _names_missing(sentence: str, cited: str) -> list[str]:
    known = {part.casefold() for part in PART.findall(cited)}
    missing = []
    for place, match in enumerate(WORD.finditer(sentence)):
        word = match.group()
        own = (place == 0 and word.casefold() in _own_words()) or word in _own_names()
        if any(letter.isupper() for letter in word) and not own:
            missing += [part for part in PART.findall(word) if len(part) > 1 and not _found(part.casefold(), known)]
    return missing


def _found(part: str, known: Iterable[str]) -> bool:
    return any(part == other or _kin(part, other) for other in known)


def _kin(one: str, other: str) -> bool:
    """Whether two words are forms of one name."""
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= STEM and len(one) - shared <= ENDING and len(other) - shared <= ENDING


@cache
def _own_words() -> frozenset[str]:
    """Words with which a sentence may begin without naming anybody."""
    said = sentences()
    texts = [text for each in said.types for text in each.clauses] + [
        text for each in said.aid for text in each.clauses
    ]
    frames = [
        *said.grade.values(),
        said.words.unnamed,
        said.words.article,
        said.words.aid,
        said.words.at_least,
        said.words.up_to,
        "the",
    ]
    return frozenset(
        word.casefold() for text in (*texts, *frames) for word in PART.findall(re.sub(r"\{\w+\}", " ", text))
    )


@cache
def _own_names() -> frozenset[str]:
    """Words with a capital in the patterns of figures, such as a currency's."""
    patterns = " ".join(f"{each.one} {each.more}" for each in sentences().measures)
    return frozenset(word for word in WORD.findall(patterns) if word[0].isupper())


def _polarity_missing(sentence: str, quotes: Sequence[str]) -> list[str]:
    """A denial needs a quote that denies, an affirmation one that does not; exact words speak for themselves."""
    if _told_as_denied(sentence):
        return [] if any(map(denying, quotes)) else ["denial"]
    if EXACT.search(sentence):
        return []
    wanted = numbers_said(DATE.sub(" ", sentence))
    return [] if any(_affirming(quote, wanted) for quote in quotes) else ["affirmation"]


def _affirming(quote: str, wanted: frozenset[float]) -> bool:
    """Whether a quote has no word of denial, or has none in a clause that holds one of the wanted numbers."""
    words = quote.split(" | ", 1)[0]
    parts = CLAUSE.split(words) if wanted else [words]
    return any(not denying(part) and (not wanted or wanted & numbers(part) or not denying(words)) for part in parts)


def _told_as_denied(sentence: str) -> bool:
    """Whether our own words say that somebody denies or would not say; words that are quoted do not count."""
    own = EXACT.sub(" ", sentence)
    words = sentences().words
    marks = (*words.denies, *words.otherwise, "would not say", "it is not so that")
    return any(re.search(rf"\b{mark}\b", own, re.IGNORECASE) for mark in marks)


def denying(text: str) -> bool:
    """Whether a text holds a word of denial."""
    return any(rule.regex.search(text) for rule in _denials())


@cache
def _denials() -> tuple[Rule, ...]:
    return load_rules(folder() / "denials.toml", Rule)
