"""Repeats are found whatever was changed around them, with spans that stand in both texts, and unlike stories stay apart."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Capture, Copy, Document, Family, Row, Sketch, make_id
from unfog.stage import Group
from unfog.stages.acquire.capture import capture
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.dedupe import COPIES, FAMILIES, LARGE, SKETCH, SMALL
from unfog.stages.acquire.dedupe.sketch import MEETING

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def story(seed: int, count: int) -> str:
    """Invented words in sentences; different seeds share none but by chance."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(count)]
    ends = [". " if chance.random() < 0.07 else " " for _ in words]
    return "".join(word + end for word, end in zip(words, ends, strict=True)).strip()


def document(name: str, text: str, published: str | None = "2023-05-01", publisher: str | None = None) -> Document:
    return Document(
        id=make_id(name), capture_id="c", name=name, publisher=publisher, published=published, published_precision="day",
        published_from="metadata", url=None, title=None, text=text,
    )  # fmt: skip


def rows_of(stage: object, *given: object) -> list[Row]:
    return list(built(stage)(*given))


@cache
def built(stage: object) -> Callable[..., Iterable[Row]]:
    """A stage's function, built once: the register is not read for every document."""
    return stage.build(Knowledge(), Config())  # type: ignore[attr-defined,no-any-return]


def found(documents: Iterable[Document]) -> tuple[list[Copy], list[Family]]:
    """The rows that the three stages give for the documents."""
    sketches = [row for each in documents for row in rows_of(SKETCH, each)]
    groups: dict[str, list[Row]] = defaultdict(list)
    for sketch in sketches:
        assert isinstance(sketch, Sketch)
        for band in sketch.bands:
            groups[band].append(sketch)
    copies: dict[str, Copy] = {}
    for key, members in groups.items():
        for copy in rows_of(COPIES, Group(key, {Sketch: tuple(members)})):
            assert isinstance(copy, Copy)
            assert copies.setdefault(copy.id, copy) == copy
    families = rows_of(FAMILIES, Group("all", {Sketch: tuple(sketches), Copy: tuple(copies.values())}))
    return list(copies.values()), [row for row in families if isinstance(row, Family)]


def deduped(documents: Iterable[Document]) -> tuple[dict[tuple[str, str], Copy], dict[str, str]]:
    """Copies by the names of copy and origin, and the name of each document's family head."""
    documents = list(documents)
    names = {each.id: each.name for each in documents}
    copies, families = found(documents)
    pairs = {(names[copy.document_id], names[copy.origin_id]): copy for copy in copies}
    return pairs, {names[row.document_id]: names[row.family_id] for row in families}


def test_the_same_words_are_an_exact_copy_however_they_are_set() -> None:
    text = story(1, 200)
    copies, families = deduped([document("a", text), document("b", text.upper().replace(" ", " \n"), "2023-05-02")])
    assert [(pair, copy.kind, copy.score) for pair, copy in copies.items()] == [(("b", "a"), "exact", 1.0)]
    assert families == {"a": "a", "b": "a"}


