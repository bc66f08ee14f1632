"""Reconciling is a function of the set of claims: order changes nothing, and a document takes only its own claims away."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from made_claims import (
    EAST,
    HARROW,
    LUND,
    NORTH,
    NORTH_MINISTRY,
    POST,
    SOUTH,
    SOUTH_STAFF,
    WIRE,
    evidence,
    killed,
    picture,
)  # fmt: skip
from unfog.model import Evidence, Row

SENTENCES = ("Rockets fell upon the railway yard of Harrow", "A depot burned near the river after the strike", "Shells")

one_claim = st.fixed_dictionaries(
    {
        "event_type": st.sampled_from(["strike", "missile_strike", "casualties", "territory_change"]),
        "by": st.sampled_from([None, NORTH_MINISTRY, SOUTH_STAFF]),
        "publisher": st.sampled_from([None, WIRE, POST]),
        "places": st.sampled_from([(), (HARROW,), (LUND,), (EAST,)]),
        "when": st.sampled_from([None, "2031-05-04", "2031-05-05"]),
        "published": st.sampled_from([None, "2031-05-05", "2031-05-06"]),
        "initiators": st.sampled_from([(), (NORTH,), (SOUTH,)]),
        "factuality": st.sampled_from(["CT+", "CT-", "UU"]),
        "quote": st.sampled_from(SENTENCES),
        "numbers": st.sampled_from([(), killed(3), killed(7)]),
        "document": st.sampled_from([f"d{n}" for n in range(6)]),
        "family": st.sampled_from([None, "d0"]),
    }
)
claims = st.lists(one_claim, min_size=1, max_size=14)


def rows_of(drawn: list[dict]) -> list[Evidence]:
    return [evidence(f"c{n:02d}", **fields) for n, fields in enumerate(drawn)]


def as_bytes(rows: list[Evidence]) -> bytes:
    links, events, assessments = picture(rows)
    return bytes_of([*links, *events, *assessments])


def bytes_of(made: list[Row]) -> bytes:
    return msgspec.json.encode(sorted((type(row).__name__, row.id, msgspec.to_builtins(row)) for row in made))


@settings(max_examples=60, deadline=None)
@given(claims, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bytes(drawn: list[dict], chance: random.Random):
    rows = rows_of(drawn)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert as_bytes(rows) == as_bytes(shuffled)


@settings(max_examples=40, deadline=None)
@given(claims)
def test_every_claim_stands_in_just_one_event_and_no_pair_is_linked_twice(drawn: list[dict]):
    rows = rows_of(drawn)
    links, events, _ = picture(rows)
    assert sorted(claim for event in events for claim in event.claims) == [row.id for row in rows]
    assert len({link.id for link in links}) == len(links)


@settings(max_examples=40, deadline=None)
@given(claims)
def test_withdrawing_a_document_takes_its_claims_and_only_those(drawn: list[dict]):
    rows = rows_of(drawn)
    gone = rows[0].document_id
    left = [row for row in rows if row.document_id != gone]
    _, events, _ = picture(left)
    assert sorted(claim for event in events for claim in event.claims) == [row.id for row in left]
    assert all(gone not in event.documents for event in events)


def articles(count: int) -> list[Evidence]:
    """One to three invented claims in each of `count` articles of one week."""
    chance = random.Random(7)
    towns = [
        replace(HARROW, id=f"t{n}", name=f"Town {n}", region=f"Region {n % 12}", latitude=40.0 + n) for n in range(40)
    ]
    rows = []
    for document in range(count):
        for n in range(chance.randint(1, 3)):
            source = chance.choice([None, NORTH_MINISTRY, SOUTH_STAFF])
            rows.append(
                evidence(
                    f"{document:03d}{n}",
                    chance.choice(["strike", "missile_strike", "casualties", "territory_change"]),
                    by=source,
                    publisher=chance.choice([None, WIRE, POST]),
                    document=f"d{document}",
                    family=f"d{document % 150}",
                    places=(chance.choice(towns),),
                    when=chance.choice([None, "2031-05-04", "2031-05-05"]),
                    published=f"2031-05-0{chance.randint(4, 9)}",
                    factuality=chance.choice(["CT+", "CT+", "CT-", "UU"]),
                    numbers=chance.choice([(), killed(3), killed(7), killed(19)]),
                    quote=chance.choice(SENTENCES),
                )
            )
    return rows


def test_twenty_orders_of_two_hundred_articles_give_one_picture():
    rows = articles(200)
    pictures = set()
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        pictures.add(as_bytes(rows))
    assert len(pictures) == 1
    _, events, _ = picture(rows)
    assert len(events) < len(rows)
