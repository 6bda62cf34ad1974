"""The trained networks as two ONNX graphs in eight bits, beside the vocabulary and a record of the run, and back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn
from training.reader.corpus import KINDS
from training.reader.model import Reader, Shape

from dateline.extract.hints import FEATURES
from dateline.extract.labels import FACTUALITIES, MENTIONS, ROLES

OPSET = 17
SMALL = 4096
"""Numbers of a matrix that is not worth putting into eight bits."""
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
        dynamo=False,  # the newer exporter leaves the axes that may vary to guesses
    )
    if whole:
        large.replace(path)
    else:
        onnx.save(_in_eight_bits(onnx.load(str(large))), str(path))
        large.unlink()


def _in_eight_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its matrices in eight bits, a scale for each row of a table and each column of a weight.

    They are made whole again when the graph is loaded, and counted with in 32 bits. Where the vectors between them are
    in eight bits too, as is common, what is read of one sentence comes to depend on the others in its batch: a quarter
    of the claims of a report changed in some part when a sentence was added at its end, for no gain in speed.
    """
    graph = model.graph
    nodes = []
    for matrix in list(graph.initializer):
        values = numpy_helper.to_array(matrix)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL:
            continue
        looked_up = all(node.op_type == "Gather" for node in graph.node if matrix.name in node.input)
        axis = 0 if looked_up else 1
        largest = np.abs(values).max(axis=1 - axis)
        scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        small = np.clip(np.round(values / np.expand_dims(scale, 1 - axis)), -127, 127).astype(np.int8)
        graph.initializer.remove(matrix)
        parts = {"eighth": small, "scale": scale, "zero": np.zeros_like(scale, np.int8)}
        names = [f"{matrix.name}.{part}" for part in parts]
        graph.initializer.extend(map(numpy_helper.from_array, parts.values(), names))
        nodes.append(helper.make_node("DequantizeLinear", names, [matrix.name], axis=axis))
    for node in reversed(nodes):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    return model


def restored(folder: Path, shape: Shape | None = None) -> Reader:
    """The networks that were written into `folder`, to train onward from; what eight bits cost stays lost.

    Raises:
        ValueError: the graphs are of another shape.
    """
    reader = Reader(shape or Shape())
    for name in ("encoder", "roles"):
        network = getattr(reader, name)
        weights = _weights(onnx.load(str(folder / f"{name}.onnx")).graph)
        try:
            network.load_state_dict({key: torch.from_numpy(weights[key].copy()) for key in network.state_dict()})
        except (KeyError, RuntimeError) as error:
            raise ValueError(f"{folder / name}.onnx: not a graph of this shape: {error}") from error
    return reader


def _weights(graph: onnx.GraphProto) -> dict[str, np.ndarray[Any, np.dtype[np.float32]]]:
    """The numbers of a graph by the names that the network has for them: the graph drops those of most matrices."""
    out = {matrix.name: numpy_helper.to_array(matrix) for matrix in graph.initializer}
    made_by = {node.output[0]: node for node in graph.node}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            small, scale = (out[name] for name in node.input[:2])
            axis = next(attribute.i for attribute in node.attribute if attribute.name == "axis")
            out[node.output[0]] = (small * np.expand_dims(scale, 1 - axis)).astype(np.float32)
    for node in graph.node:
        matrix = next((name for name in node.input if name in out and out[name].ndim == 2), None)
        if node.op_type == "MatMul" and matrix and matrix.startswith("onnx::"):
            out.setdefault("features.weight", out[matrix].T)  # the one without a bias to be known by
        for bias in node.input if node.op_type == "Add" else ():
            product = made_by.get(next(name for name in node.input if name != bias))
            if bias.endswith(".bias") and bias in out and product is not None and product.op_type == "MatMul":
                out[bias.removesuffix("bias") + "weight"] = out[product.input[1]].T
    return out
