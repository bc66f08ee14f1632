"""31. Dates that contradict each other are flagged, never mended in silence. (See also tests/stages/test_doubts.py.)"""

from __future__ import annotations

from hostile import GOOD, picture

from unfog.talk import doubtful


def test_a_contradicted_date_is_flagged(tmp_path):
    seen = picture(tmp_path / "in", {"a": f"date 2022-10-14 {GOOD}", "b": f"date 2023-10-14 {GOOD} Elsewhere."}, a={"url": "https://reedham.example/2023/10/14/x"})
    by_name = {each.name: each for each in seen.documents}
    assert [each.code for each in by_name["a"].doubts] == ["dates_differ"]
    assert by_name["b"].doubts == ()
    said = "\n".join(doubtful(seen))
    assert "2023-10-14" in said
    assert "2022-10-14" in said
