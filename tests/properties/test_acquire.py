"""What holds for every input: nothing is lost or invented, spans read the same in both texts, order is nothing."""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Capture, Copy, Document, Family, Passage, SharedSpan, Sketch, make_id
from unfog.stage import Group
from unfog.stages.acquire.capture import capture
from unfog.stages.acquire.capture.find import KINDS
from unfog.stages.acquire.capture.read import lines
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.clean.dates import from_header, from_metadata
from unfog.stages.acquire.clean.tidy import tidy
from unfog.stages.acquire.dedupe import COPIES, FAMILIES, SKETCH
from unfog.stages.acquire.dedupe.compare import compared, seniority
from unfog.stages.acquire.dedupe.sketch import draw, read_places

# Few different words, so that texts share runs and repeat themselves.
WORDS = st.lists(st.sampled_from(["fire", "Straße", "in", "THE", "port’s", "Одеса", "it", "7"]), max_size=60)
SPACES = st.sampled_from([" ", "  ", "\n\n", ", ", ". “"])
DAYS = st.dates().map(str)
clean = CLEAN.build(Knowledge(), Config(gate=False))
copies = COPIES.build(Knowledge(), Config())
families = FAMILIES.build(Knowledge(), Config())


def document(number: int, text: str) -> Document:
    return Document(
        id=make_id(number), capture_id="c", name=str(number), publisher=None, published=f"2023-05-0{number % 3 + 1}",
        published_precision="day", published_from="metadata", url=None, title=None, text=text,
    )  # fmt: skip


def folded(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"\w+", text)]


@given(DAYS, st.sampled_from(["", " ", "\n  "]), st.text(min_size=1).filter(lambda text: text.strip() == text))
@settings(deadline=None)
def test_a_header_is_taken_off_whole_and_the_text_left_whole(day: str, before: str, text: str) -> None:
    dated, rest = from_header(f"{before}date {day} {text}")
    assert rest == text
    assert dated == from_metadata(day, "header")


@given(st.text())
@settings(deadline=None)
def test_a_text_without_a_header_is_left(text: str) -> None:
    dated, rest = from_header(f"The {text}")
    assert (dated, rest) == (None, f"The {text}")


@given(st.text())
@settings(deadline=None)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html"]))
@settings(deadline=None, max_examples=150)
def test_any_bytes_end_as_a_document_or_an_issue(content: bytes, media_type: str) -> None:
    rows = list(clean(Capture(id="c", origin="a.txt", media_type=media_type, content=content)))
    assert len(rows) == 1
    if isinstance(rows[0], Document):
        assert rows[0].text.encode()


@given(
    st.sampled_from(sorted(KINDS)),
    st.booleans(),
    st.one_of(st.binary(max_size=200), st.text(alphabet='{}[]",:;\n\\text1 ', max_size=120).map(str.encode)),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_any_file_ends_as_captures_or_issues(kind: str, named_packed: bool, content: bytes, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{kind}{'.gz' if named_packed else ''}")
        path.write_bytes(gzip.compress(content) if packed else content)
        found = list(capture([str(path)], Config(max_capture_bytes=100)))
    assert found
    assert all(each.id and each.origin.startswith(path.as_posix()) for each in found)
    assert len({each.id for each in found}) == len(found)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n\ufeff", exclude_categories=["Cs"]), max_size=30)),
    st.integers(1, 7),
)
@settings(deadline=None)
def test_lines_come_whole_however_the_bytes_are_cut(content: list[str], size: int) -> None:
    raw = "".join(line + "\n" for line in content).encode()
    cut = [raw[at : at + size] for at in range(0, len(raw), size)]
    if not raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        assert list(lines(cut, 1000)) == [line + "\n" for line in content]


@given(WORDS, st.lists(SPACES, min_size=60, max_size=60))
@settings(deadline=None)
def test_a_sketch_knows_where_each_word_stands(words: list[str], spaces: list[str]) -> None:
    text = "".join(word + space for word, space in zip(words, spaces, strict=False))
    places = read_places(draw(document(1, text), agency=False))
    assert [text[start:end].casefold() for start, end in places.tolist()] == folded(text)


@given(WORDS, WORDS, WORDS, SPACES)
@settings(max_examples=200, deadline=None)
def test_shared_spans_read_the_same_in_both_texts(
    head: list[str], body: list[str], tail: list[str], space: str
) -> None:
    one, other = document(1, space.join(body + tail)), document(2, " ".join(head + body))
    origin, repeat = sorted((draw(one, agency=False), draw(other, agency=True)), key=seniority)
    copy = compared(origin, repeat)
    texts = {each.id: each.text for each in (one, other)}
    last = 0
    for span in copy.spans if copy else ():
        ours = texts[repeat.document_id][span.start : span.end]
        assert folded(ours) == folded(texts[origin.document_id][span.other_start : span.other_end])
        assert folded(ours)
        assert span.start >= last
        last = span.end
    if copy:
        assert 0 < copy.score <= 1


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=6), st.randoms())
@settings(max_examples=60, deadline=None)
def test_copies_are_a_function_of_the_set(parts: Sequence[tuple[list[str], list[str]]], chance: object) -> None:
    stem = " ".join(parts[0][0] * 2)
    sketches = [
        row
        for at, (head, tail) in enumerate(parts)
        for row in rows(document(at, f"{' '.join(head)} {stem} {' '.join(tail)}"))
    ]
    keys = {band for each in sketches for band in each.bands}
    shuffled = list(sketches)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for key in sorted(keys):
        there = tuple(each for each in sketches if key in each.bands)
        again = tuple(each for each in shuffled if key in each.bands)
        assert sorted(copies(Group(key, {Sketch: there})), key=id_of) == sorted(
            copies(Group(key, {Sketch: again})), key=id_of
        )


