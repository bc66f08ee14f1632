"""The briefing: every sentence is borne out by its quotes, or withheld; the disputed and the unknown stand apart."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace

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
from unfog.views.briefing.telling import TellingRule
from unfog.views.ledgers import LEDGERS
from unfog.views.sentences.wording import folder

FIRED = "Sudland fired twelve missiles at Orliv on Tuesday, Norland's Defence Ministry said."
DENIED = "Sudland's General Staff denied that Sudland fired missiles at Orliv."
KILLED = "Nine civilians were killed in Orliv on Tuesday."
STRUCK = event(
    evidence(FIRED, NORTH_MINISTRY, who=(SUDLAND,), whom=(NORLAND,), numbers=(figure("launched", 12, 12, "missiles"),)),
    evidence(DENIED, SOUTH_STAFF, stance="denies", factuality="CT-", document_id="d2"),
)  # fmt: skip
TOLL = event(evidence(KILLED, source=None, event_type="casualties", document_id="d3"), ledger="humanitarian")
GRADED = [
    assessment(STRUCK, "contested", span("launched", 12, 12, of="missiles"), against=(SOUTH_STAFF,)),
    assessment(TOLL, "reported", span("killed", 9, 9, of="civilians")),
]
DOCUMENTS = [document(text=FIRED), document("d2", text=DENIED), document("d3", text=KILLED)]


def told(quote: str, by: Actor | None = WIRE, **given: object) -> str:
    """The briefing of one event with one claim, whose article holds its sentence alone."""
    source = given.pop("source", by.name if by else None)
    kept = {name: given.pop(name) for name in ("ledger", "grade") if name in given}
    made = event(evidence(quote, by, source=source, **{"who": (SUDLAND,), **given}), ledger=str(kept.get("ledger", "strikes")))
    return brief([made], [assessment(made, str(kept.get("grade", "reported")))], [document(text=quote)])


def test_a_briefing_tells_numbers_ledgers_contested_and_sources() -> None:
    told = brief([STRUCK, TOLL], GRADED, DOCUMENTS)
    assert told.startswith("# Situation report, 5 March 2031\n\n2 events (1 reported, 1 contested) from 3 claims in 3 articles.")
    assert f"## Humanitarian\n\n- Reedham Wire, 5 March 2031: “{KILLED}” *reported* [1]" in told
    both = f"- Reedham Wire, 5 March 2031: “{FIRED}” · Reedham Wire, 5 March 2031: “{DENIED}” *contested* [2][3]"
    assert f"## Contested and refuted\n\n{both}" in told
    assert re.search(r"^1\. Reedham Wire, 5 March 2031 \(claim `\w+`\) <https://reedham.example/d3>$", told, re.MULTILINE)


def test_a_sentence_that_its_claims_do_not_hold_is_withheld_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unfog.views.briefing.citations.quoted", lambda *_: "Reedham Wire: “Ninety were killed.”")
    told = brief([TOLL], GRADED[1:], DOCUMENTS)
    assert "Ninety" not in told
    assert "1 sentences were withheld" in told


def test_dates_grades_and_length_cut_a_briefing_down() -> None:
    assert "## Strikes" not in brief([STRUCK, TOLL], GRADED, DOCUMENTS, since="2031-04-01")
    assert "## Contested" not in brief([STRUCK, TOLL], GRADED, DOCUMENTS, grade="reported")
    assert brief([STRUCK, TOLL], GRADED, DOCUMENTS, length=1).count("\n- Reedham") == 1


def test_what_nobody_affirms_is_counted_as_not_known() -> None:
    open_ = event(evidence("would not comment", MONITORS, stance="declines", factuality="UU", at=(), interval=None))
    told = brief([open_], [assessment(open_, "claimed")], [document()])
    assert "1 of 1 events are spoken of only by someone who denies them or would not say." in told
    assert "1 of 1 events are placed nowhere that is known." in told


STRIKE = "Sudland fired missiles at Orliv on Tuesday"


def test_a_sentence_that_stands_alone_is_told() -> None:
    assert f"- Reedham Wire, 5 March 2031: “{STRIKE}.” *reported* [1]" in told(f"{STRIKE}.", None)


@pytest.mark.parametrize(
    ("quote", "given"),
    [
        ("It fired missiles at Orliv on Tuesday.", {}),
        ("The city was struck with missiles on Tuesday.", {}),
        (f"{STRIKE}, and these attacks went on.", {}),
        ("As many have said they struck Orliv.", {}),
        ("Missiles struck Orliv, where our bridge stood.", {}),
        (f"{STRIKE}, as pictured.", {}),
        ("Sudland fired missiles at Orliv last year.", {}),
        ("Sudland fired missiles at Orliv in October.", {}),
        ("Sudland fired missiles at Orliv in 2029.", {}),
        (STRIKE, {}),
        ("Missiles struck.", {}),
        (f"{STRIKE}, and the blast was heard far away, " + "and far away, " * 12 + "and farther.", {}),
        (f'{STRIKE}, it was "loud.', {}),
        ("Sudland might fire missiles at Orliv on Tuesday.", {}),
        ("Sudland met Norland in Orliv on Tuesday.", {}),
        ("Nine were killed where Sudland fired missiles at Orliv.", {}),
        (f"{STRIKE}, officials said.", {}),
        (f"{STRIKE}.", {"by": NORTH_MINISTRY}),
        (f"{STRIKE}.", {"factuality": "PS+"}),
        (f"{STRIKE}.", {"interval": Interval("2031-02-01T22:00:00Z", "2031-02-02T22:00:00Z", "day", "text")}),
        (f"{STRIKE}.", {"grade": "confirmed"}),
        (f"{STRIKE}.", {"grade": "corroborated"}),
        ("Missiles struck Ada Reed in Orliv on Tuesday.", {"whom": (Actor("x", "Ada Reed", "person"),)}),
    ],
)
def test_a_sentence_that_leans_is_old_or_another_s_word_is_not_told(quote: str, given: dict[str, object]) -> None:
    by = given.pop("by", None)
    found = told(quote, by, **given)  # type: ignore[arg-type]
    assert "## Strikes" not in found
    assert "1 of 1 events are told in no sentence that can stand alone" in found


def test_another_s_word_is_told_where_the_sentence_says_whose() -> None:
    assert "said.” *claimed* [1]" in told(f"{STRIKE}, Norland's Defence Ministry said.", NORTH_MINISTRY, grade="claimed")


def test_what_two_bear_out_is_told_with_both() -> None:
    other = "On Tuesday, a harbour and three houses in Orliv burned when Sudland fired missiles."
    rows = [evidence(f"{STRIKE}.", None, who=(SUDLAND,), document_id=name) for name in ("d1", "d2")]
    rows[1] = replace(evidence(other, MONITORS, source=None, who=(SUDLAND,), document_id="d2"), publisher=MONITORS)
    made = event(*rows)
    found = brief([made], [assessment(made, "corroborated")], [document(text=f"{STRIKE}."), document("d2", text=other)])
    assert f"“{STRIKE}.” · Lakes Monitoring Mission, 5 March 2031: “{other}” *corroborated* [1][2]" in found


def test_one_thing_is_told_once() -> None:
    rows = [evidence(f"{STRIKE}.", None, who=(SUDLAND,)), evidence(f"{STRIKE} again.", None, who=(SUDLAND,), document_id="d2")]
    made = [event(row) for row in rows]
    found = brief(made, [assessment(each, "reported") for each in made], [document(text=f"{STRIKE}."), document("d2", text=f"{STRIKE} again.")])
    assert found.count("- Reedham Wire") == 1


def test_what_concerns_none_of_the_countries_at_war_is_not_told() -> None:
    far = "Eastland sent troops to Westland for drills on Tuesday."
    east = Actor("east", "Eastland", "country", "EAS", "east")
    made = event(evidence(far, None, event_type="deployment", who=(east,), at=(), document_id="d9"), ledger="forces")
    graded = [*GRADED, assessment(made, "reported")]
    assert "## Forces" not in brief([STRUCK, TOLL, made], graded, [*DOCUMENTS, document("d9", text=far)])


def test_marks_in_a_sentence_do_not_become_markup() -> None:
    text = "Sudland <b>fired</b> *missiles* at [Orliv](x) on Tuesday."
    assert "“Sudland &lt;b&gt;fired&lt;/b&gt; \\*missiles\\* at \\[Orliv\\](x) on Tuesday.”" in told(text, None)


def test_quotation_marks_within_a_sentence_are_made_single() -> None:
    text = 'Norland\'s Defence Ministry said that Sudland fired "many" missiles at Orliv.'
    assert "“Norland's Defence Ministry said that Sudland fired 'many' missiles at Orliv.”" in told(text, NORTH_MINISTRY, grade="claimed")


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


def hits_and_leaves(rule: Rule) -> None:
    """A rule hits what its examples mark, and nothing in those that it must leave."""
    assert rule.yes
    assert rule.no
    for text in rule.yes:
        found = rule.regex.search(text.replace("[[", "").replace("]]", ""))
        assert found
        assert f"[[{found[0]}]]" in text
    for text in rule.no:
        assert not rule.regex.search(text), text


@pytest.mark.parametrize("rule", load_rules(folder() / "denials.toml", Rule), ids=lambda rule: rule.id)
def test_rules_of_denial_hit_and_leave_what_they_say(rule: Rule) -> None:
    hits_and_leaves(rule)


@pytest.mark.parametrize("rule", load_rules(folder() / "telling.toml", TellingRule), ids=lambda rule: rule.id)
def test_rules_of_telling_hit_and_leave_what_they_say(rule: TellingRule) -> None:
    assert rule.use in {*LEDGERS, "leaning", "person", "self", "aside", "background", "supposed", "imagined", "saying", "blaming", "denied", "gift"}
    hits_and_leaves(rule)


def test_a_briefing_as_a_page_has_a_map_charts_and_marks_that_lead_to_sources() -> None:
    told = page(briefing([STRUCK, TOLL], GRADED, DOCUMENTS))
    assert "<script" not in told
    assert told.count("<svg") == 2  # the map, and the chart of humanitarian, the only ledger told
    assert "Orliv: 2" in told
    marks = set(re.findall(r'href="#(q\d+)"', told))
    assert marks
    assert marks == set(re.findall(r'<li id="(q\d+)">', told))
    assert "<h2>Contested and refuted</h2>" in told
    assert set(re.findall(r'(?:src|href)="(\w+):', told)) <= {"https"}


def test_a_place_that_no_sentence_names_is_not_on_the_map() -> None:
    far = event(evidence("Nine civilians were killed by Sudland on Tuesday.", None, source=None, who=(SUDLAND,), event_type="casualties"), ledger="humanitarian")
    told = page(briefing([far], [assessment(far, "reported")], [document(text=far.evidence[0].claim.quote)]))
    assert "Nine civilians" in told
    assert 'class="map"' not in told


def test_marks_in_a_sentence_are_harmless_in_a_page() -> None:
    text = "Sudland <b>fired</b> missiles at Orliv on Tuesday."
    made = event(evidence(text, None, who=(SUDLAND,)))
    told = page(briefing([made], [assessment(made, "reported")], [document(text=text, url="javascript:alert(1)")]))
    assert "&lt;b&gt;fired" in told
    assert "javascript:" not in told


def test_a_briefing_as_pdf_holds_its_sentences() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pip install 'unfog[dev]'")
    try:
        made = pdf(briefing([STRUCK, TOLL], GRADED, DOCUMENTS))
    except UsageError as error:
        pytest.skip(str(error))
    told = " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert KILLED in told


def test_a_pdf_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"unfog\[pdf\]"):
        pdf(briefing([TOLL], GRADED[1:], DOCUMENTS))


@pytest.mark.parametrize(("wanted", "parts"), [({"ledger": "humanitarian"}, 1), ({"place": "Orliv"}, 2), ({"place": "Elm"}, 0)])
def test_a_briefing_is_of_the_place_and_ledger_asked_for(wanted: dict[str, str], parts: int) -> None:
    assert sum(bool(part.borne) for part in briefing([STRUCK, TOLL], GRADED, DOCUMENTS, **wanted).parts) == parts
