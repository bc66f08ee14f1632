"""The articles of a store by id, for views that write rows one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from unfog.model import Document
from unfog.store import Store

KEPT = 4096  # articles that are kept in memory while rows are written


class Articles(Mapping[str, Document]):
    """The articles by id, each read when it is asked for; those asked for last are kept. Withdrawn ones are found too."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.found = lru_cache(KEPT)(self._find)

    def __getitem__(self, document_id: str) -> Document:
        return self.found(document_id)

    def __iter__(self) -> Iterator[str]:
        return (document.id for document in self.store.rows(Document))

    def __len__(self) -> int:
        return self.store.count(Document)

    def _find(self, document_id: str) -> Document:
        document = self.store.get(Document, document_id)
        if document is None:
            raise KeyError(document_id)
        return document
