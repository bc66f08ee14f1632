"""Charts and maps: drawn without scripts, told in words as well, and never of what is not known."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from unfog.errors import UsageError
from unfog.views.drawing.bars import bars_svg
from unfog.views.drawing.map import Dot, map_svg
from unfog.views.ledgers import LEDGERS, ledger
from unfog.views.ledgers.charts import Bar, Chart, chart, text_chart

SHOWN = Chart("Launched (intercepted)", (Bar("2031-03-04", 28, 23), Bar("<Orliv>", 14, 0), Bar("2031-03-06", 7)))


def test_a_chart_in_characters_has_its_longest_bar_and_its_part() -> None:
    title, first, second, third = text_chart(SHOWN).splitlines()
    assert title == "Launched (intercepted)"
    assert (first.count("█"), first.count("░"), first.split()[-2:]) == (33, 7, ["28", "(23)"])
    assert (second.count("█"), second.count("░")) == (0, 20)
    assert (third.count("█"), third.split()[-1]) == (10, "7")


def test_a_chart_of_nothing_is_nothing() -> None:
    for name in LEDGERS:
        assert text_chart(chart(name, [])) == bars_svg(chart(name, [])) == ""
    assert map_svg([]) == ""


def test_a_chart_as_a_drawing_is_well_formed_and_tells_its_numbers() -> None:
    drawn = ET.fromstring(bars_svg(SHOWN))  # noqa: S314  our own
    assert len(drawn.findall(".//rect")) == 6
    assert drawn.find(".//title").text == "Launched (intercepted). 2031-03-04: 28 (23); <Orliv>: 14 (0); 2031-03-06: 7"  # type: ignore[union-attr]


def test_a_map_holds_all_dots_and_hollow_ones_where_the_place_is_vague() -> None:
    dots = [Dot("Orliv", 36.25, 49.5, 4, False), Dot("Reed & Fen", 31.0, 46.0, 1, True)]
    drawn = ET.fromstring(map_svg(dots))  # noqa: S314  our own
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    circles = drawn.findall("circle")
    assert len(circles) == 2
    assert all(0 < float(each.get("cx", -1)) < width and 0 < float(each.get("cy", -1)) < height for each in circles)
    assert [each.get("fill") for each in circles] == ["#b4472f", "none"]
    assert float(circles[0].get("r", 0)) > float(circles[1].get("r", 0))
    assert len(drawn.findall("path")) > 10
    assert "Reed & Fen: 1" in drawn.find("title").text  # type: ignore[union-attr, operator]


def test_a_map_at_the_edge_of_the_world_is_drawn() -> None:
    assert "<circle" in map_svg([Dot("North", 179.9, 84.0, 1, False), Dot("South", -179.9, -84.0, 1, False)])


def test_a_column_that_a_ledger_has_not_is_refused() -> None:
    table = ledger("strikes", [], [])
    assert table.only(["by", "date"]).columns == ("by", "date")
    with pytest.raises(UsageError, match="it has: date"):
        table.only(["colour"])
