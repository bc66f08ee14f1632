"""15. Nesting without end: the article inside is found, or set aside in words."""

from __future__ import annotations

import pytest
from hostile import GOOD, Clock, taken_in

ARTICLE = f"<p>{GOOD * 5}</p>"
DEEP = {False: 30_000, True: 1_000_000}
PAGES = {
    "blocks": ("<div>", "</div>"),
    "letters": ("<b>", "</b>"),
    "tables": ("<table><tr><td>", ""),
    "lists": ("<ul><li>", "</li></ul>"),
    "never closed": ("<section><article>", ""),
    "quotes": ("<blockquote>", "</blockquote>"),
    "strange": ("<x-a>", "</x-a>"),
}
FLAT = {
    "angles": "<",
    "comments": "<!--",
    "entities": "&amp;&#x1F600;",
    "half entities": "&",
    "ends": "</div>",
    "attributes": "<p a=1 b='2'>",
    "scripts": "<script>",
}


@pytest.mark.parametrize(("begin", "end"), PAGES.values(), ids=PAGES)
def test_an_article_under_many_tags_is_found(tmp_path, begin, end, full):
    page = f"<html><body>{begin * DEEP[full]}{ARTICLE}{end * DEEP[full]}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with Clock() as clock:
        documents, issues = taken_in(tmp_path)
    if issues:  # more markup than an input may have: said in words
        assert [each.code for each in issues] == ["too_large"]
    else:
        assert "23 of 28 drones" in documents[0].text
    assert clock.spent < (60 if full else 6)


@pytest.mark.parametrize("mark", FLAT.values(), ids=FLAT)
def test_an_article_beside_a_flood_of_marks_is_found(tmp_path, mark, full):
    page = f"<html><body>{ARTICLE}{mark * DEEP[full]}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with Clock() as clock:
        documents, issues = taken_in(tmp_path)
    assert [each.code for each in issues] in ([], ["too_large"], ["too_long"])
    assert issues or "23 of 28 drones" in documents[0].text
    assert clock.spent < (60 if full else 6)


@pytest.mark.parametrize("content", ["[", '{"a":', '[{"text":[', '{"text":{"text":'])
@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_records_nested_without_end_are_set_aside(tmp_path, content, ending, full):
    (tmp_path / f"a{ending}").write_text(content * DEEP[full], encoding="utf-8")
    documents, issues = taken_in(tmp_path)
    assert (documents, [each.code for each in issues]) == ([], ["bad_json"])


@pytest.mark.parametrize("ending", [".rss", ".xml"])
def test_a_feed_nested_without_end_is_set_aside_or_read(tmp_path, ending, full):
    depth = DEEP[full] // 10
    item = f"<item><title>t</title><description>{GOOD}</description></item>"
    feed = f"<rss version='2.0'><channel>{'<x>' * depth}{item}{'</x>' * depth}</channel></rss>"
    (tmp_path / f"a{ending}").write_text(feed, encoding="utf-8")
    with Clock() as clock:
        documents, issues = taken_in(tmp_path)
    assert len(documents) + len(issues) >= 1
    assert clock.spent < 60
