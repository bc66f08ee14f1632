"""The report in a notebook: a frame that runs apart from the page around it, offline, and asks for nothing."""

from __future__ import annotations

from conftest import READY, Watched, _watch
from unfog.views.plots import Framed


def test_the_report_works_in_a_frame(browser, report, tmp_path):
    outer = tmp_path / "notebook.html"
    outer.write_text(f"<!doctype html><title>Notebook</title>{Framed(report.read_text(encoding='utf-8'), 700)._repr_html_()}")
    context = browser.new_context(viewport={"width": 1200, "height": 800}, offline=True)
    watched: Watched = _watch(context.new_page())
    watched.page.goto(outer.as_uri())
    frame = watched.page.frame_locator("iframe")
    frame.locator(READY).wait_for(timeout=20_000)
    frame.get_by_role("link", name="Ledgers").first.click()
    frame.locator(".tabs a", has_text="Strikes").click()
    frame.locator(".ledger-table tbody tr").first.wait_for(timeout=10_000)
    assert watched.faults == []
    context.close()
