"""Writes the graph that bounds distances from below on an engine: bounds.onnx of xvad-detectors, without the rows.

Usage: bounds.py   (from anywhere)

BoundedSearch adds the mean, the directions, the rows in these directions, their squared norms and the shape of the groups as
constants. Run with: onnx 1.16.2 (see requirements.txt); the file is the same each time.
"""

import pathlib

from onnx import TensorProto, helper

OUT = pathlib.Path(__file__).resolve().parents[2] / "xvad-detectors/src/main/resources/io/xvad/detectors/nearest/bounds.onnx"


def squared_norm(values, name):
    return helper.make_node("ReduceSumSquare", [values], [name], axes=[1], keepdims=1)


graph = helper.make_graph(
    [
        helper.make_node("Sub", ["queries", "mean"], ["centred"]),
        helper.make_node("MatMul", ["centred", "directions"], ["leading"]),
        squared_norm("centred", "whole"),
        squared_norm("leading", "explained"),
        helper.make_node("Sub", ["whole", "explained"], ["difference"]),
        helper.make_node("Relu", ["difference"], ["left"]),
        helper.make_node("Sqrt", ["left"], ["residual"]),
        helper.make_node("Concat", ["leading", "residual"], ["short"], axis=1),
        helper.make_node("Gemm", ["short", "rows", "norms"], ["keys"], alpha=-2.0, transB=1),
        helper.make_node("Cast", ["groups"], ["shape"], to=TensorProto.INT64),
        helper.make_node("Reshape", ["keys", "shape"], ["grouped"]),
        helper.make_node("ReduceMin", ["grouped"], ["smallest"], axes=[1], keepdims=0),
    ],
    "bounds",
    [helper.make_tensor_value_info("queries", TensorProto.FLOAT, ["n", "d"])],
    [
        helper.make_tensor_value_info("short", TensorProto.FLOAT, ["n", "p"]),
        helper.make_tensor_value_info("smallest", TensorProto.FLOAT, ["n", "g"]),
    ],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="xvad")
OUT.write_bytes(model.SerializeToString(deterministic=True))
print(OUT, OUT.stat().st_size, "bytes")
