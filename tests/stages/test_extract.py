"""Reading claims: who says it, how surely, who did what to whom, where, when, how many. All sentences are invented."""

from __future__ import annotations

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Document
from unfog.stage import Group
from unfog.stages.annotate.recognise import ANNOTATE
from unfog.stages.extract.claims import EXTRACT


@pytest.fixture(scope="module")
def read():
    knowledge, config = Knowledge(), Config()
    annotate, extract = ANNOTATE.build(knowledge, config), EXTRACT.build(knowledge, config)

    def claims(text: str):
        document = Document(
            id="d", capture_id="c", name="d", publisher=None, published="2023-10-12", published_precision="day",
            published_from="metadata", url=None, title=None, text=text,
        )  # fmt: skip
        (annotation,) = annotate(document)
        assert isinstance(annotation, Annotation)
        found = extract(Group("d", {Document: (document,), Annotation: (annotation,)}))
        assert all(text[claim.start : claim.end] == claim.quote for claim in found)
        return found

    return claims


def of(claims, event_type):
    found = [claim for claim in claims if claim.event_type == event_type]
    assert found, [(claim.event_type, claim.quote) for claim in claims]
    return found[0]


def test_a_ministry_s_word_is_its_own(read):
    claim = of(read("The Ukrainian Defence Ministry said that Russia fired nine missiles at Poltava on Friday."), "missile_strike")
    assert claim.source == "Ukrainian Defence Ministry"
    assert claim.initiator == ("Russia",)
    assert claim.places == ("Poltava",)
    assert claim.time == "on Friday"
    assert [(each.measure, each.low, each.high) for each in claim.numbers] == [("launched", 9, 9)]


def test_the_article_itself_has_no_source(read):
    claim = of(read("Two people were killed in Kherson on Monday."), "casualties")
    assert claim.source is None
    assert (claim.factuality, claim.phase, claim.stance) == ("CT+", "past", "asserts")


def test_a_denial_is_kept_beside_what_it_denies(read):
    claims = read("Russia's Defence Ministry claimed that Ukraine shelled Horlivka. Kyiv denied the claim.")
    assert {claim.source for claim in claims} == {"Russia's Defence Ministry", "Kyiv"}
    said, denied = sorted(claims, key=lambda claim: claim.start)
    assert (said.factuality, said.verification) == ("CT+", "disputed")
    assert (denied.stance, denied.factuality, denied.event_type) == ("denies", "CT-", said.event_type)


def test_a_refusal_to_comment_leaves_it_open(read):
    claims = read("Russian officials said that a drone hit a refinery in Samara. Kyiv declined to comment.")
    silent = [claim for claim in claims if claim.stance == "declines"]
    assert [claim.factuality for claim in silent] == ["UU"]


@pytest.mark.parametrize(
    ("text", "event_type", "factuality", "phase"),
    [
        ("Ukrainian troops failed to capture Tokmak.", "territory_change", "CT-", "past"),
        ("Russian forces could shell Sumy within weeks.", "shelling", "PS+", "future"),
        ("Ukraine will deploy 300 soldiers to Chernihiv.", "deployment", "PR+", "future"),
        ("There was no damage to the bridge in Kremenchuk.", "damage", "CT-", "past"),
        ("Russian artillery is shelling Nikopol.", "shelling", "CT+", "ongoing"),
    ],
)
def test_certainty_and_phase(read, text, event_type, factuality, phase):
    claim = of(read(text), event_type)
    assert (claim.factuality, claim.phase) == (factuality, phase)


def test_a_source_named_after_and_in_between(read):
    text = "A drone struck a depot in Bryansk, according to the regional governor of Bryansk, Alexander Bogomaz."
    assert of(read(text), "drone_strike").source
    text = "“The village is ours,” President Volodymyr Zelensky said. “Our soldiers took Robotyne this morning.”"
    assert {claim.source for claim in read(text)} == {"Volodymyr Zelensky"}


def test_a_warning_is_in_the_future_and_warns(read):
    claim = of(read("British intelligence warned that Russia may launch a new offensive near Kreminna."), "assault")
    assert (claim.stance, claim.phase, claim.factuality[-1]) == ("warns", "future", "+")
    assert claim.factuality != "CT+"


def test_stages_of_aid(read):
    assert of(read("Germany pledged to send 14 tanks to Ukraine."), "aid").aid_stage == "pledged"
    assert of(read("Ukraine asked the United States for air defence systems."), "aid").aid_stage == "requested"
    assert of(read("Norway delivered eight howitzers to Ukraine."), "aid").aid_stage == "delivered"


def test_who_receives_and_who_is_asked(read):
    received = of(read("Ukraine received four launchers from France."), "aid")
    assert (received.initiator, received.recipient) == (("France",), ("Ukraine",))


def test_unverified_is_the_text_s_own_word(read):
    text = "Ukraine's General Staff said that two bridges near Kupiansk were destroyed. The claim could not be independently verified."
    assert read(text)[0].verification == "unverified"


def test_mood_gives_no_claim(read):
    assert read("The situation remains fluid. Both sides are determined, and the mood is tense.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russia", "Ukraine"),
        ("Israel", "Iran"),
    ],
)
def test_no_side_is_favoured(read, one, other):
    frames = (
        "{a} said that {b} fired six missiles on Tuesday and killed four people.",
        "{b} denied that it had attacked {a}.",
        "The Defence Ministry of {a} claimed that {b} lost 30 tanks.",
    )
    for frame in frames:
        first = read(frame.format(a=one, b=other))
        second = read(frame.format(a=other, b=one))
        assert first
        assert [shape(claim, {}) for claim in first] == [shape(claim, {one: other, other: one}) for claim in second]


def shape(claim, swap):
    def named(name):
        for word, instead in swap.items():
            if name and word in name:
                return name.replace(word, instead)
        return name

    return (
        claim.event_type, named(claim.source), claim.stance, claim.factuality, claim.phase, tuple(map(named, claim.initiator)),
        tuple(map(named, claim.recipient)), tuple((each.measure, each.low, each.high) for each in claim.numbers),
    )  # fmt: skip
