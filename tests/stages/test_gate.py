"""An article about no armed conflict is set aside unread and says so; one about a conflict, a short one or one in another language is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from unfog.config import Config
from unfog.errors import KnowledgeError
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document
from unfog.stages.acquire import gate
from unfog.stages.acquire.clean import CLEAN
from unfog.stages.acquire.clean.page import MOST_TAGS, glance

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted([*(ROOT / "samples" / "dispatches").glob("*.txt"), *(ROOT / "evals" / "gold" / "articles").glob("*.txt")])
GARDEN = "The roses by the western wall were cut back in March, and the beds were dug over with compost from the heap. "
WAR = "Shelling hit the town at dawn. Two soldiers were wounded, the regional governor said, and a bridge was closed. "
MENU = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in ("war", "army", "sport", "weather")) * 5


@pytest.fixture(scope="module")
def opens():
    return gate.build_gate(Knowledge(), ("en",))


def cleaned(content: str, media_type: str = "text/plain", **settings: bool):
    capture = Capture(id="c", origin="a", media_type=media_type, content=content.encode(), sidecar=None)
    return next(iter(CLEAN.build(Knowledge(), Config(**settings))(capture)))


def page(article: str) -> str:
    paragraphs = "".join(f"<p>{part}.</p>" for part in article.split(". ") if part.strip())
    return f"<html><body><nav><ul>{MENU}</ul></nav><main><article><h1>News</h1>{paragraphs}</article></main><footer><ul>{MENU}</ul></footer></body></html>"


def test_every_article_of_the_samples_and_of_the_gold_is_let_through(opens):
    assert len(ARTICLES) > 50
    assert [path.name for path in ARTICLES if not opens(path.read_text(encoding="utf-8"))] == []


def test_an_article_about_something_else_is_set_aside_with_its_reason():
    assert cleaned(GARDEN * 10, gate=True).code == "off_topic"
    assert isinstance(cleaned(GARDEN * 10), Document)
    assert isinstance(cleaned(GARDEN * 5 + WAR, gate=True), Document)


def test_a_passing_word_in_a_long_article_is_not_enough(opens):
    assert not opens(GARDEN * 30 + "It was a battle against weeds.")
    assert not opens(GARDEN * 30 + "Warsaw, warriors and toward are no such words, nor is harmy.")


def test_a_short_text_is_always_read(opens):
    assert opens("The roses were cut back in March.")


def test_what_is_in_another_language_is_left_to_be_told_so(opens):
    assert opens("Le jardinier a coupé les roses au mois de mars et il a retourné la terre avec du compost bien mûr. " * 8)


def test_a_page_is_glanced_at_before_it_is_read_with_care(monkeypatch):
    monkeypatch.setattr("unfog.stages.acquire.clean.read_page", lambda _: pytest.fail("it was read with care"))
    assert cleaned(page(GARDEN * 10), "text/html", gate=True).code == "off_topic"


def test_a_page_about_a_conflict_is_read_with_care():
    found = cleaned(page(GARDEN * 6 + WAR), "text/html", gate=True)
    assert isinstance(found, Document)
    assert "Two soldiers were wounded" in found.text


def test_a_glance_never_takes_long_and_says_where_it_saw_too_little():
    assert glance("<div>" * (MOST_TAGS + 1)) is None
    assert glance(f"<html><body><ul>{MENU}</ul><div>Loading</div></body></html>") is None


def test_words_that_are_more_than_words_are_refused():
    with pytest.raises(KnowledgeError, match=r"en\.gate\.x"):
        gate._scale([gate.GateRule(id="en.gate.x", pattern="shells?", yes=(), no=(), weight=1)])
