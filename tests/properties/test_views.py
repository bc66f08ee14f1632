"""What comes out keeps its promises for any input: cells are harmless, numbers survive, sentences are clean and attributed."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from made_events import (
    NORLAND,
    NORTH_MINISTRY,
    ORLIV,
    SOUTH_STAFF,
    SUDLAND,
    WIRE,
    assessment,
    document,
    event,
    evidence,
    span,
)
from unfog.knowledge import Knowledge
from unfog.views import export
from unfog.views.briefing import brief
from unfog.views.briefing.numbers import numbers
from unfog.views.briefing.support import numbers_said
from unfog.views.export.cells import FORMULA, csv_text
from unfog.views.ledgers import LEDGERS, ledger
from unfog.views.sentences import headline
from unfog.views.sentences.phrases import bounds, number

TYPES = sorted({name for names in Knowledge().ontology.types.ledger.values() for name in names})
GRADES = ("confirmed", "corroborated", "reported", "claimed", "contested", "refuted")
WHOLE = st.integers(min_value=0, max_value=10**13)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_cell_comes_back_as_it_was_and_is_never_a_formula(values: list[str]) -> None:
    text = "".join(csv_text(["x"] * len(values), [values]))
    if "\x00" in text:
        return
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert [
        cell.removeprefix("'") if cell != value else cell for cell, value in zip(row, values, strict=True)
    ] == values
    assert not any(cell.lstrip(" ").startswith(FORMULA) for cell in row)


@given(WHOLE)
def test_a_number_in_words_is_read_back(value: int) -> None:
    assert value in {round(each) for each in numbers(number(value))}
    assert {round(each) for each in numbers_said(number(value))} == {value}


@given(st.none() | WHOLE, st.none() | WHOLE)
def test_bounds_hold_no_other_number(low: int | None, high: int | None) -> None:
    told = {round(each) for each in numbers_said(bounds(low, high))}
    assert told == {each for each in (low, high) if each is not None}


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list, list]:  # type: ignore[type-arg]
    events, graded = [], []
    for ordinal in range(draw(st.integers(1, 4))):
        source = draw(st.sampled_from([NORTH_MINISTRY, SOUTH_STAFF, WIRE]))
        row = evidence(
            draw(st.sampled_from(["nine were hurt near Orliv", "Norland fired 12 missiles", "it did not happen"])), source,
            event_type=draw(st.sampled_from(TYPES)), start=ordinal * 100,
            who=draw(st.sampled_from([(), (NORLAND,), (NORLAND, SUDLAND)])), whom=draw(st.sampled_from([(), (SUDLAND,)])),
            at=draw(st.sampled_from([(), (ORLIV,)])), phase=draw(st.sampled_from(["past", "ongoing", "future"])),
            stance=draw(st.sampled_from(["asserts", "denies", "warns", "estimates", "declines", "promises"])),
            factuality=draw(st.sampled_from(["CT+", "PR+", "PS+", "CT-", "UU"])),
            aid_stage=draw(st.sampled_from([None, "pledged", "delivered"])), items=draw(st.sampled_from([(), ("tanks",)])),
        )  # fmt: skip
        made = event(row, ledger=draw(st.sampled_from(LEDGERS)))
        figures = draw(st.sampled_from([(), (span("killed", 9, None),), (span("launched", 12, 12, of="missiles"),)]))
        events.append(made)
        graded.append(assessment(made, draw(st.sampled_from(GRADES)), *figures))
    return events, graded


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_sentences_are_clean_and_a_claim_names_its_source(picture: tuple[list, list]) -> None:  # type: ignore[type-arg]
    assert picture[0]
    for made, graded in zip(*picture, strict=True):
        told = headline(made, graded)
        assert told.endswith(".")
        assert not set("{}[]|") & set(told)
        if graded.grade == "claimed" and made.event_type not in {"position", "aid"}:
            assert made.evidence[0].vouched_by.name in told or "not known" in told


@settings(max_examples=40, deadline=None)
@given(pictures(), st.randoms())
def test_the_order_of_rows_does_not_matter(picture: tuple[list, list], chance: object) -> None:  # type: ignore[type-arg]
    events, graded = picture
    documents = {"d1": document(text="")}

    def out(events: list, graded: list) -> tuple[object, ...]:  # type: ignore[type-arg]
        tables = [ledger(name, events, graded).rows for name in LEDGERS]
        told = brief(events, graded, documents.values())
        return (tables, told, list(export.shown(events, graded, documents).lines()))

    before = out(events, graded)
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert out(shuffled, list(reversed(graded))) == before
