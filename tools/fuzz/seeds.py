"""Writes the small valid files that fuzzing begins with and that Java cannot write by itself: seeds.py FOLDER.

Made with Pillow 13.0.0, SciPy 1.17.1, onnx 1.23.2, NumPy; the files are synthetic.
"""
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from scipy.io import savemat

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(7)
ramp = np.add.outer(np.arange(12), np.arange(16))
rgb = Image.fromarray(np.stack([ramp * 9, 255 - ramp * 9, random.integers(0, 256, ramp.shape)], -1).astype(np.uint8))

exif = Image.Exif()
exif[0x0112] = 6
rgb.save(folder / "rgb.png")
rgb.convert("L").save(folder / "grey.png")
rgb.quantize(8).save(folder / "palette.png", transparency=0)
rgb.convert("RGBA").save(folder / "alpha.png", exif=exif)
Image.fromarray((ramp * 2000).astype(np.uint16)).save(folder / "grey16.png")
rgb.save(folder / "rgb.jpg", quality=80, exif=exif)
rgb.save(folder / "progressive.jpg", progressive=True, quality=70)
rgb.convert("CMYK").save(folder / "cmyk.jpg")
rgb.save(folder / "rgb.bmp")
rgb.quantize(16).save(folder / "palette.gif")
rgb.save(folder / "lossy.webp", quality=60)
rgb.convert("RGBA").save(folder / "lossless.webp", lossless=True)
for compression in "raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg":
    rgb.save(folder / f"{compression.removeprefix('tiff_')}.tiff", compression=compression)
Image.fromarray((ramp / 30).astype(np.float32)).save(folder / "float.tiff")
Image.fromarray((ramp * 2000).astype(np.uint16)).save(folder / "grey16.tiff")
rgb.convert("1").save(folder / "group4.tiff", compression="group4")
rgb.save(folder / "big.tiff", big_tiff=True)

savemat(folder / "svhn.mat", {"X": random.integers(0, 256, (32, 32, 3, 2)).astype(np.uint8) // 64, "y": np.array([[1.0], [10.0]])}, do_compression=True)
cells = np.empty((1, 2), object)
cells[0, 0], cells[0, 1] = np.array([[1, 3], [2, 3]]), np.zeros((2, 0))
savemat(folder / "gt.mat", {"gt": cells}, do_compression=True)
savemat(folder / "gt-plain.mat", {"gt": cells})
masks = np.empty((1, 3), object)
for i in range(3):
    masks[0, i] = (np.add.outer(np.arange(8), np.arange(8)) > 6 + i).astype(np.uint8)
savemat(folder / "masks.mat", {"volLabel": masks})

weights = numpy_helper.from_array(random.normal(size=(2, 3, 3, 3)).astype(np.float32), "w")
graph = helper.make_graph(
    [helper.make_node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["c"], ["y"])],
    "seed",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, 8, 8])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2, 8, 8])],
    [weights],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), folder / "conv.onnx")
