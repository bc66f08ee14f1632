"""A walk through every page of the application: on the samples, or on the store that UNFOG_STORE names (`make test-large`).

On each page there is what it is for, nothing asks another machine, and axe-core finds nothing wrong, light or dark.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")

from running import Visit, running, until, visit

from unfog import runs
from unfog.config import Config
from unfog.engines.local import quiet
from unfog.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "dispatches"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("walk") / "walk.db"
    given = os.environ.get("UNFOG_STORE")
    if given:
        shutil.copy(given, path)
    else:
        with closing(Store(path)) as store:
            runs.run(store, [str(SAMPLES)], Config(workers=1), progress=quiet)
    with running(path, title="A picture") as address:
        yield address


@pytest.fixture
def visited(browser: Browser, site: str) -> Iterator[Visit]:
    with visit(browser, site) as one:
        yield one


def first_event(page: Page) -> str:
    """The id of a contested event where there is one, else of the first."""
    page.locator(".chip.contested").click()
    until(page, "document.querySelector('.row[id], .empty')")
    if page.locator(".row[id]").count() == 0:
        page.locator(".chip.contested").click()
    row = page.locator(".row[id]").first
    row.click()
    return (row.get_attribute("id") or "").removeprefix("row-")


def test_a_walk_through_every_page(visited: Visit) -> None:
    page = visited.go("/")
    assert page.locator(".total strong").inner_text() != "0"
    assert page.locator(".timeline .bar").count() > 3
    event = first_event(page)
    assert page.locator("#detail mark.this").first.inner_text()
    visited.go(f"/event/{event}")
    assert page.locator(".thread .spoken").count() > 0
    assert page.locator(".reasons li").count() > 0
    page.locator(".claim .printed a").first.click()
    visited.settled()
    assert page.locator(".claimed-text").count() > 0
    for name, expected in EXPECTED.items():
        page.locator(".nav a", has_text=name).click()
        page.wait_for_selector(expected)
        visited.settled()
    page.locator("#search").fill("drones")
    assert page.locator(".nav a").count() == 8


EXPECTED = {
    "Ledgers": ".ledger-table tbody tr", "Sources": ".sources-table tbody tr", "Compare": ".versus .one", "Changes": ".chips .chip", "Review": ".review-item .actions",
    "Add": ".drop input[type=file]", "Search": "#search",
}  # fmt: skip


def test_every_ledger_is_there(visited: Visit) -> None:
    page = visited.go("/ledgers")
    names = page.locator(".tabs a")
    assert names.count() == 7
    for at in range(7):
        names.nth(at).click()
        visited.settled()
        assert page.locator(".ledger-table tbody tr, .ledger .empty").count() > 0


def test_axe_finds_nothing(visited: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe: pip install axe-playwright-python").Axe()
    event = first_event(visited.go("/"))
    article = (visited.page.locator("#detail .printed a").first.get_attribute("href") or "").split("?")[0]
    routes = _routes(event, article)
    found = [(route, scheme, wrong) for route in routes for scheme, wrong in _violations(axe, visited.go(route))]
    assert found == []
    assert len(routes) == 13


def _routes(event: str, article: str) -> list[str]:
    return [
        f"/?event={event}", f"/ledgers/humanitarian?event={event}", f"/event/{event}", article, "/search?q=drones", "/sources",
        "/compare", "/changes?since=2000-01-01", "/review", "/review?kind=pair", "/judgements", "/add", "/about",
    ]  # fmt: skip


def _violations(axe: object, page: Page) -> Iterator[tuple[str, str]]:
    """What is wrong with a page in the light and in the dark scheme; in the dark only colours can be."""
    for scheme, rules in (("light", {"runOnly": RULES}), ("dark", {"runOnly": {"type": "rule", "values": ["color-contrast"]}})):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        answer = axe.run(page, options=rules).response  # type: ignore[attr-defined]
        for each in answer["violations"]:
            yield from ((scheme, f"{each['id']}: {node['target']} {node['failureSummary'][:200]}") for node in each["nodes"])


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_scrolls_sideways(browser: Browser, site: str, width: int) -> None:
    with visit(browser, site, width=width) as one:
        for route in ("/", "/ledgers/strikes", "/search?q=drones", "/sources", "/compare", "/changes", "/review", "/add"):
            page = one.go(route)
            assert page.evaluate("Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)") <= width, route


def test_the_address_brings_back_what_was_seen(visited: Visit) -> None:
    page = visited.go("/")
    page.locator(".chip.claimed").click()
    visited.settled()
    until(page, "document.querySelector('.total strong').innerText !== ''")
    page.locator(".row[id]").nth(1).click()
    headline = page.locator("#detail h2").inner_text()
    counted = page.locator(".total").inner_text()
    again = visited.go(page.url.removeprefix(visited.address))
    assert again.locator("#detail h2").inner_text() == headline
    assert again.locator(".total").inner_text() == counted
    assert again.locator(".chip.claimed").get_attribute("aria-pressed") == "true"


def test_playback_goes_through_the_days(visited: Visit) -> None:
    page = visited.go("/")
    everything = page.locator(".total strong").inner_text()
    page.locator(".play").click()
    until(page, "old => document.querySelector('.total strong').innerText !== old", everything)
    first = page.locator(".playback output").inner_text()
    until(page, "old => document.querySelector('.playback output').innerText > old", first)
    page.locator(".play").click()
    assert page.locator(".dates input").first.input_value() == page.locator(".playback output").inner_text()
    page.get_by_role("button", name="All days").click()
    until(page, "old => document.querySelector('.total strong').innerText === old", everything)


def test_keys_alone_lead_through_the_pages(visited: Visit) -> None:
    page = visited.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_selector("#detail mark.this")
    page.locator(".rows").press("Enter")
    assert page.evaluate("document.activeElement.id") == "detail"
    page.locator("#detail .printed a").first.press("Enter")
    page.wait_for_selector(".claimed-text")
    page.locator(".sheet-title").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.claimed-text'))"):
            break
    assert page.locator("#meaning .speaker").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(".thread")


def test_what_is_seen_can_be_taken_away(visited: Visit) -> None:
    page = visited.go("/?grade=contested")
    seen = int(page.locator(".total strong").inner_text().replace(",", ""))
    page.locator(".save summary").click()
    with page.expect_download() as waiting:
        page.get_by_text("CSV, a table").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == seen + 1 > 1
