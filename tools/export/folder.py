"""Writes a weights folder: ONNX graphs compared with PyTorch, golden.npz, learned arrays, the tokenizer's file and model.json; see README.md."""
import gc
import hashlib
import io
import json
import shutil
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

FORMAT = 1
EXPORTER = "2"
OPSET = 17
TOLERANCE = 1e-4
BATCHES = (2, 3)
LARGEST_FILE = 1_900_000_000


@dataclass
class Graph:
    """A network with the names of what goes in and out.

    `inputs` makes a batch of that many from a generator of random numbers, as a dictionary by name. `axes` says, for each name,
    letters of its first axes where these vary, and "-" for one that does not; "N" where it says nothing.
    """
    module: nn.Module
    inputs: Callable[[int, np.random.Generator], dict[str, torch.Tensor]]
    outputs: list[str]
    axes: dict[str, str] = field(default_factory=dict)

    def dynamic(self, name):
        """The letters of the axes of what goes by this name, by number."""
        return {axis: letter for axis, letter in enumerate(self.axes.get(name, "N")) if letter != "-"}

    def run(self, inputs):
        with torch.no_grad():
            found = self.module(*inputs.values())
        return [each.numpy() for each in (found if isinstance(found, tuple) else (found,))]


def write(folder, description, graphs, arrays=None, tokenizer=None, seed=0):
    """Writes all of a weights folder; `description` is model.json without what follows from the files."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    described = {"format": FORMAT, **description, "exporter": EXPORTER, "graphs": {}}
    golden = {}
    for key, graph in graphs.items():
        described["graphs"][key] = exported(folder, key, graph, seed)
        inputs = graph.inputs(BATCHES[0], np.random.default_rng(seed))
        golden |= {f"{key}/in/{name}": value.numpy() for name, value in inputs.items()}
        golden |= {f"{key}/out/{name}": value for name, value in zip(graph.outputs, graph.run(inputs), strict=True)}
    if arrays:
        described["arrays"] = {key: saved(folder, key, value) for key, value in arrays.items()}
    if tokenizer:
        shutil.copyfile(tokenizer, folder / described["text"]["file"])
        described["text"]["sha256"] = sha256(folder / described["text"]["file"])
    archive(folder / "golden.npz", golden)
    described["golden"] = {"file": "golden.npz", "sha256": sha256(folder / "golden.npz")}
    (folder / "model.json").write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    print(f"{folder}: {sum(file.stat().st_size for file in folder.iterdir()):,} bytes")


def exported(folder, key, graph, seed):
    """Exports a graph and stops when ONNX Runtime and PyTorch differ; returns its entry in model.json."""
    file = folder / f"{key}.onnx"
    inputs = graph.inputs(BATCHES[0], np.random.default_rng(seed))
    graph.module.eval()
    buffer = io.StringIO()
    with warnings.catch_warnings(), redirect_stderr(buffer), redirect_stdout(buffer):
        warnings.simplefilter("ignore")
        torch.onnx.export(graph.module, tuple(inputs.values()), str(file), input_names=list(inputs), output_names=graph.outputs,
                          dynamic_axes={name: graph.dynamic(name) for name in (*inputs, *graph.outputs)}, opset_version=OPSET, dynamo=False)
    shaped(file, graph, inputs)
    entry = {"file": file.name} | gathered(file)
    compared(file, graph, seed + 1)
    return entry


def shaped(file, graph, inputs):
    """Declares the sizes of what goes out where the exporter did not find them."""
    model = onnx.load(file, load_external_data=False)
    for value, found in zip(model.graph.output, graph.run(inputs), strict=True):
        for axis, dimension in enumerate(value.type.tensor_type.shape.dim):
            if axis not in graph.dynamic(value.name):
                dimension.dim_value = found.shape[axis]
    onnx.save(model, file)


def gathered(file):
    """The SHA-256 of a graph, whose weights go to one file beside it when they are too many for protobuf."""
    model = onnx.load(file)
    if sum(len(weight.raw_data) for weight in model.graph.initializer) < LARGEST_FILE:
        onnx.checker.check_model(model)
        return {"sha256": sha256(file)}
    for left in external(file):
        left.unlink()
    weights = file.name + ".weights"
    onnx.save(model, file, save_as_external_data=True, all_tensors_to_one_file=True, location=weights, size_threshold=1024)
    del model
    gc.collect()
    onnx.checker.check_model(str(file))
    return {"sha256": sha256(file), "weights": {"file": weights, "sha256": sha256(file.with_name(weights))}}


def external(file):
    """Files beside a graph that PyTorch wrote for single weights."""
    weights = onnx.load(file, load_external_data=False).graph.initializer
    return {file.with_name(entry.value) for weight in weights for entry in weight.external_data if entry.key == "location"}


def compared(file, graph, seed):
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    for batch in BATCHES:
        inputs = graph.inputs(batch, np.random.default_rng(seed + batch))
        found = session.run(graph.outputs, {name: value.numpy() for name, value in inputs.items()})
        for name, got, wanted in zip(graph.outputs, found, graph.run(inputs), strict=True):
            difference = largest(got, wanted) / max(1, np.abs(wanted).max())
            if got.shape != wanted.shape or not difference <= TOLERANCE:
                raise SystemExit(f"{file.name} {name}: {got.shape} differs from PyTorch's {wanted.shape} by {difference:.1e}")


def largest(got, wanted):
    """The largest difference; infinite where shapes differ."""
    if got.shape != wanted.shape:
        return np.inf
    return np.abs(got.astype(np.float64) - wanted.astype(np.float64)).max(initial=0)


def archive(file, arrays):
    """An .npz of arrays in C order."""
    np.savez_compressed(file, **{name: np.asarray(value, order="C") for name, value in arrays.items()})


def saved(folder, key, value):
    file = folder / f"{key}.npy"
    np.save(file, np.asarray(value, np.float32, order="C"))
    return {"file": file.name, "sha256": sha256(file)}


def sha256(file):
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
