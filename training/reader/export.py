"""Writes the trained reader as int8 ONNX with its labels and tokenizer: what `src/unfog/data/models/reader` holds.

python export.py --weights FOLDER --base FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from labels import ATTRIBUTES, MARKS, ROLES, TYPES
from network import Parts, Reader
from train import MINILM, base

NAMES = ("triggers", "marks", "attributes", "certainty", "event", "word", "alone")


def main() -> None:
    """Export, quantise, and write labels and tokenizer beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--weights", "--base", "--out"):
        parser.add_argument(name, type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(base(args.base), MINILM["hidden_size"])
    reader.load_state_dict(torch.load(args.weights / "reader.pt", weights_only=True))
    plain = args.weights / "plain.onnx"
    axes = {"ids": {1: "length"}} | {name: {0: "length"} for name in NAMES}
    torch.onnx.export(
        Parts(reader.eval()), (torch.ones(1, 16, dtype=torch.long),), str(plain),
        input_names=["ids"], output_names=list(NAMES), dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
    # Weights of seven bits: eight overflow in the products of processors without VNNI. One scale a channel: one a matrix cost
    # three points of claim F1, this one none.
    quantize_dynamic(plain, args.out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "labels.toml").write_text(labels(), encoding="utf-8")


def labels() -> str:
    """What each output of the heads means, as TOML."""
    lists = {"types": TYPES, "roles": ROLES, "marks": MARKS}
    lines = ["# What the outputs of reader.onnx mean, in their order. Written by export.py."]
    lines += [f"{name} = {list(values)}".replace("'", '"') for name, values in lists.items()]
    lines += ["", "[attributes]", *(f"{name} = {list(values)}".replace("'", '"') for name, values in ATTRIBUTES.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
