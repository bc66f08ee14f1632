"""29. Formulas, NaN and points off the globe in exports: harmless, or refused in words. (See also tests/stages/test_export.py.)"""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from hostile import GOOD, picture

from unfog.errors import StoreError
from unfog.views import export
from unfog.views.export import safe_cell
from unfog.views.export.cells import finite

FORMULAS = ("=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "=HYPERLINK(\"https://evil.example\")", "−1+1", "\u200b=1", "%0A=1")
TABLES = ("csv", "acled", "ucdp", "hxl")
START = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(tmp_path, formula):
    seen = picture(tmp_path / "in", {"a": f"{formula}\n\n{GOOD}"}, a={"title": formula, "source": formula, "date": "2023-11-08"})
    texts = ["".join(export.event_text(seen.shown(), form)) for form in TABLES] + ["".join(export.claims_csv(seen.claim_lines()))]
    assert len(texts) == 5
    for text in texts:
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert len(cells) > 10
        assert [cell for cell in cells if cell.lstrip(" ").startswith(START) and not number(cell)] == []


def number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(StoreError, match="not a number"):
        finite(bad)


def test_json_is_json_everywhere(tmp_path):
    seen = picture(tmp_path / "in", {"a": GOOD})
    for line in export.events_jsonl(seen.shown()):
        json.loads(line, parse_constant=pytest.fail)
    json.loads("".join(export.geojson(seen.shown())), parse_constant=pytest.fail)
    assert safe_cell("=1") == "'=1"
