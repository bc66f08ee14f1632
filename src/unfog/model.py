"""The rows: the one definition of every table, from which SQL, JSON and the reference page are derived.

Rows are frozen, hold no dictionaries, and are identified by their content: `make_id` hashes what makes a row itself.
Times are ISO 8601 strings in UTC (`2023-11-08T00:00:00Z`), dates are `2023-11-08`; intervals are half open.
Offsets count Unicode characters of `Document.text`, start included, end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from unfog.values import (
    Actor,
    Feature,
    Figure,
    Interval,
    Mention,
    Named,
    Number,
    Passage,
    Place,
    Range,
    Reason,
    RunnerUp,
    SharedSpan,
    Span,
    Subject,
    Token,
    digest,
    make_id,
)

__all__ = [
    "TABLES",
    "Actor",
    "Annotation",
    "Assessment",
    "Capture",
    "Claim",
    "Copy",
    "Document",
    "Event",
    "Evidence",
    "Family",
    "Feature",
    "Figure",
    "Grounding",
    "Interval",
    "Issue",
    "Judgement",
    "Link",
    "Mention",
    "Named",
    "Number",
    "Passage",
    "Place",
    "Range",
    "Reason",
    "Row",
    "Run",
    "RunnerUp",
    "SharedSpan",
    "Sketch",
    "Span",
    "Subject",
    "Token",
    "digest",
    "make_id",
]


FILED = {"filed": True}  # a column by which stages find rows: the store keeps an index of it


class Row:
    """A row of one of the tables."""

    __slots__ = ()
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Row):
    """Bytes as they came: one file, or one record of a file that holds many.

    `origin` is the path as given, with `#N` for the N-th record; `media_type` says how `content` is to be read;
    `sidecar` holds the bytes of a `NAME.json` beside it.
    """

    id: str
    origin: str
    media_type: str
    content: bytes
    sidecar: bytes | None = None

    @staticmethod
    def identify(origin: str, content: bytes, sidecar: bytes | None) -> str:
        """The id: where from, and the hash of what came."""
        return make_id("capture", origin, content, sidecar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """Clean text of a capture. `name` is the input file's stem, or the record's own id.

    `published` is an ISO date or time, with `published_precision` (`day`, `time`) and `published_from`
    (`metadata`, `html`, `header`, `url`): a header date is a claim about the date and may be wrong; `doubts` say what speaks
    against it, in other dates of the document or in its text.
    """

    id: str
    capture_id: str
    name: str
    publisher: str | None
    published: str | None
    published_precision: str | None
    published_from: str | None
    url: str | None
    title: str | None
    text: str
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch(Row):
    """What is compared to find copies: a 32-bit hash of each word, the gap before it and its length; `bands` are the keys
    under which documents that share text meet. `agency` is whether a news agency published it; `quoted` holds a bit for each
    word that stands between quotation marks.
    """

    id: str
    document_id: str = field(metadata=FILED)
    publisher: str | None = None
    agency: bool = False
    published: str | None
    bands: tuple[str, ...] = field(metadata=FILED)
    words: bytes = field(metadata={"packed": True})
    places: bytes = field(metadata={"packed": True})
    quoted: bytes = field(default=b"", metadata={"packed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Row):
    """`document_id` repeats `origin_id`, the likelier origin; `score` is the share repeated.

    `kind`: `exact`, `near` or `partial`; `quote` where nearly all that both have stands between quotation marks: two
    reporters of one speaker, and no copy.
    """

    id: str
    document_id: str = field(metadata=FILED)
    origin_id: str = field(metadata=FILED)
    kind: str
    score: float
    spans: tuple[SharedSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Row):
    """The family of copies that a document belongs to; `family_id` is the id of its likely origin (its own if it stands alone).

    `passages` are the stretches of it that stand first in another family: who repeats them is no witness of his own.
    """

    id: str
    document_id: str = field(metadata=FILED)
    family_id: str
    passages: tuple[Passage, ...] = ()

    def at(self, start: int, end: int) -> str:
        """The family of the words from `start` to `end`: of the passages that hold most of them, else the document's."""
        shares: dict[str, int] = {}
        for passage in self.passages:
            held = min(end, passage.end) - max(start, passage.start)
            if held > 0:
                shares[passage.family_id] = shares.get(passage.family_id, 0) + held
        most = max(shares, key=lambda family: (shares[family], family), default=self.family_id)
        return most if 2 * shares.get(most, 0) > end - start else self.family_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(Row):
    """One document's sentences, tokens and mentions."""

    id: str
    document_id: str = field(metadata=FILED)
    language: str
    sentences: tuple[Span, ...] = field(metadata={"packed": True})
    tokens: tuple[Token, ...] = field(metadata={"packed": True})
    mentions: tuple[Mention, ...] = field(metadata={"packed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """One source saying, with some certainty, that one event happened. `quote` is `text[start:end]`.

    `source` is None where the article itself asserts, `"unnamed"` where the text names nobody; `via` are the sources
    between the article and `source`, nearest to the article first. `mentions` says where each slot stands in the text.
    """

    id: str
    document_id: str = field(metadata=FILED)
    start: int
    end: int
    quote: str
    event_type: str
    source: str | None = None
    via: tuple[str, ...] = ()
    cue: str | None = None
    stance: str = "asserts"
    factuality: str = "CT+"
    phase: str = "past"
    initiator: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    time: str | None = None
    numbers: tuple[Figure, ...] = ()
    items: tuple[str, ...] = ()
    aid_stage: str | None = None
    outcome: str | None = None
    topic: str | None = None
    verification: str | None = None
    mentions: tuple[Mention, ...] = ()

    @staticmethod
    def identify(document_id: str, span: Span, event_type: str, *, source: str | None, ordinal: int) -> str:
        """The id: document, span, type and source; `ordinal` counts claims that share all four."""
        return make_id("claim", document_id, span, event_type, source, ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding(Row):
    """What a mention refers to: just one of `place`, `interval`, `actor`, or none of them where nothing fits (doubt)."""

    id: str
    document_id: str = field(metadata=FILED)
    kind: str
    start: int
    end: int
    text: str
    place: Place | None = None
    interval: Interval | None = None
    actor: Actor | None = None
    score: float = 0.0
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Row):
    """A claim with what its words refer to and the family of its document: all that reconciling needs.

    `id` is the claim's. `vouched_by` is who answers for the claim: the source, else the publisher, else nobody known.
    `interval` falls back to the days before publication (`anchor` `published`). `block_keys` file it for comparing;
    `judged` holds the ids of the judgements that join it with another or keep it apart.
    """

    id: str
    document_id: str
    family_id: str
    publisher: Actor | None
    published: str | None
    vouched_by: Actor | None
    claim: Claim
    initiators: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    places: tuple[Place, ...]
    interval: Interval | None
    block_keys: tuple[str, ...] = field(metadata=FILED)
    judged: tuple[str, ...] = field(default=(), metadata=FILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Row):
    """Two claims compared: `same`, `update`, `denies`, `corrects` or `withdraws` (the first does it to the second).

    A person may have judged them `same` or `apart`.
    """

    id: str
    claim_id: str = field(metadata=FILED)
    other_id: str = field(metadata=FILED)
    kind: str
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Row):
    """A cluster of claims about one happening; each value names its claims. `evidence` holds the claims, oldest first."""

    id: str
    event_type: str
    ledger: str
    phase: str
    begin: str | None
    end: str | None
    time_precision: str | None
    place: Place | None
    initiator: tuple[Named, ...]
    recipient: tuple[Named, ...]
    items: tuple[Named, ...]
    aid_stage: str | None
    outcome: str | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...] = field(metadata={"packed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Row):
    """How far an event can be trusted: its grade, why, who independently bears it out or disputes it, and its figures."""

    id: str
    event_id: str
    grade: str
    reasons: tuple[Reason, ...]
    sources_for: tuple[Named, ...]
    sources_against: tuple[Named, ...]
    independent_for: int
    independent_against: int
    figures: tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Row):
    """A person's verdict: input that is only ever added to, and holds through every run and every change of rules.

    `verdict`: `same` or `apart` (the two claims of `subjects`), `correct` (`field_name` of a claim is `value`), `set_aside` (a
    claim, or a whole document), `accept` (a claim, and the event that it is part of: read and found right), `take_back` (the judgement whose id is `value`). `documents` and `captures` are those of the
    subjects; `when` is the time of judging, UTC. Of two verdicts on one matter the later holds.
    """

    id: str
    verdict: str
    subjects: tuple[Subject, ...]
    documents: tuple[str, ...] = field(metadata=FILED)
    captures: tuple[str, ...] = field(metadata=FILED)
    field_name: str | None = None
    value: str | None = None
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Row):
    """What could not be read or done, and why. `origin` is the input, `subject` the id of the row at fault."""

    id: str
    stage: str
    origin: str
    subject: str
    code: str
    message: str

    @staticmethod
    def of(stage: str, origin: str, subject: str, code: str, message: str) -> Issue:
        """An issue with its id."""
        return Issue(
            id=make_id("issue", stage, subject, code, message),
            stage=stage, origin=origin, subject=subject, code=code, message=message,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Row):
    """One run: the producer (software plus knowledge), when it began, and what it was given."""

    id: str
    started: str
    version: str
    knowledge: str
    inputs: tuple[str, ...]


TABLES: tuple[type[Row], ...] = (
    Capture, Document, Sketch, Copy, Family, Annotation, Claim, Grounding, Evidence, Link, Event, Assessment,
    Judgement, Issue, Run,
)  # fmt: skip
