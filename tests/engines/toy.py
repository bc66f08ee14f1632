"""A small pipeline over invented rows, for trying engines without a parser."""

from __future__ import annotations

from unfog.model import Claim, Copy, Document, Family, Issue, Sketch, make_id
from unfog.stage import PerComponent, PerGroup, PerRow, Read


def document(number: int, text: str) -> Document:
    return Document(
        id=make_id("toy", number), capture_id=f"c{number}", name=f"d{number}", publisher=None, published=None,
        published_precision=None, published_from=None, url=None, title=None, text=text,
    )  # fmt: skip


def sketch(_knowledge, _config):
    def each(row: Document):
        if row.text == "broken":
            raise ValueError("this row is broken")
        yield Sketch(id=row.id, document_id=row.id, bands=tuple(sorted(set(row.text.split()))), published=None, words=b"", places=b"")

    return each


def pair(_knowledge, _config):
    def group(rows):
        ids = [each.document_id for each in rows.of(Sketch)]
        for other in ids[1:]:
            yield Copy(id=make_id(ids[0], other), document_id=other, origin_id=ids[0], kind="near", score=1.0, spans=())

    return group


def family(_knowledge, _config):
    def component(rows):
        ids = sorted(each.id for each in rows.of(Document))
        for each in ids:
            yield Family(id=each, document_id=each, family_id=ids[0])

    return component


SKETCH = PerRow(name="acquire.sketch", reads=Document, writes=Sketch, build=sketch)
PAIR = PerGroup(name="acquire.pair", reads=(Read(Sketch, "bands"),), writes=Copy, build=pair)
FAMILY = PerComponent(
    name="acquire.family", nodes=Read(Document, "id"), edges=Copy, ends=("document_id", "origin_id"), writes=Family, build=family
)
TOY = (SKETCH, PAIR, FAMILY)
__all__ = ["TOY", "Claim", "Issue", "document"]
