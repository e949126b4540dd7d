"""Says where ONNX Runtime's time goes in the frozen networks of saved models: median milliseconds of a run on noise, the operations of its
products and convolutions, and the operators that take longest.

Usage: profile.py MODEL.xvad...   (onnx, onnxruntime and numpy; see requirements.txt)
"""

import collections
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time
import zipfile

import numpy as np
import onnx
import onnxruntime
from onnx import shape_inference

ENTRY = "frozen-network.bin"
WARM_UP, RUNS = 10, 50
SHOWN = 6


def main(models):
    for model in models:
        with zipfile.ZipFile(model) as archive:
            network = archive.read(ENTRY)
        median, operators = profiled(network)
        longest = ", ".join(f"{name} {took:.2f}" for name, took in operators.most_common(SHOWN))
        print(f"{pathlib.Path(model).stem}: {median:.2f} ms, {operations(network) / 1e9:.2f} billion operations; {longest}")


def outputs(names):
    """What detection needs: not the reconstruction, which is a network of its own."""
    return [name for name in names if name != "output"] or names


def session(network, profile):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count()
    options.enable_profiling = True
    options.profile_file_prefix = profile
    return onnxruntime.InferenceSession(network, options)


def profiled(network):
    """Median milliseconds of a run, and milliseconds a run by operator."""
    with tempfile.TemporaryDirectory() as folder:
        running = session(network, str(pathlib.Path(folder) / "profile"))
        random = np.random.default_rng(0)
        inputs = {each.name: random.random([size if isinstance(size, int) else 1 for size in each.shape], np.float32)
                  for each in running.get_inputs()}
        wanted = outputs([each.name for each in running.get_outputs()])
        milliseconds = []
        for _ in range(WARM_UP + RUNS):
            start = time.perf_counter()
            running.run(wanted, inputs)
            milliseconds.append(1000 * (time.perf_counter() - start))
        events = json.loads(pathlib.Path(running.end_profiling()).read_text())
    operators = collections.Counter()
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("kernel_time"):
            operators[event["args"]["op_name"]] += event["dur"] / 1000 / (WARM_UP + RUNS)
    return statistics.median(milliseconds[WARM_UP:]), operators


def operations(network):
    """Multiplications and additions of convolutions and products of matrices."""
    graph = shape_inference.infer_shapes(onnx.load_from_string(network)).graph
    shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim]
              for value in [*graph.value_info, *graph.output, *graph.input]}
    shapes.update({constant.name: list(constant.dims) for constant in graph.initializer})
    needed, total = set(outputs([each.name for each in graph.output])), 0
    for node in reversed(graph.node):
        if needed.isdisjoint(node.output):
            continue
        needed.update(node.input)
        first, result = shapes.get(node.input[0], []), shapes.get(node.output[0], [])
        if node.op_type == "Conv":
            total += 2 * np.prod(result) * np.prod(shapes[node.input[1]][1:])
        if node.op_type == "ConvTranspose":
            total += 2 * np.prod(first) * np.prod(shapes[node.input[1]][1:])
        if node.op_type in ("Gemm", "MatMul"):
            total += 2 * np.prod(result) * first[-1]
    return total


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
