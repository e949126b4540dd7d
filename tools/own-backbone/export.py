"""Writes a network of timm as a backbone for XVAD: an ONNX file and the JSON file beside it, compared with PyTorch.

Any network of https://github.com/huggingface/pytorch-image-models whose features have the shape of an image: ResNets and
WideResNets, EfficientNets, ConvNeXts, and vision transformers (DINOv2, CLIP, SAM's), whose patch tokens become a map. Weights
are those of a file, or those that timm fetches (--download), or random (--random, for tests).

    export.py wide_resnet50_2.tv_in1k --weights wide_resnet50_2-95faca4d.pth --layers layer2,layer3 --out wide-resnet50.onnx
    export.py vit_small_patch14_dinov2.lvd142m --weights dinov2_vits14_pretrain.pth --layers blocks.7,blocks.11 --out dinov2.onnx

    xvad fit --detector patchcore -o backbone=dinov2.onnx -o layers=blocks.7,blocks.11 -o candidates=20000 ...
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import timm
import torch
from torch import nn

OPSET = 17
TOLERANCE = 1e-3


class Maps(nn.Module):
    """What some layers of a network say, each as a map of shape (N, channels, height, width)."""

    def __init__(self, network: nn.Module, indices: list[int]) -> None:
        super().__init__()
        self.network, self.indices = network, indices

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, ...]:
        maps = self.network.forward_intermediates(images, indices=self.indices, norm=self.normalised(), intermediates_only=True)
        return tuple(maps)

    def normalised(self) -> bool:
        """The tokens of a transformer are taken after its last normalisation, as DINOv2's own feature extractor does."""
        return isinstance(getattr(self.network, "norm", None), nn.LayerNorm) and hasattr(self.network, "pos_embed")


def loaded(arguments: argparse.Namespace) -> nn.Module:
    """The network; the classifier goes only after its weights are read, for without one timm takes any file."""
    sized = {"img_size": arguments.size} if fixed_size(arguments.network) else {}
    if arguments.weights:
        if not arguments.weights.is_file():
            raise SystemExit(f"{arguments.weights}: no such file")
        sized["pretrained_cfg_overlay"] = {"file": str(arguments.weights)}
    try:
        network = timm.create_model(arguments.network, pretrained=not arguments.random, **sized)
    except RuntimeError as error:
        raise SystemExit(f"{arguments.network} cannot be made: {str(error)[:300]} ...") from error
    network.reset_classifier(0)
    return network.eval()


def fixed_size(name: str) -> bool:
    """Whether the network's position embedding is of one image size, to which timm then fits it."""
    return timm.get_pretrained_cfg(name).fixed_input_size


def chosen(network: nn.Module, layers: list[str], size: int) -> list[dict]:
    """Index, name, stride and channels of the layers asked for."""
    known = [{"index": i, "name": info["module"], "stride": info["reduction"], "channels": info["num_chs"]}
             for i, info in enumerate(network.feature_info)]
    names = [layer["name"] for layer in known]
    unknown = [name for name in layers if name not in names]
    if unknown:
        raise SystemExit(f"no layer {', '.join(unknown)}; there are {', '.join(names)}")
    wanted = [layer for layer in known if layer["name"] in layers]
    if any(size % layer["stride"] for layer in wanted):
        raise SystemExit(f"--size {size} is no multiple of the strides {[layer['stride'] for layer in wanted]}")
    return wanted


def export(maps: Maps, layers: list[dict], size: int, fixed: bool, out: Path) -> None:
    axes = {"input": {0: "N"}} if fixed else {"input": {0: "N", 2: "H", 3: "W"}}
    names = [layer["name"] for layer in layers]
    torch.onnx.export(maps, (torch.zeros(2, 3, size, size),), str(out), input_names=["input"], output_names=names,
                      dynamic_axes={**axes, **{name: {0: "N"} for name in names}}, opset_version=OPSET, dynamo=False)
    onnx.checker.check_model(str(out))


def compared(maps: Maps, layers: list[dict], size: int, out: Path) -> None:
    """Stops when ONNX Runtime and PyTorch differ by more than TOLERANCE of the largest value."""
    images = np.random.default_rng(0).standard_normal((3, 3, size, size)).astype(np.float32)
    with torch.no_grad():
        wanted = maps(torch.from_numpy(images))
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    for layer, expected, got in zip(layers, wanted, session.run(None, {"input": images}), strict=True):
        shape = (3, layer["channels"], size // layer["stride"], size // layer["stride"])
        error = float(np.abs(got - expected.numpy()).max() / expected.abs().max())
        print(f"{layer['name']} {got.shape}: largest difference from PyTorch {error:.1e}")
        if got.shape != shape or not error <= TOLERANCE:
            raise SystemExit(f"{layer['name']}: shape {got.shape} and difference {error}, wanted {shape} and at most {TOLERANCE}")


def described(arguments: argparse.Namespace, network: nn.Module, layers: list[dict]) -> dict:
    trained = network.pretrained_cfg
    return {
        "name": arguments.out.stem,
        "inputName": "input",
        "inputSize": arguments.size,
        "mean": list(trained["mean"]),
        "std": list(trained["std"]),
        "layers": [{key: layer[key] for key in ("name", "stride", "channels")} for layer in layers],
        "sha256": hashlib.sha256(arguments.out.read_bytes()).hexdigest(),
        "source": f"timm {timm.__version__} {arguments.network}, "
        + (f"weights {arguments.weights.name}" if arguments.weights else trained.get("url", "") if arguments.download else "random weights"),
        "licence": trained.get("license", "unknown"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", help="name in timm, with the tag of its weights")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path, help="a file of the authors or of timm")
    source.add_argument("--download", action="store_true", help="let timm fetch them")
    source.add_argument("--random", action="store_true", help="for tests")
    parser.add_argument("--layers", required=True, help="names, with commas; a wrong one lists those there are")
    parser.add_argument("--size", type=int, default=224, help="side of the images, a multiple of the strides")
    parser.add_argument("--out", type=Path, required=True, help="FILE.onnx; FILE.json is written beside it")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    network = loaded(arguments)
    layers = chosen(network, arguments.layers.split(","), arguments.size)
    maps = Maps(network, [layer["index"] for layer in layers]).eval()
    export(maps, layers, arguments.size, fixed_size(arguments.network), arguments.out)
    compared(maps, layers, arguments.size, arguments.out)
    arguments.out.with_suffix(".json").write_text(json.dumps(described(arguments, network, layers), indent=2) + "\n")
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
