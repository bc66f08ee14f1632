"""The reader: a small pretrained encoder under heads for triggers, attributions, attributes, roles and certainty."""

from __future__ import annotations

from torch import Tensor, nn

from labels import ATTRIBUTES, MARKS, ROLES, TYPES

PAIRED = 64  # dimensions in which a trigger and a word are compared for one role


class Reader(nn.Module):
    """Gives for each piece: triggers (B, L, types), marks (B, L, 3 × marks), attributes (B, L, all options), certainty (B, L),
    and for each pair of pieces roles (B, L, L, roles): whether the second plays the role in the event of the first.
    """

    def __init__(self, encoder: nn.Module, width: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(width, len(TYPES))
        self.mark = nn.Linear(width, 3 * len(MARKS))
        self.attribute = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, sum(map(len, ATTRIBUTES.values()))))
        self.certainty = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.event = nn.Linear(width, len(ROLES) * PAIRED)
        self.word = nn.Linear(width, len(ROLES) * PAIRED)
        self.alone = nn.Linear(width, len(ROLES))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of all heads; `ids` and `mask` are (B, L)."""
        hidden = self.dropout(self.encoder(input_ids=ids, attention_mask=mask)[0])
        batch, length = ids.shape
        event = self.event(hidden).view(batch, length, len(ROLES), PAIRED).permute(0, 2, 1, 3)
        word = self.word(hidden).view(batch, length, len(ROLES), PAIRED).permute(0, 2, 3, 1)
        roles = (event @ word / PAIRED**0.5).permute(0, 2, 3, 1) + self.alone(hidden)[:, None]
        return self.trigger(hidden), self.mark(hidden), self.attribute(hidden), self.certainty(hidden)[..., 0], roles


class Parts(nn.Module):
    """The reader as it is exported: one window of ids (1, L) in, no padding; of the roles the factors, to be multiplied for triggers alone.

    Gives triggers (L, types), marks, attributes, certainty (L), event and word (L, roles × PAIRED) and alone (L, roles).
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """Logits of all heads and the factors of the roles."""
        one = self.reader
        hidden = one.encoder(input_ids=ids)[0][0]
        plain = (one.trigger(hidden), one.mark(hidden), one.attribute(hidden), one.certainty(hidden)[..., 0])
        return *plain, one.event(hidden) / PAIRED**0.5, one.word(hidden), one.alone(hidden)