def test_a_new_lede_makes_a_near_copy_with_its_spans() -> None:
    text = story(1, 300)
    reprint = f"{story(2, 20)} {text} {story(3, 10)}"
    copies, _ = deduped([document("a", text), document("b", reprint, "2023-05-02")])
    copy = copies["b", "a"]
    (span,) = copy.spans
    assert copy.kind == "near"
    assert (reprint[span.start : span.end], text[span.other_start : span.other_end]) == (
        text.rstrip("."),
        text.rstrip("."),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_shared_passage_is_always_met_once_it_is_long_enough(seed: int) -> None:
    passage = story(seed, MEETING)
    one = f"{story(100 + seed, 70)} {passage} {story(200 + seed, 80)}"
    other = f"{story(300 + seed, 40)} {passage} {story(400 + seed, 90)}"
    copies, families = deduped([document("a", one), document("b", other, "2023-05-02")])
    (span,) = copies["b", "a"].spans
    assert other[span.start : span.end] == passage.rstrip(".")
    assert copies["b", "a"].kind == "partial"
    assert families == {"a": "a", "b": "b"}


def test_unrelated_stories_are_no_copies() -> None:
    copies, families = deduped([document(f"d{seed}", story(seed, 300)) for seed in range(30)])
    assert copies == {}
    assert families == {name: name for name in families}
    assert len(families) == 30


def test_the_likely_origin_is_the_earlier_then_the_longer() -> None:
    text = story(1, 200)
    later, earlier, undated = (
        document("l", text, "2023-05-02"),
        document("e", text, "2023-05-01"),
        document("u", text, None),
    )
    assert set(deduped([undated, later, earlier])[1].values()) == {"e"}
    longer = document("longer", f"{text} {story(2, 40)}", "2023-05-01")
    assert set(deduped([later, earlier, longer])[1].values()) == {"longer"}


def test_of_one_day_the_agency_is_the_likely_origin() -> None:
    text = story(1, 200)
    wire = document("wire", text, publisher="reuters.com")
    paper = document("paper", f"{story(2, 60)} {text}", publisher="valley.example")
    assert set(deduped([paper, wire])[1].values()) == {"wire"}
    assert set(deduped([document("first", text, "2023-04-30"), wire])[1].values()) == {"first"}


def test_a_document_made_of_two_stories_does_not_make_them_one() -> None:
    one, two = story(1, 300), story(2, 290)
    _, families = deduped([document("one", one), document("two", two), document("both", f"{one} {two}", "2023-05-03")])
    assert families["one"] != families["two"]
    assert families["both"] == "one"


def test_a_passage_belongs_to_the_family_where_it_stands_first() -> None:
    wire, other_wire = story(1, 120), story(2, 120)
    round_up = f"{story(3, 150)} {wire} {story(4, 150)} {other_wire}"
    late = f"{story(5, 200)} {wire}"
    documents = [
        document("wire", wire, "2023-05-01"),
        document("other", other_wire, "2023-05-01"),
        document("roundup", round_up, "2023-05-02"),
        document("late", late, "2023-05-03"),
    ]
    rows = {row.document_id: row for row in found(documents)[1]}
    name = {make_id(each.name): each.name for each in documents}

    def at(which: str, passage: str) -> str:
        text = next(each.text for each in documents if each.name == which)
        start = text.index(passage[:60])
        return name[rows[make_id(which)].at(start, start + 60)]

    assert at("roundup", wire) == "wire"
    assert at("roundup", other_wire) == "other"
    assert at("roundup", story(3, 150)) == "roundup"
    assert at("late", wire) == "wire"
    assert rows[make_id("wire")].passages == ()


def test_standing_paragraphs_of_one_site_are_no_copies_but_those_of_two_are() -> None:
    standing = story(1, 80)
    one = document("a", f"{story(2, 200)} {standing}", publisher="valley.example")
    own = document("b", f"{story(3, 200)} {standing}", publisher="valley.example")
    foreign = document("c", f"{story(4, 200)} {standing}", "2023-05-02", "hill.example")
    assert deduped([one, own])[0] == {}
    assert set(deduped([one, foreign])[0]) == {("c", "a")}


def test_two_articles_with_one_quotation_in_common_stay_apart() -> None:
    quotation = story(1, 25)
    copies, families = deduped(
        [document("a", f"{story(2, 300)} {quotation}"), document("b", f"{story(3, 280)} {quotation}")]
    )
    assert copies == {}
    assert families == {"a": "a", "b": "b"}


def test_a_text_without_enough_words_is_met_only_by_its_like() -> None:
    copies, families = deduped(
        [document("a", "Shells fell."), document("b", "Shells fell!"), document("c", "Shells flew.")]
    )
    assert [copy.kind for copy in copies.values()] == ["exact"]
    assert families["c"] == "c"
    assert families["a"] == families["b"]


def test_a_story_that_hundreds_print_is_one_family_at_bounded_cost() -> None:
    text = story(1, 120)
    prints = [document(f"p{number}", f"{text} {story(number + 2, 8)}") for number in range(SMALL + 60)]
    copies, families = deduped(prints)
    assert len(set(families.values())) == 1
    assert len(copies) < 15 * len(prints)


def test_the_furniture_of_a_site_costs_next_to_nothing() -> None:
    furniture = story(1, 60)
    sketches = [
        rows_of(SKETCH, document(f"p{number}", f"{story(number + 2, 20)} {furniture}"))[0]
        for number in range(LARGE + 1)
    ]
    shared = set.intersection(*({*sketch.bands} for sketch in sketches))  # type: ignore[attr-defined]
    assert shared
    pairs = rows_of(COPIES, Group(min(shared), {Sketch: tuple(sketches)}))
    assert 0 < len(pairs) <= 2 * len(sketches)


@pytest.mark.shared
def test_known_reprints_of_real_articles_are_found() -> None:
    shared = Path(__file__).resolve().parents[3] / "shared"
    known = shared / "bench" / "syndication_silver_pairs.jsonl.gz"
    if not known.is_file():
        pytest.skip("the measuring data is not beside the checkout")
    pairs = [
        pair for pair in map(json.loads, gzip.decompress(known.read_bytes()).splitlines()) if not pair["same_site"]
    ]
    wanted = {pair[end] for pair in pairs for end in ("id1", "id2")}
    news = [str(path) for path in sorted((shared / "news").glob("en_*.jsonl.gz"))]
    clean = CLEAN.build(Knowledge(), Config(gate=False))
    documents = [row for each in capture(news, Config()) if isinstance(each, Capture) for row in clean(each)]
    copies, _ = deduped(each for each in documents if isinstance(each, Document) and each.name in wanted)
    met = {frozenset(pair) for pair in copies}
    assert len(pairs) == 176
    assert sum(frozenset((pair["id1"], pair["id2"])) in met for pair in pairs) >= 155


def told(text: str, edition: int) -> str:
    """The text as another site prints it: a word changed in every sentence, an opening and a closing of its own."""
    chance = random.Random(edition)
    sentences = text.split(". ")
    for at, sentence in enumerate(sentences):
        words = sentence.split(" ")
        words[chance.randrange(len(words))] = f"w{edition}"
        sentences[at] = " ".join(words)
    return f"{story(1000 + edition, 12)}. {'. '.join(sentences)}. {story(2000 + edition, 9)}"


@pytest.mark.parametrize("days", [1, 12])
def test_a_story_lightly_rewritten_by_224_sites_over_days_is_one_family(days: int) -> None:
    text = story(77, 260)
    sites = [
        document(f"s{n:03d}", text if n == 0 else told(text, n), f"2023-05-{1 + n % days:02d}", f"Site {n}") for n in range(224)
    ]
    other = document("other", story(78, 260), "2023-05-01", "Quay Post")
    _, families = deduped([*sites, other])
    heads = {families[each.name] for each in sites}
    assert families["s000"] in heads
    assert len(heads) == 1
    assert families["other"] == "other"


def test_two_reporters_of_one_speech_are_no_copies() -> None:
    said = f'"{story(5, 60)}"'
    one = f"{story(6, 90)}. The speaker told them: {said} {story(7, 40)}"
    other = f"{story(8, 80)}. {said} was what the hall heard. {story(9, 50)}"
    copies, families = deduped([document("a", one, publisher="A"), document("b", other, publisher="B")])
    assert [copy.kind for copy in copies.values()] == ["quote"]
    assert families == {"a": "a", "b": "b"}
    copies, _ = deduped([document("a", one, publisher="A"), document("b", other.replace('"', ""), publisher="B")])
    assert [copy.kind for copy in copies.values()] == ["quote"]
    copies, _ = deduped([document("a", one.replace('"', ""), publisher="A"), document("b", other.replace('"', ""), publisher="B")])
    assert [copy.kind for copy in copies.values()] == ["partial"]
