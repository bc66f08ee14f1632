"""The briefing: every sentence is borne out by its quotes, or withheld; the disputed and the unknown stand apart."""

from __future__ import annotations

import io
import re
import sys

import pytest

from made_events import (
    MONITORS,
    NORLAND,
    NORTH_MINISTRY,
    SOUTH_STAFF,
    SUDLAND,
    WIRE,
    assessment,
    document,
    event,
    evidence,
    figure,
    span,
)  # fmt: skip
from unfog.errors import UsageError
from unfog.knowledge.lexicon import Rule, load_rules
from unfog.model import Actor, Interval
from unfog.views.briefing import brief, briefing, page, pdf, supported
from unfog.views.briefing.numbers import numbers
from unfog.views.briefing.support import unsupported
from unfog.views.sentences.wording import folder

TEXT = "Sudland fired twelve missiles at Orliv on Tuesday, the ministry said. Sudland denied it. Nine civilians were killed."
STRUCK = event(
    evidence("Sudland fired twelve missiles at Orliv on Tuesday", NORTH_MINISTRY, who=(SUDLAND,), whom=(NORLAND,),
             numbers=(figure("launched", 12, 12, "missiles"),)),
    evidence("Sudland denied it", SOUTH_STAFF, stance="denies", factuality="CT-", start=70),
)  # fmt: skip
TOLL = event(evidence("Nine civilians were killed", WIRE, event_type="casualties", start=89), ledger="humanitarian")
GRADED = [
    assessment(STRUCK, "contested", span("launched", 12, 12, of="missiles"), against=(SOUTH_STAFF,)),
    assessment(TOLL, "reported", span("killed", 9, 9, of="civilians")),
]
DOCUMENTS = [document(text=TEXT)]


def test_a_briefing_tells_numbers_ledgers_contested_and_quotes() -> None:
    told = brief([STRUCK, TOLL], GRADED, DOCUMENTS)
    assert told.startswith(
        "# Situation report, 5 March 2031\n\n2 events (1 reported, 1 contested) from 3 claims in 1 articles."
    )
    assert (
        "## Humanitarian\n\n- There were 9 civilians dead in Orliv on 4 March 2031, Reedham Wire says. *reported* [1]"
        in told
    )
    assert "## Contested and refuted\n\n- Norland's Defence Ministry says that Sudland fired missiles at Orliv" in told
    assert "*contested* [2][3]" in told
    assert "1. Reedham Wire, 5 March 2031: “Nine civilians were killed”" in told
    assert "<https://reedham.example/d1>" in told


def test_a_sentence_whose_number_stands_in_no_quote_is_withheld_and_counted() -> None:
    wrong = assessment(TOLL, "reported", span("killed", 90, 90, of="civilians"))
    told = brief([TOLL], [wrong], DOCUMENTS)
    assert "90" not in told
    assert "1 sentences were withheld" in told


def test_every_sentence_of_a_briefing_is_supported_by_the_quotes_that_it_cites() -> None:
    told = brief([STRUCK, TOLL], GRADED, DOCUMENTS)
    sentences = re.findall(r"^- (.+) \*\w+\* ((?:\[\d+\])+)$", told, re.MULTILINE)
    quotes = dict(re.findall(r"^(\d+)\. .*?“(.+)” \(claim", told, re.MULTILINE))
    assert len(sentences) == 2
    for sentence, marks in sentences:
        cited = [quotes[mark] for mark in re.findall(r"\d+", marks)]
        known = "Norland's Defence Ministry, Sudland's General Staff, Reedham Wire, Orliv, on 4 March 2031"
        assert supported(sentence, [f"{quote} | {known}" for quote in cited])


def test_dates_grades_and_length_cut_a_briefing_down() -> None:
    assert "## " not in brief([STRUCK, TOLL], GRADED, DOCUMENTS, since="2031-04-01")
    assert "Contested" not in brief([STRUCK, TOLL], GRADED, DOCUMENTS, grade="reported")
    assert brief([STRUCK, TOLL], GRADED, DOCUMENTS, length=1).count("\n- ") == 1


def test_what_nobody_affirms_is_counted_as_not_known() -> None:
    open_ = event(evidence("would not comment", MONITORS, stance="declines", factuality="UU", at=(), interval=None))
    told = brief([open_], [assessment(open_, "claimed")], [document()])
    assert "1 of 1 events are spoken of only by someone who denies them or would not say." in told
    assert "1 of 1 events are placed nowhere that is known." in told


def test_what_was_over_long_before_is_background() -> None:
    old = Interval("2029-03-03T22:00:00Z", "2029-03-04T22:00:00Z", "day", "text")
    made = event(evidence("missiles hit Orliv two years ago", WIRE, who=(SUDLAND,), interval=old))
    told = brief([made], [assessment(made, "reported")], [document()])
    assert "## Strikes" not in told
    assert "1 of 1 events were over more than a month before" in told


def test_marks_in_a_quote_do_not_become_markup() -> None:
    text = "<b>Sudland</b> fired *missiles* at [Orliv](x)"
    made = event(evidence(text, WIRE, who=(SUDLAND,)))
    told = brief([made], [assessment(made, "reported")], [document(text=text)])
    assert "“&lt;b&gt;Sudland&lt;/b&gt; fired \\*missiles\\* at \\[Orliv\\](x)”" in told


def test_the_order_of_events_does_not_matter() -> None:
    assert brief([STRUCK, TOLL], GRADED, DOCUMENTS) == brief([TOLL, STRUCK], GRADED[::-1], DOCUMENTS)


