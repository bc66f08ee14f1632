"""Labelled texts become windows of word pieces with targets for every head."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from labels import ATTRIBUTES, KEYS, MARKS, NOTATION, ROLES, TYPES
from notation import Said, Spot, Text, Told, sentences
from unfog.knowledge.neutral import Neutral, Neutraliser
from unfog.stages.extract.encoder.windows import LONGEST, windows

BUDGETS = ((96, 48), (128, 48), (192, 64), (256, 64))  # word pieces of a window, and of its context
CLS, SEP = 101, 102
IGNORE = -100


@dataclass(slots=True)
class Sample:
    """One window: ids with their special pieces, and what the heads should say of each piece."""

    ids: list[int]
    triggers: list[int] = field(default_factory=list)
    marks: list[list[int]] = field(default_factory=list)  # one list for each of MARKS
    claims: list[tuple[int, list[list[int]], list[int]]] = field(default_factory=list)  # piece, role targets, attributes
    scores: list[tuple[int, float]] = field(default_factory=list)  # piece, how surely it happened, -3 to 3
    marked: bool = True  # whether marks and triggers of it are labelled


@dataclass(frozen=True, slots=True)
class Pieced:
    """A text in pieces, with its sentences as runs of pieces."""

    text: Text
    encoding: Encoding
    runs: list[range]
    spots: list[Spot]  # of each piece, in the characters of the text as written


def pieced(text: Text, tokenizer: Tokenizer, neutraliser: Neutraliser) -> Pieced:
    """A labelled text cut into pieces."""
    neutral = neutraliser.text(text.text)
    encoding = tokenizer.encode(neutral.text, add_special_tokens=False)
    spots = [_spot(neutral, a, b, len(text.text)) for a, b in encoding.offsets]
    runs = []
    for start, end in sentences(text.text):
        inside = [place for place, (a, _) in enumerate(spots) if start <= a < end]
        if inside:
            runs.append(range(inside[0], min(inside[-1] + 1, inside[0] + LONGEST)))
    return Pieced(text, encoding, runs, spots)


def _spot(neutral: Neutral, start: int, end: int, length: int) -> Spot:
    """Where a piece stands in the text as written; a piece of a stand-in covers its name from near its start."""
    a = min(neutral.back(start), length)
    return a, max(a + 1, min(neutral.back(end - 1) + 1, length))


def samples(one: Pieced, chance: random.Random) -> Iterator[Sample]:
    """The windows of a text, at a budget drawn by chance."""
    for window in windows([len(run) for run in one.runs], *chance.choice(BUDGETS)):
        yield _sample(one, [piece for run in one.runs[window.first : window.last] for piece in run])


def _sample(one: Pieced, pieces: Sequence[int]) -> Sample:
    count = len(pieces) + 2
    sample = Sample([CLS, *(one.encoding.ids[piece] for piece in pieces), SEP], [0] * count, [[0] * count for _ in MARKS])
    spots = [one.spots[piece] for piece in pieces]
    for told in one.text.claims:
        _put_claim(sample, told, spots)
    for said in one.text.attributions:
        _put_said(sample, said, spots)
    return sample


def _put_claim(sample: Sample, told: Told, spots: Sequence[Spot]) -> None:
    covered = _covering(spots, told.trigger)
    if not covered:
        return
    piece = covered[0]
    if not sample.triggers[piece]:
        sample.triggers[piece] = TYPES.index(told.event_type)
        for rest in covered[1:]:
            if not sample.triggers[rest]:
                sample.triggers[rest] = IGNORE
    targets: list[list[int]] = [[] for _ in ROLES]
    for key, found in told.roles.items():
        targets[ROLES.index(KEYS[key])] += [each for spot in found for each in _covering(spots, spot)]
    targets[ROLES.index("number")] += [each for amount in told.numbers for each in _covering(spots, amount.spot)]
    sample.claims.append((piece, targets, _attributes(told)))


def _attributes(told: Told) -> list[int]:
    values = {name: told.values.get(key, ATTRIBUTES[name][0]) for name, key in NOTATION.items()}
    values["voice"] = "unnamed" if told.unnamed else "named" if "src" in told.roles else "article"
    return [options.index(values[name]) for name, options in ATTRIBUTES.items()]


def _put_said(sample: Sample, said: Said, spots: Sequence[Spot]) -> None:
    for kind, found in (("cue", [said.cue]), ("source", [said.source] if said.source else []), ("content", said.content)):
        marks = sample.marks[MARKS.index(kind)]
        for spot in found:
            for place, piece in enumerate(_covering(spots, spot)):
                marks[piece] = marks[piece] or (2 if place else 1)


def _covering(spots: Sequence[Spot], spot: Spot) -> list[int]:
    """The pieces of a window, counted with its first special piece, that overlap some characters."""
    return [place + 1 for place, (a, b) in enumerate(spots) if a < spot[1] and spot[0] < b]


def scored(path: Path, prefix: str, tokenizer: Tokenizer, neutraliser: Neutraliser) -> Iterator[Sample]:
    """Sentences with predicates scored -3 to 3 (unified factuality, MIT): only rows whose id begins with `prefix`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not row["id"].startswith(prefix):
                continue
            words = neutraliser.words(row["tokens"])
            encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
            first = {word: piece for piece, word in reversed(list(enumerate(encoding.word_ids)))}
            scores = [(first[each["i"]] + 1, each["score"]) for each in row["predicates"] if first.get(each["i"], 999) < 158]
            yield Sample([CLS, *encoding.ids[:158], SEP], scores=scores, marked=False)
