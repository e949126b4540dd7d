"""Writes the graph that finds the nearest rows on an engine: nearest.onnx of xvad-detectors, without the rows.

Usage: nearest.py   (from anywhere)

EngineSearch adds the rows and their squared norms as constants. Run with: onnx 1.16.2 (see requirements.txt); the file
is the same each time.
"""

import pathlib

from onnx import TensorProto, checker, helper

OUT = pathlib.Path(__file__).resolve().parents[2] / "xvad-detectors/src/main/resources/io/xvad/detectors/nearest/nearest.onnx"

graph = helper.make_graph(
    [
        helper.make_node("Gemm", ["queries", "rows", "norms"], ["keys"], alpha=-2.0, transB=1),
        helper.make_node("Cast", ["k"], ["count"], to=TensorProto.INT64),
        helper.make_node("TopK", ["keys", "count"], ["smallest", "found"], axis=1, largest=0),
        helper.make_node("Cast", ["found"], ["indices"], to=TensorProto.FLOAT),
    ],
    "nearest",
    [helper.make_tensor_value_info("queries", TensorProto.FLOAT, ["n", "d"]), helper.make_tensor_value_info("k", TensorProto.FLOAT, [1])],
    [helper.make_tensor_value_info("indices", TensorProto.FLOAT, ["n", "k"])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="xvad")
OUT.write_bytes(model.SerializeToString(deterministic=True))
print(OUT, OUT.stat().st_size, "bytes")
