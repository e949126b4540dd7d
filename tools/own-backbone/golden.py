"""Writes a tiny random vision transformer, exported as export.py does, and what PyTorch says of a photograph, for a test of XVAD."""

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from timm.models.vision_transformer import VisionTransformer

import export

TARGET = Path(__file__).resolve().parents[2] / "xvad-onnx/src/test/resources/golden/backbone"
SIZE, MEAN, DEVIATION = 224, 0.5, 0.25


def main() -> None:
    torch.manual_seed(0)
    network = VisionTransformer(img_size=SIZE, patch_size=16, embed_dim=16, depth=2, num_heads=2, num_classes=0).eval()
    layers = export.chosen(network, ["blocks.1"], SIZE)
    maps = export.Maps(network, [layer["index"] for layer in layers]).eval()
    file = TARGET / "transformer.onnx"
    export.export(maps, layers, SIZE, True, file)
    export.compared(maps, layers, SIZE, file)
    sidecar = {"name": "transformer", "inputName": "input", "inputSize": SIZE, "mean": [MEAN] * 3, "std": [DEVIATION] * 3,
               "layers": [{key: layer[key] for key in ("name", "stride", "channels")} for layer in layers]}
    file.with_suffix(".json").write_text(json.dumps(sidecar, indent=2) + "\n")
    pixels = np.asarray(Image.open(TARGET / "chelsea.png"), dtype=np.float32).transpose(2, 0, 1)[None] / 255
    with torch.no_grad():
        np.save(TARGET / "chelsea-transformer.npy", maps(torch.from_numpy((pixels - MEAN) / DEVIATION))[0][0].numpy())


if __name__ == "__main__":
    main()
