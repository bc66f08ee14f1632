"""The parser says of every word what the pipeline that it is built of says, only sooner."""

from __future__ import annotations

from pathlib import Path

import pytest

from unfog.stages.annotate.parse import LINE, Parsed, _load, build_parser
from unfog.stages.annotate.parse.words import _runs

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples" / "dispatches").glob("*.txt"))
ODD = [
    "Headline without a stop\n\n  He said they're gonna leave Bakhmut, y'all; let's see.  There were 12 of them.\t",
    "\u2014 \u00ab\u0421\u043b\u0430\u0432\u0430\u00bb! \U0001f600 the U.S. Army's 3rd brigade (of Gen. John Q. Smith Jr.) can't, won't and didn't.",
    "A",
    "...\n!\n ?",
    "New York New York New York\nThe United Nations Office for the Coordination of Humanitarian Affairs",
    "x " * 400,
]


class AsWritten:
    """Puts no stand-ins, so that both see the same words."""

    def words(self, words):
        return list(words)


@pytest.fixture(scope="module")
def parse():
    return build_parser(AsWritten())


@pytest.fixture(scope="module")
def pipeline():
    return _load()


def told(pipeline, text: str) -> list[tuple[object, ...]]:
    """Word by word what the pipeline itself says: offsets, lemma, tags, dependency, the head's offset, label."""
    rows = []
    for line in LINE.finditer(text):
        for word in (each for each in pipeline(line[0]) if not each.is_space):
            head = word if word.head.is_space else word.head
            label = f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else ""
            start = word.idx + line.start()
            rows.append(
                (start, start + len(word), word.lemma_.lower(), word.pos_, word.tag_, word.dep_, head.idx + line.start(), label)
            )
    return rows


def found(parsed: Parsed) -> list[tuple[object, ...]]:
    return [(*token[:6], parsed.tokens[token.head].start, token.ent) for token in parsed.tokens]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_parsed_as_by_the_pipeline_itself(parse, pipeline, text):
    assert found(parse(text)) == told(pipeline, text)


def test_the_samples_are_parsed_as_by_the_pipeline_itself(parse, pipeline):
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES[:6]]
    assert len(texts) == 6
    assert [found(parse(text)) for text in texts] == [told(pipeline, text) for text in texts]


def test_what_was_read_before_changes_nothing(parse):
    text = SAMPLES[7].read_text(encoding="utf-8")
    first = parse(text)
    for other in SAMPLES[8:11]:
        parse(other.read_text(encoding="utf-8"))
    assert parse(text) == first


def test_a_text_without_words_has_none(parse):
    assert parse(" \n\t\n") == Parsed((), ())


@pytest.mark.parametrize(("spans", "runs"), [([], []), ([(3, 5), (0, 2), (4, 6)], [(0, 2), (3, 6)]), ([(0, 2), (2, 4)], [(0, 2), (2, 4)])])
def test_spans_that_overlap_are_one_run(spans, runs):
    assert list(_runs(spans)) == runs
