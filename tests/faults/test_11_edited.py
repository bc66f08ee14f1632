"""11. An article is edited, gets another title, is withdrawn: the picture is that of a fresh store, and what was said before is kept."""

from __future__ import annotations

import json

from hostile import GOOD, read

from unfog.model import Claim
from unfog.store import Store
from unfog.views import export

FIRST = GOOD + "In Chuhuiv a school burnt down after Russian shelling, the mayor said."
CHANGES = {
    "edited": FIRST.replace("Two people were killed", "Five people were killed"),
    "cut": GOOD,
    "withdrawn": "This article has been withdrawn by the editors because its figures could not be confirmed.",
}


def current(seen) -> str:
    return "".join(export.claims_jsonl(seen.claim_lines())) + "".join(export.events_jsonl(seen.shown()))


def test_an_article_changes(tmp_path):
    article, beside = tmp_path / "a.txt", tmp_path / "a.json"
    store = Store(":memory:")
    article.write_text(FIRST, encoding="utf-8")
    kept = len(list(read(store, tmp_path).rows(Claim)))
    assert kept > 2
    for change, text in CHANGES.items():
        article.write_text(text, encoding="utf-8")
        seen = read(store, tmp_path)
        assert current(seen) == current(read(Store(":memory:"), tmp_path)), change
        assert seen.books.inputs == seen.books.ok == 1
    beside.write_text(json.dumps({"title": "Another title", "date": "2023-11-08"}), encoding="utf-8")
    seen = read(store, tmp_path)
    assert current(seen) == current(read(Store(":memory:"), tmp_path))
    assert len([each for each in store.recorded(Claim) if each[2] is not None]) >= kept
