"""The seven ledgers from hand-made events: columns, sums, threads, totals apart, filters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made_events import (
    DAY,
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
    figure,
    span,
)  # fmt: skip
from unfog.errors import StoreError, UsageError
from unfog.knowledge.lexicon import load_rules
from unfog.model import Actor, Event, Interval
from unfog.views.ledgers import LEDGERS, ledger
from unfog.views.ledgers.rows import (
    AidRow,
    Bounds,
    DiplomacyRow,
    ForcesRow,
    GroundRow,
    HumanitarianRow,
    OutlookRow,
    StrikeRow,
)  # fmt: skip
from unfog.views.ledgers.strikes import ANY, WeaponRule, unaccounted, weapon_kind
from unfog.views.sentences.wording import folder

NIGHT = Interval("2031-03-03T18:00:00Z", "2031-03-04T06:00:00Z", "hour", "text")


def launched(low: int, of: str = "drones", **given: object) -> Event:
    return event(
        evidence(f"launched {low} {of}", SOUTH_STAFF, event_type="drone_strike", who=(NORLAND,), whom=(SUDLAND,),
                 numbers=(figure("launched", low, low, of),), interval=NIGHT, **given)
    )  # fmt: skip


def intercepted(low: int, of: str = "attack drones") -> Event:
    return event(
        evidence(f"shot down {low} {of}", SOUTH_STAFF, event_type="interception", who=(SUDLAND,),
                 numbers=(figure("destroyed", low, low, of),), start=40)
    )  # fmt: skip


def table(name: str, *events: Event, graded: str = "claimed", **wanted: str) -> tuple[object, ...]:
    return ledger(name, events, [assessment(each, graded) for each in events], **wanted).rows


def test_launched_is_set_against_what_became_of_it() -> None:
    (row,) = table("strikes", launched(28), intercepted(23))
    assert isinstance(row, StrikeRow)
    assert (row.date, row.weapon, row.initiator, row.by) == (
        "2031-03-04",
        "drones",
        "Norland",
        "Sudland's General Staff",
    )
    assert (row.launched, row.intercepted, row.unaccounted) == (Bounds(28, 28), Bounds(23, 23), Bounds(5, 5))
    assert len(row.events) == 2


def test_each_claimant_and_weapon_has_a_row_of_its_own() -> None:
    other = event(
        evidence("fired 20 drones", NORTH_MINISTRY, event_type="drone_strike", who=(NORLAND,),
                 numbers=(figure("launched", 20, 20, "drones"),), start=90)
    )  # fmt: skip
    rows = table("strikes", launched(28), launched(6, "cruise missiles", start=60), other)
    assert [(row.by, row.weapon, row.launched) for row in rows if isinstance(row, StrikeRow)] == [
        ("Norland's Defence Ministry", "drones", Bounds(20, 20)),
        ("Sudland's General Staff", "drones", Bounds(28, 28)),
        ("Sudland's General Staff", "missiles", Bounds(6, 6)),
    ]


def test_a_short_name_stands_under_the_fuller_one_of_its_article() -> None:
    short = event(
        evidence("shot down 23", Actor("x", "General Staff", "unknown"), event_type="interception", start=200,
                 numbers=(figure("intercepted", 23, 23, "drones"),))
    )  # fmt: skip
    elsewhere = event(
        evidence("shot down 9", Actor("x", "General Staff", "unknown"), event_type="interception", document_id="d9",
                 numbers=(figure("intercepted", 9, 9, "drones"),))
    )  # fmt: skip
    rows = [row for row in table("strikes", launched(28), short, elsewhere) if isinstance(row, StrikeRow)]
    assert [(row.by, row.intercepted) for row in rows] == [
        ("Sudland's General Staff", Bounds(23, 23)), ("General Staff", Bounds(9, 9)),
    ]  # fmt: skip


def test_a_strike_without_a_count_keeps_its_row() -> None:
    (row,) = table("strikes", event(evidence("shelled Orliv", WIRE, event_type="shelling", who=(NORLAND,))))
    assert isinstance(row, StrikeRow)
    assert (row.launched, row.place, row.by) == (None, "Orliv", "Reedham Wire")


@pytest.mark.parametrize(
    ("whole", "parts", "gap"),
    [
        (Bounds(28, 28), [Bounds(23, 23), Bounds(3, 3), Bounds(1, 1)], Bounds(1, 1)),
        (Bounds(28, None), [Bounds(23, 23), None, None], Bounds(5, None)),
        (Bounds(28, 28), [Bounds(20, None), None, None], Bounds(None, 8)),
        (Bounds(20, 20), [Bounds(22, 22), None, None], Bounds(-2, -2)),
        (Bounds(28, 28), [None, None, None], None),
        (None, [Bounds(5, 5), None, None], None),
    ],
)
def test_the_gap_is_a_figure_with_bounds(whole: Bounds | None, parts: list[Bounds | None], gap: Bounds | None) -> None:
    assert unaccounted(whole, parts) == gap


def test_a_wave_is_no_surer_than_its_weakest_event() -> None:
    one, two = launched(28), intercepted(23)
    (row,) = ledger("strikes", [one, two], [assessment(one, "confirmed"), assessment(two, "claimed")]).rows
    assert row.grade == "claimed"


def test_ground_shows_both_claims_and_the_last_independent_word() -> None:
    taken = event(
        evidence("took Orliv", NORTH_MINISTRY, event_type="territory_change", who=(NORLAND,), outcome="taken"),
        evidence("did not", SOUTH_STAFF, event_type="territory_change", stance="denies", factuality="CT-", start=30),
        evidence("seen in Orliv", MONITORS, event_type="territory_change", start=60), ledger="ground",
    )  # fmt: skip
    (row,) = table("ground", taken, graded="contested")
    assert isinstance(row, GroundRow)
    assert (row.place, row.outcome, row.denied_by) == ("Orliv", "taken", "Sudland's General Staff")
    assert row.independent_word == "Lakes Monitoring Mission 2031-03-05: yes"


def test_claims_of_one_change_by_one_side_are_a_thread_and_competing_ones_stand_beside_it() -> None:
    def change(by: Actor, day: int, **given: object) -> Event:
        interval = Interval(f"2031-03-{day:02}T10:00:00Z", f"2031-03-{day:02}T12:00:00Z", "hour", "text")
        given = {"event_type": "territory_change", "outcome": "taken", "start": 10 * day, "interval": interval, **given}
        return event(evidence("Orliv", by, **given), ledger="ground")

    ours = [change(NORTH_MINISTRY, 4, who=(NORLAND,)), change(WIRE, 6, who=(NORLAND,))]
    theirs = change(SOUTH_STAFF, 5, who=(SUDLAND,), outcome="retaken")
    rows = [row for row in table("ground", *ours, theirs) if isinstance(row, GroundRow)]
    assert [(row.initiator, row.since, row.last, len(row.events)) for row in rows] == [
        ("Norland", "2031-03-04", "2031-03-06", 2), ("Sudland", "2031-03-05", "2031-03-05", 1),
    ]  # fmt: skip
    nobody = change(WIRE, 7)
    assert len(table("ground", *ours, nobody)) == 1
    assert len(table("ground", *ours, theirs, nobody)) == 3


def test_a_promise_is_one_thread_with_its_slip_and_its_silence() -> None:
    def stage(name: str, published: str, start: int) -> Event:
        row = evidence(name, WIRE, event_type="aid", who=(SUDLAND,), whom=(NORLAND,), at=(), start=start,
                       items=("air-defence launchers",), aid_stage=name)  # fmt: skip
        return event(row, ledger="aid", evidence=(type(row)(**{**_fields(row), "published": published}),))

    takerless = replace(stage("delayed", "2031-03-08", 8), recipient=())
    assert len(table("aid", stage("pledged", "2031-03-01", 1), takerless)) == 1
    rows = table("aid", stage("delayed", "2031-03-09", 9), stage("pledged", "2031-03-01", 1), until="2031-03-20")
    assert len(rows) == 1
    (row,) = rows
    assert isinstance(row, AidRow)
    assert (row.stage, row.slipped, row.silence_days) == ("delayed", True, 11)
    assert row.history == "pledged 2031-03-01 → delayed 2031-03-09"


def _fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}  # type: ignore[attr-defined]


def test_what_is_to_be_delivered_is_not_told_as_delivered() -> None:
    made = event(evidence("will give", WIRE, event_type="aid", who=(SUDLAND,), items=("launchers",), aid_stage="delivered", phase="future"),
                 ledger="aid")  # fmt: skip
    (row,) = table("aid", made)
    assert isinstance(row, AidRow)
    assert (row.stage, row.history) == ("to be delivered", "to be delivered 2031-03-05")


def test_running_totals_stand_apart_and_last() -> None:
    day = event(evidence("7 killed", WIRE, event_type="casualties"), ledger="humanitarian")
    total = event(evidence("9,900 killed", MONITORS, event_type="casualties", start=50, at=()), ledger="humanitarian")
    graded = [assessment(total, "reported", span("killed", 9900, None, basis="total")),
              assessment(day, "reported", span("killed", 7, 9, claims=("a", "b")), span("killed", 7, 7, side="south", claims=("a",)), span("wounded", 2, 2, claims=("a",)), span("wounded", 2, 2, side="south", claims=("a",)))]  # fmt: skip
    rows = ledger("humanitarian", [total, day], graded).rows
    assert [(row.basis, row.side, row.low, row.high) for row in rows if isinstance(row, HumanitarianRow)] == [
        ("event", None, 7, 9), ("event", "south", 7, 7), ("event", None, 2, 2), ("total", None, 9900, None),
    ]  # fmt: skip


def test_diplomacy_forces_and_outlook_have_their_columns() -> None:
    said = event(evidence("open the ports", SOUTH_STAFF, event_type="position", who=(SUDLAND,), stance="demands", topic="ports"),
                 ledger="diplomacy")  # fmt: skip
    moved = event(evidence("moved", MONITORS, event_type="deployment", who=(NORLAND,)), ledger="forces")
    warned = event(evidence("may attack", MONITORS, event_type="assault", phase="future", factuality="PS+", stance="warns",
                            interval=None),
                   ledger="outlook")  # fmt: skip
    (one,), (two,), (three,) = table("diplomacy", said), table("forces", moved), table("outlook", warned)
    assert isinstance(one, DiplomacyRow)
    assert isinstance(two, ForcesRow)
    assert isinstance(three, OutlookRow)
    assert (one.topic, one.stance, one.words) == ("ports", "demands", "open the ports")
    assert two.initiator == "Norland"
    assert (three.by, three.sureness, three.state, three.said) == (
        "Lakes Monitoring Mission",
        "PS+",
        "open",
        "2031-03-05",
    )


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 1), ({"since": "2031-03-04"}, 1), ({"since": "2031-03-05"}, 0), ({"until": "2031-03-04"}, 1),
        ({"until": "2031-03-03"}, 0), ({"place": "orliv"}, 1), ({"place": "Reed region"}, 1), ({"place": "Elm"}, 0),
        ({"grade": "claimed"}, 1), ({"grade": "confirmed"}, 0),
    ],
)  # fmt: skip
def test_filters(wanted: dict[str, str], found: int) -> None:
    made = event(evidence("fired at Orliv", WIRE, interval=DAY, at=(ORLIV, REED)))
    assert len(table("strikes", made, **wanted)) == found


def test_an_undated_event_passes_no_filter_of_dates() -> None:
    made = event(evidence("fired at Orliv", WIRE, interval=None))
    assert len(table("strikes", made)) == 1
    assert table("strikes", made, since="2000-01-01") == ()


def test_order_of_events_does_not_matter() -> None:
    events = [launched(28), intercepted(23), launched(6, "cruise missiles", start=60)]
    assert table("strikes", *events) == table("strikes", *reversed(events))


def test_cells_are_words() -> None:
    events = [launched(28), intercepted(23)]
    made = ledger("strikes", events, [assessment(each, "claimed") for each in events])
    (cells,) = made.text()
    assert cells[made.columns.index("launched")] == "28"
    assert cells[made.columns.index("lost")] == ""


WARNING = event(
    evidence("may attack", MONITORS, event_type="assault", who=(NORLAND,), phase="future", factuality="PS+", stance="warns",
             interval=Interval("2031-03-05T00:00:00Z", "2031-03-20T00:00:00Z", "week", "text")),
    ledger="outlook",
)  # fmt: skip


def _attack(day: int, grade: str, **given: object) -> tuple[Event, str]:
    interval = Interval(f"2031-03-{day:02}T00:00:00Z", f"2031-03-{day + 1:02}T00:00:00Z", "day", "text")
    given = {"who": (NORLAND,), "event_type": "assault", "interval": interval, **given}
    return event(evidence("attacked", WIRE, start=10 * day, **given), ledger="ground"), grade


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ([], "open"),
        ([_attack(10, "corroborated")], "come true"),
        ([_attack(10, "claimed")], "said to have come true"),
        ([_attack(10, "contested")], "open"),
        ([_attack(4, "confirmed")], "open"),
        ([_attack(22, "confirmed")], "open"),
        (
            [
                _attack(
                    7,
                    "confirmed",
                    interval=Interval("2031-03-05T00:00:00Z", "2031-03-08T00:00:00Z", "week", "published"),
                )
            ],
            "open",
        ),
        ([_attack(10, "confirmed", who=(SUDLAND,))], "open"),
        ([_attack(10, "confirmed", event_type="training")], "open"),
        ([_attack(10, "confirmed", stance="denies", factuality="CT-")], "open"),
        ([_attack(10, "confirmed", at=())], "open"),
    ],
)
def test_a_warning_is_resolved_by_what_comes_after_it(later: list[tuple[Event, str]], state: str) -> None:
    graded = [assessment(WARNING, "reported"), *(assessment(each, grade) for each, grade in later)]
    (row,) = ledger("outlook", [WARNING, *(each for each, _ in later)], graded).rows
    assert isinstance(row, OutlookRow)
    assert row.state == state
    assert row.resolved_by == (tuple(each.id for each, _ in later) if "true" in state else ())


def test_a_warning_whose_time_is_over_is_not_seen_and_keeps_its_base_rate() -> None:
    (row,) = ledger("outlook", [WARNING], [assessment(WARNING, "reported")], until="2031-04-01").rows
    assert isinstance(row, OutlookRow)
    assert (row.state, row.base_rate) == ("not seen", None)
    february = Interval("2031-02-13T00:00:00Z", "2031-02-14T00:00:00Z", "day", "text")
    before = event(evidence("attacked", WIRE, event_type="assault", who=(NORLAND,), interval=february), ledger="ground")
    (row,) = ledger(
        "outlook", [WARNING, before], [assessment(WARNING, "reported"), assessment(before, "reported")]
    ).rows
    assert isinstance(row, OutlookRow)
    assert row.base_rate == pytest.approx(1 - (1 - 1 / 20) ** 15, abs=1e-3)


def test_all_seven_ledgers_are_empty_of_no_events() -> None:
    assert len(LEDGERS) == 7
    assert [ledger(name, [], []).rows for name in LEDGERS] == [()] * 7


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="the ledgers are"):
        ledger("weather", [], [])
    with pytest.raises(StoreError, match="no assessment"):
        ledger("strikes", [launched(1)], [])


@pytest.mark.parametrize("rule", load_rules(folder() / "weapons.toml", WeaponRule), ids=lambda rule: rule.id)
def test_rules_of_weapons_hit_and_leave_what_they_say(rule: WeaponRule) -> None:
    assert rule.yes
    assert rule.no
    for text in rule.yes:
        plain = text.replace("[[", "").replace("]]", "")
        assert weapon_kind(plain) == (rule.kind if rule.kind != ANY else None)
        assert f"[[{rule.regex.search(plain)[0]}]]" in text  # type: ignore[index]
    for text in rule.no:
        assert not rule.regex.search(text), text


def test_a_position_is_held_since_a_day_until_another_takes_its_place() -> None:
    def said(day: int, stance: str) -> Event:
        interval = Interval(f"2031-03-{day:02}T10:00:00Z", f"2031-03-{day:02}T12:00:00Z", "hour", "text")
        row = evidence("the ports", SOUTH_STAFF, event_type="position", who=(SUDLAND,), stance=stance, topic="ports",
                       start=10 * day, interval=interval, at=())  # fmt: skip
        return event(row, ledger="diplomacy")

    rows = table("diplomacy", said(9, "denies"), said(4, "demands"), said(6, "demands"), said(12, "demands"))
    told = [(row.since, row.last, row.stance, row.changed, len(row.events)) for row in rows if isinstance(row, DiplomacyRow)]
    assert told == [
        ("2031-03-04", "2031-03-06", "demands", None, 2),
        ("2031-03-09", "2031-03-09", "denies", "from demands of 2031-03-04", 1),
        ("2031-03-12", "2031-03-12", "demands", "from denies of 2031-03-09", 1),
    ]


def test_rival_claims_on_a_place_name_each_other_and_share_its_independent_word() -> None:
    taken = event(evidence("took Orliv", NORTH_MINISTRY, event_type="territory_change", who=(NORLAND,), outcome="taken"), ledger="ground")
    held = event(
        evidence("retook Orliv", SOUTH_STAFF, event_type="territory_change", who=(SUDLAND,), outcome="retaken", start=30),
        evidence("seen in Orliv", MONITORS, event_type="territory_change", start=60), ledger="ground",
    )  # fmt: skip
    rows = {row.initiator: row for row in table("ground", taken, held) if isinstance(row, GroundRow)}
    assert rows["Norland"].disputed_by == "Sudland retaken 2031-03-04"
    assert rows["Sudland"].disputed_by == "Norland taken 2031-03-04"
    assert {row.independent_word for row in rows.values()} == {"Lakes Monitoring Mission 2031-03-05: yes"}


@pytest.mark.parametrize(("count", "scored"), [(9, False), (10, True)])
def test_a_source_is_scored_once_ten_of_its_warnings_are_resolved(count: int, scored: bool) -> None:
    def warned(n: int) -> Event:
        row = evidence("may attack", MONITORS, event_type="assault", who=(NORLAND,), phase="future", factuality="PS+", stance="warns",
                       start=10 * n, at=(), interval=Interval("2031-03-06T00:00:00Z", "2031-03-08T00:00:00Z", "day", "text"))  # fmt: skip
        return event(row, ledger="outlook")

    rows = [row for row in table("outlook", *map(warned, range(count)), until="2031-04-01") if isinstance(row, OutlookRow)]
    assert {row.state for row in rows} == {"not seen"}
    assert {row.brier for row in rows} == ({0.25} if scored else {None})


def test_counts_of_the_whole_in_two_articles_span_both_and_parts_do_not() -> None:
    def shot(number: int, document_id: str, start: int) -> Event:
        row = evidence("shot down", NORTH_MINISTRY, event_type="interception", who=(NORLAND,), start=start, document_id=document_id,
                       numbers=(figure("intercepted", number, number, "drones"),))  # fmt: skip
        return event(row)

    (row,) = table("strikes", shot(43, "d1", 1), shot(37, "d2", 20), shot(9, "d3", 40), shot(40, "d1", 60))
    assert isinstance(row, StrikeRow)
    assert row.intercepted == Bounds(37, 43)


@pytest.mark.parametrize(
    ("wanted", "found"), [({"party": "nor"}, 1), ({"party": "elm"}, 0), ({"source": "reedham"}, 1), ({"source": "elm"}, 0)]
)
def test_filters_by_party_and_by_source(wanted: dict[str, str], found: int) -> None:
    made = event(evidence("fired at Orliv", WIRE, who=(NORLAND,)))
    assert len(table("strikes", made, **wanted)) == found
