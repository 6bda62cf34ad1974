"""The trained networks as two ONNX graphs in eight bits, beside the vocabulary and a record of the run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from training.reader.corpus import KINDS
from training.reader.model import Reader

from dateline.extract.hints import FEATURES
from dateline.extract.labels import FACTUALITIES, MENTIONS, ROLES

OPSET = 17
UNCALIBRATED = {"bias": 0.0, "trigger": 0.5, "counts": 0.5, "rules": 0.0, "least": 0.5}
"""What makes a chance of the two scores of a trigger until a run has fitted it."""


def export(reader: Reader, tokenizer: Path, folder: Path, *, whole: bool = False) -> None:
    """Write the graphs, the vocabulary and the labels into `folder`; `whole` keeps them in 32 bits."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = reader.eval()
    width = reader.shape.role_width
    pieces = torch.ones(2, 9, dtype=torch.long)
    words = torch.tensor([[1, 3, 4], [1, 2, 5]])
    _graph(
        reader.encoder,
        (pieces, pieces, pieces, words),
        folder / "encoder.onnx",
        {"ids": "rp", "case": "rp", "mask": "rp", "first": "rw", "trigger": "rw", "mention": "rw", "vectors": "rw"},
        whole=whole,
    )
    at = torch.ones(2, 3, dtype=torch.long)
    _graph(
        reader.roles,
        (torch.randn(2, 3, width), torch.tensor([1, 2]), at * 16, at, torch.zeros(2, 3, FEATURES)),
        folder / "roles.onnx",
        {
            "words": "tw",
            "kind": "t",
            "distance": "tw",
            "mask": "tw",
            "features": "tw",
            "roles": "tw",
            "factuality": "t",
            "counts": "t",
        },
        whole=whole,
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    about = {"kinds": KINDS, "roles": ROLES, "factualities": FACTUALITIES, "mentions": MENTIONS}
    write_about(folder, {**about, "confidence": UNCALIBRATED})


def write_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write `encoder.json`: labels, calibration and the record of the run."""
    (folder / "encoder.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


AXES = {"r": "rows", "p": "pieces", "w": "words", "t": "triggers"}


def _graph(network: nn.Module, inputs: Sequence[Tensor], path: Path, axes: Mapping[str, str], *, whole: bool) -> None:
    """One network as ONNX; `axes` names inputs and outputs in order, with the axes of each that may vary."""
    names = list(axes)
    large = path.with_suffix(".float.onnx")
    torch.onnx.export(
        network,
        tuple(inputs),
        str(large),
        input_names=names[: len(inputs)],
        output_names=names[len(inputs) :],
        dynamic_axes={name: {at: AXES[letter] for at, letter in enumerate(letters)} for name, letters in axes.items()},
        opset_version=OPSET,
        dynamo=False,  # the graph that the newer exporter makes cannot be quantised with the word embeddings in it
    )
    if whole:
        large.replace(path)
        return
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(large), str(prepared))
    # Unsigned weights with a scale for each column lose least; one scale for a whole matrix costs points.
    quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QUInt8, per_channel=True)
    onnx.checker.check_model(str(path))
    large.unlink()
    prepared.unlink()
