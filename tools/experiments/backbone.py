"""Features of the packaged backbone at one or more strides, run by ONNX Runtime."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

from datasets import ROOT

RESOURCES = ROOT / "xvad-detectors/src/main/resources/io/xvad/detectors/backbone"
MULTIPLE = 16


class Backbone:
    def __init__(self, name: str = "efficientnet-lite0-s16") -> None:
        self.about = json.loads((RESOURCES / f"{name}.json").read_text())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(RESOURCES / f"{name}.onnx"), options)

    def features(self, pixels: np.ndarray, size: int, square: bool) -> dict[int, np.ndarray]:
        """Returns stride -> [C,h,w] for a grey picture in [0,1] resized to size×size, or to size at its shorter side."""
        mean, std = (np.array(self.about[key], np.float32)[:, None, None] for key in ("mean", "std"))
        batch = ((np.repeat(resized(pixels, size, square)[None], 3, 0) - mean) / std)[None]
        layers = self.about["layers"]
        outputs = self.session.run([layer["name"] for layer in layers], {self.about["inputName"]: batch})
        return {layer["stride"]: output[0] for layer, output in zip(layers, outputs, strict=True)}


def resized(pixels: np.ndarray, size: int, square: bool) -> np.ndarray:
    """Antialiased bilinear (triangle filter), as torchvision's Resize(antialias=True) and Pillow's BILINEAR."""
    height, width = pixels.shape
    if square:
        target = (size, size)
    else:
        scale = size / min(height, width)
        target = tuple(max(MULTIPLE, round(side * scale / MULTIPLE) * MULTIPLE) for side in (width, height))
    return np.asarray(Image.fromarray(pixels, mode="F").resize(target, Image.Resampling.BILINEAR))