@given(
    st.integers(2, 9),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 3)), max_size=14),
    st.randoms(),
)
@settings(max_examples=150, deadline=None)
def test_families_are_a_function_of_the_set(count: int, pairs: list[tuple[int, int, int]], chance: object) -> None:
    texts = [document(at, f"word{at} " * 30) for at in range(count)]
    sketches = sorted((row for text in texts for row in rows(text)), key=seniority)
    links = {(one, other): kind for one, other, kind in pairs if one < other < count}
    found = [link(sketches[one], sketches[other], kind) for (one, other), kind in links.items()]
    expected = families(Group("all", {Sketch: tuple(sketches), Copy: tuple(found)}))
    for given_rows in (sketches, found):
        chance.shuffle(given_rows)  # type: ignore[attr-defined]
    again = families(Group("all", {Sketch: tuple(sketches), Copy: tuple(found)}))
    first, second = sorted(expected, key=id_of), sorted(again, key=id_of)
    assert first == second
    assert len(first) == count
    head_of = {row.document_id: row.family_id for row in first}
    assert all(head_of[head] == head for head in head_of.values())
    assert all(head_of[copy.document_id] == head_of[copy.origin_id] for copy in found if copy.kind == "near")


def link(origin: Sketch, repeat: Sketch, kind: int) -> Copy:
    """A copy of the first words: whole, strong or weak."""
    return Copy(
        id=make_id(origin.id, repeat.id), document_id=repeat.document_id, origin_id=origin.document_id,
        kind="near" if kind == 0 else "partial", score=(1.0, 0.7, 0.5, 0.2)[kind], spans=(SharedSpan(0, 40, 0, 40),),
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from("xyz")), max_size=6),
    st.integers(0, 80),
    st.integers(1, 20),
)
@settings(deadline=None)
def test_words_belong_to_the_passages_that_hold_most_of_them(
    parts: list[tuple[int, int, str]], start: int, size: int
) -> None:
    passages = tuple(Passage(at, at + length, family) for at, length, family in parts)
    row = Family(id="f", document_id="d", family_id="own", passages=passages)
    inside = [each for each in passages if each.start <= start and start + size <= each.end]
    touching = {each.family_id for each in passages if each.start < start + size and start < each.end}
    assert row.at(start, start + size) in touching | {"own"}
    if inside:
        assert row.at(start, start + size) != "own"
    if not touching:
        assert row.at(start, start + size) == "own"


def rows(given_document: Document) -> list[Sketch]:
    return list(SKETCH.build(Knowledge(), Config())(given_document))  # type: ignore[arg-type]


def id_of(row: object) -> str:
    return row.id  # type: ignore[attr-defined]
