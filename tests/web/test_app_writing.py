"""What is judged and added in the browser: verdicts by keys alone, undone, and kept; a text that becomes a picture; hostile texts that never run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import invented
import pytest
from payloads import PAYLOADS

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")

import stored
from running import running, until, visit

from unfog.model import Judgement
from unfog.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
INJECTED = "#app img, #app iframe, #app base, #app script, #app meta, #app object, #app embed, #app link, #app style, #app svg image, #app math, #app video, #app audio"
STORY = "Brodivka, 3 March 2031 (Northgate Wire) - Two drones struck a warehouse in Kharkiv on Monday, the regional administration said."


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    path = tmp_path / "small.db"
    stored.fill(path, invented.picture(12)).close()
    with running(path) as address:
        yield address, path


def judgements(path: Path) -> list[Judgement]:
    with closing(Store(path, create=False)) as store:
        return sorted(store.rows(Judgement), key=lambda row: row.when)


def test_a_review_by_keys_alone_is_kept_and_undone(browser: Browser, site: tuple[str, Path]) -> None:
    address, path = site
    with visit(browser, address) as one:
        page = one.go("/review?kind=event")
        before = page.locator(".review-queue li").count()
        page.keyboard.press("a")
        until(page, "n => document.querySelectorAll('.review-queue li').length < n", before)
        assert [(row.verdict, row.who) for row in judgements(path)] == [("accept", "A reader")]
        page.keyboard.press("u")
        until(page, "n => document.querySelectorAll('.review-queue li').length === n", before)
        page.wait_for_load_state("networkidle")  # the list shows it before the store has it
        one.go("/judgements")
        assert page.locator(".journal li").count() == 2
    assert [row.verdict for row in judgements(path)] == ["accept", "take_back"]


def test_a_field_is_put_right_with_a_name_and_a_reason(browser: Browser, site: tuple[str, Path]) -> None:
    address, path = site
    with visit(browser, address) as one:
        page = one.go("/review?kind=event")
        page.keyboard.press("c")
        page.locator(".correction select").first.select_option("event_type")
        page.locator(".correction select").nth(1).select_option("damage")
        page.locator(".who input").nth(1).fill("The text tells of damage.")
        page.locator(".actions form button[type=submit]").click()
        page.wait_for_selector(".notice")
    (row,) = judgements(path)
    assert (row.verdict, row.field_name, row.value, row.why) == ("correct", "event_type", "damage", "The text tells of damage.")


def test_a_pasted_text_and_a_hostile_file_come_to_their_ends(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Store(path).close()
    name = "<img src=x onerror=alert(1)>.xyz"
    with running(path) as address, visit(browser, address) as one:
        page = one.go("/")
        assert "No events in this picture." in page.locator(".list").inner_text()
        one.go("/add")
        page.get_by_label("Text of the article").fill(STORY)
        page.get_by_label("Title", exact=True).fill("A strike in Kharkiv")
        page.get_by_role("button", name="Read it").click()
        page.locator(".job.done a", has_text="See the picture").wait_for()
        page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/plain", "buffer": b"\xff\xfe\x00 no text"}])
        page.locator(".job.done, .failed, .warning").nth(1).or_(page.locator(".warning")).first.wait_for()
        assert "onerror" in page.locator("main").inner_text()
        assert page.locator(INJECTED).count() == 0
        page.locator(".nav a", has_text="Picture").click()
        page.wait_for_selector(".row[id]")
        assert "Kharkiv" in page.locator(".list").inner_text()


def test_fifty_payloads_are_only_shown(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    made = _with_payloads(invented.picture(len(PAYLOADS)))
    stored.fill(path, made).close()
    with running(path, title=PAYLOADS[0]) as address, visit(browser, address) as one:
        page = one.go("/?sort=oldest")
        assert page.locator("h1").inner_text() == PAYLOADS[0]
        for route in _routes(made):
            one.go(route)
            assert page.locator("main").inner_text()
            _is_clean(page)
    assert len(PAYLOADS) == 50


def _routes(made: invented.Invented) -> list[str]:
    """Every kind of page; the texts of the first payloads on pages of their own, all of them in lists and the search."""
    pages = [f"/event/{event.id}" for event in made.events[:8]] + [f"/article/{document.id}" for document in made.documents[:8]]
    return [*pages, "/ledgers/strikes", "/ledgers/diplomacy", "/sources", "/compare", "/changes?since=2000-01-01", "/review", "/search?q=people", "/search?q=%3Cscript%3E"]


def _is_clean(page: Page) -> None:
    assert page.locator(INJECTED).count() == 0
    assert page.locator("a[href^='javascript' i], a[href^='data' i], a[href^='vbscript' i]").count() == 0
    assert page.evaluate("window.ran") is None


def _with_payloads(made: invented.Invented) -> invented.Invented:
    """The picture with a payload in every title, text, source, address, publisher and place."""
    own = {row.id: PAYLOADS[at % len(PAYLOADS)] for at, row in enumerate(made.documents)}
    documents = tuple(replace(row, title=own[row.id], publisher=own[row.id], url=own[row.id], name=own[row.id], text=row.text + own[row.id]) for row in made.documents)
    events = tuple(
        replace(
            row, place=row.place and replace(row.place, name=payload, region=payload), items=(invented.Named(payload, row.claims),),
            evidence=tuple(
                replace(each, claim=replace(each.claim, source=payload, via=(payload,), topic=payload), vouched_by=each.vouched_by and replace(each.vouched_by, name=payload))
                for each in row.evidence
            ),
        )
        for row, payload in zip(made.events, PAYLOADS, strict=True)
    )  # fmt: skip
    return invented.Invented(events, made.assessments, documents)