@pytest.mark.parametrize(
    ("sentence", "quote", "missing"),
    [
        ("There were 9 dead in Orliv.", "nine people died in Orliv", []),
        ("There were 9 dead in Orliv.", "ten people died in Orliv", ["9"]),
        ("There were 9 dead in Elmstead.", "nine people died in Orliv", ["Elmstead"]),
        ("Norland fired missiles.", "Norlandic missiles were fired", []),
        ("Norland denies that there were strikes.", "Norland said that there were strikes", ["denial"]),
        ("Norland fired missiles.", "Norland denied that it fired missiles", ["affirmation"]),
        ("There were 24 launched (24 drones).", "two dozen drones", []),
        ("Norland promised 1.5 billion US dollars.", "Norland promised US dollars worth $1.5 billion", []),
        ("Norland lost Su-25 aircraft.", "Norland lost a Su-25", []),
        ("Norland attacked on 4 March 2031.", "Norland attacked", ["4 March 2031"]),
        ("Norland attacked on 3–4 March 2031.", "Norland attacked | on 3–4 March 2031", []),
        ("Norland gave a warning: “clause No.7 is near”.", "Norland said: clause No.7 is near", []),
        ("Norland gave a warning: “clause 8…”.", "Norland said: clause No.7 is near", ["clause 8…"]),
        ("Norland attacked on 4 March 2031.", "Norland attacked | on 4 March 2031", []),
    ],
)
def test_the_support_check_finds_what_is_not_borne_out(sentence: str, quote: str, missing: list[str]) -> None:
    assert unsupported(sentence, [quote]) == missing
    assert supported(sentence, [quote]) == (not missing)


def test_nothing_is_supported_by_nothing() -> None:
    assert not supported("There were strikes.", [])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("more than 11,000 people", 11000), ("two dozen", 24), ("dozens", 24), ("twenty-four", 24), ("$24 billion", 24e9),
        ("three hundred and six", 306), ("both bridges", 2), ("1.5m shells", 1.5), ("two hundred thousand", 200_000),
        ("hundreds of thousands", 200_000), ("a few hundred officers", 200), ("clause No.7", 7),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_words(text: str, number: float) -> None:
    assert number in numbers(text)


def test_texts_without_numbers_have_none() -> None:
    assert numbers("the ministry said that drones were seen near Su-Orliv") == frozenset()


@pytest.mark.parametrize("rule", load_rules(folder() / "denials.toml", Rule), ids=lambda rule: rule.id)
def test_rules_of_denial_hit_and_leave_what_they_say(rule: Rule) -> None:
    assert rule.yes
    assert rule.no
    for text in rule.yes:
        found = rule.regex.search(text.replace("[[", "").replace("]]", ""))
        assert found
        assert f"[[{found[0]}]]" in text
    for text in rule.no:
        assert not rule.regex.search(text), text


def test_a_briefing_as_a_page_has_a_map_charts_and_marks_that_lead_to_quotes() -> None:
    told = page(briefing([STRUCK, TOLL], GRADED, DOCUMENTS))
    assert "<script" not in told
    assert told.count("<svg") == 2  # the map, and the chart of humanitarian, the only ledger told
    assert "Orliv: 2" in told
    marks = set(re.findall(r'href="#(q\d+)"', told))
    assert marks
    assert marks == set(re.findall(r'<li id="(q\d+)">', told))
    assert "<h2>Contested and refuted</h2>" in told
    assert set(re.findall(r'(?:src|href)="(\w+):', told)) <= {"https"}


def test_marks_in_a_quote_are_harmless_in_a_page() -> None:
    text = "<b>Sudland</b> fired missiles at Orliv"
    made = event(evidence(text, WIRE, who=(SUDLAND,)))
    told = page(briefing([made], [assessment(made, "reported")], [document(text=text, url="javascript:alert(1)")]))
    assert "&lt;b&gt;Sudland" in told
    assert "javascript:" not in told


def test_a_briefing_as_pdf_holds_its_sentences() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pip install 'unfog[dev]'")
    try:
        made = pdf(briefing([STRUCK, TOLL], GRADED, DOCUMENTS))
    except UsageError as error:
        pytest.skip(str(error))
    told = " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert "There were 9 civilians dead in Orliv on 4 March 2031" in told


def test_a_pdf_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"unfog\[pdf\]"):
        pdf(briefing([TOLL], GRADED[1:], DOCUMENTS))


def test_a_word_for_many_is_told_as_that_word() -> None:
    made = event(evidence("dozens of drones were launched", WIRE, event_type="drone_strike"))
    graded = assessment(made, "reported", span("launched", 24, None, of="drones"))
    assert "(dozens of drones launched)" in brief([made], [graded], DOCUMENTS)
    digits = event(evidence("more than 24 drones were launched", WIRE, event_type="drone_strike"))
    assert "(at least 24 drones launched)" in brief([digits], [assessment(digits, "reported", *graded.figures)], DOCUMENTS)


def test_who_speaks_or_prints_is_not_told_as_who_attacks() -> None:
    person = Actor("x", "Ada Reed", "person")
    for maker in (WIRE, person):
        made = event(evidence(f"{maker.name} fired missiles at Orliv", WIRE, who=(maker,)))
        told = brief([made], [assessment(made, "reported")], DOCUMENTS)
        assert "## Strikes" not in told
        assert "1 of 1 events would have an outlet or a single person for their maker" in told


@pytest.mark.parametrize(("wanted", "parts"), [({"ledger": "humanitarian"}, 1), ({"place": "Orliv"}, 2), ({"place": "Elm"}, 0)])
def test_a_briefing_is_of_the_place_and_ledger_asked_for(wanted: dict[str, str], parts: int) -> None:
    assert sum(bool(part.borne) for part in briefing([STRUCK, TOLL], GRADED, DOCUMENTS, **wanted).parts) == parts
