"""32. Figures that contradict each other are both kept, with who says which."""

from __future__ import annotations

from hostile import picture

FEW = "date 2023-11-08 Three people were killed by Russian shelling in Kharkiv on Tuesday, the regional governor said."
MANY = "date 2023-11-08 Eleven people were killed by Russian shelling in Kharkiv on Tuesday, the city's mayor said. Rescuers searched the rubble."


def test_both_figures_are_kept(tmp_path):
    seen = picture(tmp_path / "in", {"a": FEW, "b": MANY}, a={"source": "Reedham Wire"}, b={"source": "Quay Post"})
    said = {(figure.low, each.source) for each in seen.claims for figure in each.numbers if figure.measure == "killed"}
    assert {low for low, _ in said} == {3, 11}
    ranges = [(figure.low, figure.high) for row in seen.assessments for figure in row.figures if figure.measure == "killed" and figure.side is None]
    assert {bound for each in ranges for bound in each} == {3, 11}
