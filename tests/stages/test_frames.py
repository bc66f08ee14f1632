"""Rows as tables: the columns of the exports, types also where nothing is in them, and what is said where a library is missing."""

from __future__ import annotations

import base64
import copy
import sys
from dataclasses import fields

import pytest

from unfog.errors import UsageError
from unfog.picture import Picture
from unfog.store import Store
from unfog.views.export import ClaimLine, EventLine
from unfog.views.frames import Rows
from unfog.views.ledgers import LEDGERS, LedgerTable
from unfog.views.ledgers.rows import Bounds, StrikeRow
from unfog.views.plots import Framed, Plots

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture
def empty():
    return Picture(Store(":memory:"))


def strike(**values):
    plain = dict.fromkeys([each.name for each in fields(StrikeRow)])
    return StrikeRow(**{**plain, "grade": "claimed", "events": ("e1", "e2"), **values})


def strikes(*rows, columns=None):
    return LedgerTable("strikes", columns or tuple(each.name for each in fields(StrikeRow)), frozenset(), rows)


def test_an_empty_picture_has_all_columns_with_their_types(empty):
    events, claims = empty.events.arrow(), empty.claims.arrow()
    assert events.column_names == [each.name for each in fields(EventLine)]
    assert claims.column_names == [each.name for each in fields(ClaimLine)]
    assert str(events.schema.field("latitude").type) == "double"
    assert pyarrow.types.is_struct(events.schema.field("figures").type.value_type)
    assert [name for name in LEDGERS if empty.ledger(name).arrow().num_rows] == []


def test_a_figure_is_two_columns_and_an_open_bound_is_empty():
    table = strikes(strike(launched=Bounds(28, None)), strike()).arrow()
    assert table["launched_low"].to_pylist() == [28.0, None]
    assert table["launched_high"].to_pylist() == [None, None]
    assert table["events"].to_pylist() == [["e1", "e2"]] * 2


def test_columns_can_be_chosen_by_field_or_by_column():
    table = strikes(strike(launched=Bounds(1, 2)))
    assert table.arrow("date", "launched").column_names == ["date", "launched_low", "launched_high"]
    assert table.arrow("launched_high").column_names == ["launched_high"]
    assert table.only(["grade"]).arrow().column_names == ["grade"]


def test_rows_are_the_tuple_that_they_were():
    rows = Rows.of("ab", StrikeRow, lambda: (strike(),))
    assert rows == ("a", "b")
    assert rows.arrow("grade").to_pylist() == [{"grade": "claimed"}]
    assert copy.deepcopy(rows) == ("a", "b")


def test_a_library_that_is_missing_is_asked_for(monkeypatch):
    table = strikes(strike())
    for name, words in {"polars": "pip install polars", "pandas": r"unfog\[notebook\]", "pyarrow": r"unfog\[parquet\]"}.items():
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(UsageError, match=words):
            getattr(table, name if name != "pyarrow" else "arrow")()


def test_nothing_to_draw_is_said():
    plots = Plots((), lambda title: title)
    for draw in (plots.map, plots.timeline):
        with pytest.raises(UsageError, match="nothing to draw: none of 0 events"):
            draw()


def test_a_page_in_a_frame_cannot_leave_it():
    html = Framed('<p title="x">&</p>', 300)._repr_html_()
    assert base64.b64decode(html.split("base64,")[1].split('"')[0]) == b'<p title="x">&</p>'
    assert 'sandbox="allow-scripts"' in html
    assert "height:300px" in html
