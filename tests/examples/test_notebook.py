"""The example notebook runs from its first cell to its last, and answers its question."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = json.loads((ROOT / "examples" / "drones_by_night.ipynb").read_text(encoding="utf-8"))
CELLS = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def run(cells, names):
    """Run cells in one room of names; give the value of each cell's last line, as a notebook shows it."""
    for number, source in enumerate(cells):
        tree = ast.parse(source, f"cell {number}")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), names)  # noqa: S102  our own notebook
        yield eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None  # noqa: S307


@pytest.fixture(scope="module")
def shown():
    matplotlib = pytest.importorskip("matplotlib")
    pytest.importorskip("pandas")
    matplotlib.use("Agg")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return list(run(CELLS, {}))


def test_it_answers_its_question(shown):
    documents, claims, events = shown[0]
    assert documents == 14
    assert claims > events > 100
    night = shown[2].loc["2023-10-12"].loc["Ukrainian Air Force"]
    assert night["launched_low"].max() == 28
    assert set(shown[2]["grade"]) <= {"confirmed", "corroborated", "reported", "claimed", "contested", "refuted"}
    assert shown[3].loc["2023-10-12", "Ukrainian Air Force"] == 28


def test_it_leads_back_to_sentences(shown):
    assert len(shown[4]) >= 1
    assert shown[4]["quote"].str.contains("28 attack drones").any()


def test_its_pictures_are_drawn(shown):
    map_axes, timeline, report = shown[5:]
    assert len(map_axes.collections) >= 8
    assert timeline.get_ylabel() == "events"
    assert sum(bar.get_height() for bar in timeline.patches) > 100
    assert report._repr_html_().startswith("<iframe")


def test_it_is_kept_without_outputs():
    assert [cell for cell in NOTEBOOK["cells"] if cell.get("outputs") or cell.get("execution_count")] == []
