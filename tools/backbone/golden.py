"""Writes two CC0 photographs and the features that PyTorch computes from them, for the tests of the Java feature extractors."""

from pathlib import Path

import numpy as np
import skimage.data
import torch
from PIL import Image

import reference

TARGET = reference.HERE.parents[1] / "xvad-onnx/src/test/resources/golden/backbone"
PICTURES = {"chelsea": skimage.data.chelsea, "coffee": skimage.data.coffee}
HEAD = 8


def main() -> None:
    model = reference.load()
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, load in PICTURES.items():
        picture = centre_square(Image.fromarray(load()))
        picture.save(TARGET / f"{name}.png", optimize=True)
        batch = normalised(picture)
        save(f"{name}-input-head", batch[0, :, 0, :HEAD])
        for stride, values in reference.features(model, batch).items():
            save(f"{name}-stride{stride}", values[0])
    print(sum(path.stat().st_size for path in TARGET.iterdir()), "bytes in all")


def centre_square(picture: Image.Image) -> Image.Image:
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    size = (reference.INPUT_SIZE, reference.INPUT_SIZE)
    return picture.crop((left, top, left + side, top + side)).resize(size, Image.Resampling.BICUBIC)


def normalised(picture: Image.Image) -> torch.Tensor:
    values = np.asarray(picture, dtype=np.float64).transpose(2, 0, 1)[None] / 255
    return torch.from_numpy(((values - reference.MEAN) / reference.STD).astype(np.float32))


def save(name: str, values: torch.Tensor) -> None:
    array = np.ascontiguousarray(values.numpy(), dtype="<f4")
    np.save(TARGET / f"{name}.npy", array)
    print(name, array.shape, "first", array.flat[0], "mean", array.mean(dtype=np.float64))


if __name__ == "__main__":
    main()
