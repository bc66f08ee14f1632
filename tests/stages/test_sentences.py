"""One sentence for an event: grammatical with slots missing, hedged as the grade demands, of a readable length."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from made_events import (
    MONITORS,
    NORLAND,
    NORTH_MINISTRY,
    ORLIV,
    REED,
    SOUTH_STAFF,
    SUDLAND,
    WIRE,
    assessment,
    event,
    evidence,
    span,
)  # fmt: skip
from unfog.knowledge import Knowledge
from unfog.knowledge.lexicon import load_rules
from unfog.model import Actor, Interval
from unfog.stages.ground.times import ZONE
from unfog.views.sentences import days, headline
from unfog.views.sentences.phrases import bounds, is_plural, number, where, with_article
from unfog.views.sentences.wording import NameRule, folder, sentences

TYPES = sorted({name for names in Knowledge().ontology.types.ledger.values() for name in names})
GRADES = ["confirmed", "corroborated", "reported", "claimed", "contested", "refuted"]
STRUCK = evidence("Sudland fired 12 missiles at Orliv", NORTH_MINISTRY, who=(SUDLAND,), whom=(NORLAND,))
DENIED = evidence(
    "Sudland denied it", SOUTH_STAFF, who=(SUDLAND,), whom=(NORLAND,), stance="denies", factuality="CT-", start=50
)  # fmt: skip


def test_a_contested_strike_says_who_claims_and_who_denies() -> None:
    made = event(STRUCK, DENIED)
    told = headline(
        made, assessment(made, "contested", span("launched", 12, 12, of="missiles"), against=(SOUTH_STAFF,))
    )
    assert told == (
        "Norland's Defence Ministry says that Sudland fired missiles at Orliv on 4 March 2031 (12 missiles launched); "
        "Sudland's General Staff denies it."
    )


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("confirmed", "Sudland fired missiles at Orliv on 4 March 2031."),
        ("reported", "Sudland fired missiles at Orliv on 4 March 2031, Reedham Wire says."),
        ("claimed", "Reedham Wire says that Sudland fired missiles at Orliv on 4 March 2031."),
        ("refuted", "Reedham Wire said that Sudland fired missiles at Orliv on 4 March 2031; it is held to be wrong."),
    ],
)
def test_each_grade_has_its_hedge(grade: str, expected: str) -> None:
    made = event(evidence("Sudland struck Orliv", WIRE, who=(SUDLAND,), whom=(NORLAND,)))
    assert headline(made, assessment(made, grade)) == expected


def test_two_sources_agree_in_the_plural() -> None:
    made = event(STRUCK, evidence("missiles hit Orliv", MONITORS, start=80))
    told = headline(made, assessment(made, "corroborated"))
    assert told.endswith("on 4 March 2031, Norland's Defence Ministry and the Lakes Monitoring Mission say.")


def test_a_denial_alone_does_not_affirm() -> None:
    made = event(DENIED)
    told = headline(made, assessment(made, "claimed", against=(SOUTH_STAFF,)))
    assert told.startswith("Sudland's General Staff denies that Sudland fired missiles at Orliv")


def test_who_only_says_that_it_is_not_so_denies_nobody() -> None:
    made = event(
        evidence(
            "Orliv has not fallen",
            WIRE,
            event_type="territory_change",
            who=(NORLAND,),
            outcome="taken",
            factuality="CT-",
        )
    )
    told = headline(made, assessment(made, "claimed", against=(WIRE,)))
    assert told == "It is not so that Norland took Orliv on 4 March 2031, Reedham Wire says."


def test_talks_name_all_who_took_part() -> None:
    made = event(
        evidence("talks", WIRE, event_type="talks", who=(NORLAND,), whom=(SUDLAND,), at=()), ledger="diplomacy"
    )
    assert (
        headline(made, assessment(made, "reported"))
        == "Norland and Sudland held talks on 4 March 2031, Reedham Wire says."
    )


def test_one_victim_takes_a_singular_verb() -> None:
    made = event(evidence("one died", WIRE, event_type="casualties"), ledger="humanitarian")
    assert (
        headline(made, assessment(made, "confirmed", span("killed", 1, 1)))
        == "There was 1 dead in Orliv on 4 March 2031."
    )


def test_a_statement_that_another_reports_is_told_in_exact_words_too() -> None:
    made = event(evidence("the ports must open", WIRE, event_type="position", who=(SUDLAND,), stance="demands", at=()))
    told = headline(made, assessment(made, "reported"))
    assert told == "Sudland made a demand on 4 March 2031, Reedham Wire says: “the ports must open”."


def test_a_refusal_to_comment_leaves_the_matter_open() -> None:
    made = event(evidence("would not comment", SOUTH_STAFF, who=(SUDLAND,), stance="declines", factuality="UU"))
    told = headline(made, assessment(made, "claimed"))
    assert told.startswith("It is not known whether Sudland fired missiles at Orliv")
    assert told.endswith("Sudland's General Staff would not say.")


@pytest.mark.parametrize("grade", ["confirmed", "corroborated", "reported", "claimed"])
def test_what_is_only_possible_is_never_told_as_certain(grade: str) -> None:
    made = event(evidence("may have struck Orliv", WIRE, who=(SUDLAND,), factuality="PS+"))
    assert "says that it is possible that" in headline(made, assessment(made, grade))


def test_a_warning_is_about_what_may_come() -> None:
    made = event(
        evidence("may attack", MONITORS, event_type="assault", who=(NORLAND,), phase="future", factuality="PS+", stance="warns"),
        ledger="outlook",
    )  # fmt: skip
    told = headline(made, assessment(made, "claimed"))
    assert told == "The Lakes Monitoring Mission warns that Norland may attack Orliv on the ground on 4 March 2031."


def test_an_unnamed_source_is_said_to_be_unnamed() -> None:
    made = event(evidence("missiles hit Orliv", None, source="unnamed"))
    assert headline(made, assessment(made, "claimed")).startswith("Unnamed sources say that missiles struck Orliv")


def test_victims_are_not_named() -> None:
    person = Actor("x", "Ada Reed", "person")
    made = event(
        evidence("Ada Reed was killed in Orliv", WIRE, event_type="casualties", whom=(person,)), ledger="humanitarian"
    )  # fmt: skip
    told = headline(made, assessment(made, "reported", span("killed", 1, None)))
    assert told == "There were at least 1 dead in Orliv on 4 March 2031, Reedham Wire says."


def test_a_toll_keeps_its_bounds() -> None:
    made = event(evidence("killed", WIRE, event_type="casualties"), ledger="humanitarian")
    told = headline(
        made, assessment(made, "confirmed", span("wounded", None, 26), span("killed", 7, 9, of="civilians"))
    )
    assert told == "There were 7 to 9 civilians dead and up to 26 wounded in Orliv on 4 March 2031."


def test_a_running_total_is_called_one() -> None:
    made = event(evidence("since the war began", MONITORS, event_type="casualties", at=(), interval=None))
    told = headline(made, assessment(made, "reported", span("killed", 9900, None, of="civilians", basis="total")))
    assert told == "There were at least 9,900 civilians dead in a running total, the Lakes Monitoring Mission says."


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("pledged", "Sudland promised Norland 12 launchers"),
        ("requested", "Norland asked Sudland for 12 launchers"),
        ("considered", "Sudland was considering 12 launchers for Norland"),
        ("delayed", "Sudland delayed 12 launchers for Norland"),
        ("delivered", "Sudland will deliver 12 launchers to Norland"),
        ("refused", "Sudland refused Norland 12 launchers"),
    ],
)
def test_aid_is_told_by_its_stage(stage: str, expected: str) -> None:
    made = event(
        evidence("launchers", WIRE, event_type="aid", who=(SUDLAND,), whom=(NORLAND,), at=(), items=("launchers",),
                 aid_stage=stage, phase="future"),
        ledger="aid",
    )  # fmt: skip
    told = headline(made, assessment(made, "reported", span("units", 12, 12)))
    assert told == f"{expected} on 4 March 2031, Reedham Wire says."


def test_a_statement_by_its_own_speaker_is_told_in_its_words() -> None:
    quote = "the grain ports must be opened before any talks"
    made = event(
        evidence(
            quote, SOUTH_STAFF, event_type="position", who=(SOUTH_STAFF,), whom=(NORLAND,), stance="demands", at=()
        )
    )
    told = headline(made, assessment(made, "reported"))
    assert told == f"Sudland's General Staff made a demand towards Norland on 4 March 2031: “{quote}”."


@pytest.mark.parametrize("outcome", ["taken", "retaken", "advanced", "lost", "withdrawn", "shared", None])
@pytest.mark.parametrize("phase", ["past", "ongoing", "future"])
def test_ground_changes_hands_in_every_way(outcome: str | None, phase: str) -> None:
    made = event(evidence("Orliv", WIRE, event_type="territory_change", who=(SUDLAND,), outcome=outcome, phase=phase))
    told = headline(made, assessment(made, "reported"))
    assert re.fullmatch(r"Sudland (\w+ ){1,5}Orliv on 4 March 2031, Reedham Wire says\.", told), told


def test_ground_without_a_name_is_told_by_its_outcome() -> None:
    made = event(evidence("Orliv was retaken", WIRE, event_type="territory_change", outcome="retaken"))
    assert headline(made, assessment(made, "reported")) == "Orliv was retaken on 4 March 2031, Reedham Wire says."


def test_a_figure_told_with_and_without_its_kind_is_told_once() -> None:
    made = event(evidence("seven died", WIRE, event_type="casualties"), ledger="humanitarian")
    told = headline(made, assessment(made, "confirmed", span("killed", 7, 7), span("killed", 7, 7, of="civilians")))
    assert told == "There were 7 civilians dead in Orliv on 4 March 2031."


def test_a_body_that_speaks_of_itself_is_named_once() -> None:
    made = event(evidence("we retook Orliv", SUDLAND, event_type="territory_change", who=(SUDLAND,), outcome="retaken"))
    assert headline(made, assessment(made, "claimed")) == "Sudland says that it retook Orliv on 4 March 2031."
    person = Actor("x", "Ada Reed", "person")
    made = event(evidence("I moved the men", person, event_type="deployment", who=(person,), at=()), ledger="forces")
    assert headline(made, assessment(made, "claimed")).startswith(
        "Ada Reed says that Ada Reed moved or gathered forces"
    )


def test_what_will_be_delivered_has_not_been_delivered() -> None:
    made = event(
        evidence("will give 12 launchers", WIRE, event_type="aid", who=(SUDLAND,), whom=(NORLAND,), at=(), interval=None,
                 items=("launchers",), aid_stage="delivered", phase="future"),
        ledger="aid",
    )  # fmt: skip
    assert (
        headline(made, assessment(made, "reported")) == "Sudland will deliver launchers to Norland, Reedham Wire says."
    )


CASES = list(itertools.product(TYPES, GRADES, ("past", "ongoing", "future"), range(8)))


def test_every_type_grade_phase_and_missing_slot_gives_a_clean_sentence() -> None:
    assert len(CASES) > 3000
    for event_type, grade, phase, mask in CASES:
        row = evidence(
            "words", WIRE, event_type=event_type, phase=phase, who=(SUDLAND,) if mask & 1 else (),
            whom=(NORLAND,) if mask & 2 else (), at=(REED,) if mask & 4 else (), interval=None,
        )  # fmt: skip
        told = headline(event(row), assessment(event(row), grade))
        assert re.fullmatch(r"[A-Z][^{}\[\]|]*\.", told), told
        assert "  " not in told, told
        assert " ." not in told, told
        assert not re.search(r"\b(\w+) \1\b", told), told
        assert len(told) <= sentences().longest, told


def test_a_long_sentence_loses_detail_before_it_runs_over() -> None:
    long = Actor("l", "Joint Commission for the Observation of the Lakes, the Reeds and the Marshes", "international")
    made = event(replace(STRUCK, vouched_by=long))
    figures = [
        span(measure, 1000, 2000, of="long-range missiles") for measure in ("launched", "intercepted", "lost", "hit")
    ]
    told = headline(made, assessment(made, "claimed", *figures))
    assert len(told) <= sentences().longest
    assert "Orliv" in told


@pytest.mark.parametrize("rule", load_rules(folder() / "names.toml", NameRule), ids=lambda rule: rule.id)
def test_rules_of_names_hit_and_leave_what_they_say(rule: NameRule) -> None:
    assert rule.yes
    assert rule.no
    for name in rule.yes:
        assert rule.regex.fullmatch(name.removeprefix("[[").removesuffix("]]")), name
    for name in rule.no:
        assert not rule.regex.search(name), name


def test_names_take_their_article_and_number() -> None:
    assert with_article("Norland's Defence Ministry") == "Norland's Defence Ministry"
    assert with_article("Norlandic Defence Ministry") == "the Norlandic Defence Ministry"
    assert with_article(ORLIV.name) == "Orliv"
    assert is_plural("Norlandic forces")
    assert not is_plural("Norland")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(7, 7, "7"), (3000, None, "at least 3,000"), (None, 40, "up to 40"), (7, 9, "7 to 9"), (None, None, "")],
)
def test_bounds_in_words(low: int | None, high: int | None, told: str) -> None:
    assert bounds(low, high) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(24_000_000_000, "24 billion"), (180_000_000, "180 million"), (1_234_567, "1,234,567"), (1.5, "1.5")],
)
def test_numbers_in_words(value: float, told: str) -> None:
    assert number(value) == told


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        ("2031-03-03T22:00:00Z", "2031-03-04T22:00:00Z", "on 4 March 2031"),
        ("2031-03-03T18:00:00Z", "2031-03-04T05:00:00Z", "on 3–4 March 2031"),
        ("2031-02-28T22:00:00Z", "2031-03-31T21:00:00Z", "in March 2031"),
        ("2030-12-31T22:00:00Z", "2031-12-31T22:00:00Z", "in 2031"),
        ("2031-02-26T22:00:00Z", "2031-03-02T22:00:00Z", "between 27 February 2031 and 2 March 2031"),
    ],
)
def test_days_are_those_of_the_place(begin: str, end: str, told: str) -> None:
    assert days.when(event(evidence("x", WIRE, interval=Interval(begin, end, "day", "text")))) == told


def test_a_day_that_no_text_tells_is_only_a_day_by_which() -> None:
    guessed = Interval("2031-03-02T00:00:00Z", "2031-03-05T00:00:00Z", "week", "published")
    made = event(evidence("missiles hit Orliv", WIRE, interval=guessed))
    assert headline(made, assessment(made, "confirmed")) == "Missiles struck Orliv by 4 March 2031."
    assert days.day_of(made) == "2031-03-04"
    local = Interval("2031-03-01T22:00:00Z", "2031-03-04T22:00:00Z", "week", "published")
    told = event(evidence("missiles hit Orliv this week", WIRE, interval=local, time="this week"))
    assert days.is_told(told)
    assert days.when(replace(made, phase="future")) == ""
    assert days.when(replace(made, phase="ongoing")) == "as of 4 March 2031"


def test_what_was_over_before_the_article_is_not_told_as_going_on() -> None:
    old = Interval("2029-03-03T22:00:00Z", "2029-03-04T22:00:00Z", "day", "text")
    made = event(evidence("missiles hitting Orliv in 2029", WIRE, interval=old, phase="ongoing"))
    assert headline(made, assessment(made, "confirmed")) == "Missiles struck Orliv on 4 March 2029."


def test_nobody_does_a_thing_to_himself() -> None:
    made = event(
        evidence("talks", WIRE, event_type="talks", who=(NORLAND,), whom=(NORLAND,), at=()), ledger="diplomacy"
    )
    assert headline(made, assessment(made, "confirmed")) == "Norland took part in talks on 4 March 2031."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "in Orliv"),
        ({"precision": "point", "kind": "bridge", "name": "Reed Bridge"}, "at the Reed Bridge"),
        ({"precision": "sector", "kind": "river", "name": "Reed River"}, "in the area of the Reed River"),
        ({"precision": "sector", "kind": "area", "name": "western Sudland"}, "in western Sudland"),
        ({"precision": "sector", "kind": "area", "name": "8 km east of Orliv"}, "east of Orliv"),
    ],
)
def test_places_in_words(given: dict[str, str], told: str) -> None:
    assert where(replace(ORLIV, **given)) == told  # type: ignore[arg-type]


def test_the_zone_is_that_in_which_times_are_reckoned() -> None:
    assert days.zone() == ZONE
