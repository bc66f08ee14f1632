"""The trained reader beside the rules: its weights' input and output, and where it goes before the rules."""

from unfog.stages.extract.encoder.learned import Learned
from unfog.stages.extract.encoder.marks import marked
from unfog.stages.extract.encoder.model import Encoder, load_encoder
from unfog.stages.extract.encoder.signals import Signals

__all__ = ["Encoder", "Learned", "Signals", "load_encoder", "marked"]
