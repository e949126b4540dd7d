"""Writes what write.sh learns from and scores, and a small backbone: inputs.py FOLDER. Synthetic. NumPy, Pillow 13.0.0, onnx 1.23.2."""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

folder = Path(sys.argv[1])
(folder / "normal").mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(3)


def waves(phase):
    ramp = 128 + 30 * np.sin(np.add.outer(np.arange(32) * 0.4, np.arange(32) * 0.7) + phase)
    return (ramp + random.normal(0, 4, (32, 32))).clip(0, 255).astype(np.uint8)


for i in range(12):
    Image.fromarray(np.stack([waves(0.05 * i)] * 3, -1)).save(folder / "normal" / f"n{i:02}.png")
probe = waves(0.3)
probe[10:16, 10:16] = 255
Image.fromarray(np.stack([probe] * 3, -1)).save(folder / "probe.png")

kernels = random.normal(size=(3, 3, 4, 4)).astype(np.float32)
graph = helper.make_graph(
    [helper.make_node("Conv", ["input", "w"], ["c"], strides=[4, 4]), helper.make_node("Relu", ["c"], ["stride4"])],
    "small",
    [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", 3, 32, 32])],
    [helper.make_tensor_value_info("stride4", TensorProto.FLOAT, ["n", 3, 8, 8])],
    [numpy_helper.from_array(kernels, "w")],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), folder / "small.onnx")
(folder / "small.json").write_text(json.dumps({
    "name": "small", "inputName": "input", "inputSize": 32, "mean": [0.5] * 3, "std": [0.25] * 3,
    "layers": [{"name": "stride4", "stride": 4, "channels": 3}],
}))
