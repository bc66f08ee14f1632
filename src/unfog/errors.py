"""Errors: one tree. An unreadable input is no error but an `Issue` row; doubt is a value.

UnfogError
├── UsageError        the command or a call was wrong: says what was expected, found and what to do (exit 2)
├── KnowledgeError    a file of `data/` or of the user's knowledge is broken
├── StoreError        the store cannot be used
├── PipelineError     the stages do not fit together
└── UnreadableError   one input cannot be read: becomes an issue row, the run goes on
"""

from __future__ import annotations

from pathlib import Path


class UnfogError(Exception):
    """The root of all that unfog raises on purpose."""


class UsageError(UnfogError):
    """The command or call was wrong."""


class KnowledgeError(UnfogError):
    """A file of knowledge is broken."""


class StoreError(UnfogError):
    """The store cannot be used."""


class PipelineError(UnfogError):
    """The stages do not fit together."""


class UnreadableError(UnfogError):
    """One input cannot be read. `code` is a word for the kind of fault, the message says it to the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def broken(path: Path, error: Exception) -> KnowledgeError:
    """The error for a file of knowledge that cannot be read as what it should hold."""
    return KnowledgeError(f"{path}: expected a whole file of knowledge, found: {error}; mend it, or install unfog anew")
