"""What people judged to be one event, or two, becomes a link that no weighing changes."""

from __future__ import annotations

from collections.abc import Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Evidence, Feature, Judgement, Link, make_id
from unfog.stage import Group, GroupFunction, PerGroup, Read

SAME, APART = "same", "apart"
JUDGED = "judged"


def build(_knowledge: Knowledge, _config: Config) -> GroupFunction:
    """The function that turns one judgement and the two claims that it is about into a link."""

    def link(group: Group) -> Iterator[Link]:
        judgement = group.one(Judgement)
        rows = sorted(group.of(Evidence), key=lambda row: row.id)
        if judgement is not None and len(rows) == 2:
            one, other = rows[0].id, rows[1].id
            said = Feature(JUDGED, 0.0, f"{judgement.who}, {judgement.when[:10]}: {judgement.why}")
            yield Link(
                id=make_id("link", JUDGED, judgement.id), claim_id=one, other_id=other, kind=judgement.verdict, score=0.0,
                features=(said,),
            )  # fmt: skip

    return link


def is_judged(link: Link) -> bool:
    """Whether a person made the link."""
    return any(feature.name == JUDGED for feature in link.features)


JUDGE = PerGroup(
    name="reconcile.judged",
    reads=(Read(Evidence, "judged"), Read(Judgement, "id")),
    writes=Link,
    build=build,
)
