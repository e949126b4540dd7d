"""Writes coco/instances.json and the masks that pycocotools makes of it, as NumPy arrays of 0 and 1."""
import importlib.metadata
import json
import pathlib

import numpy as np
from pycocotools import mask as coco

HEIGHT, WIDTH = 40, 33
OUT = pathlib.Path(__file__).parent / "coco"


def blobs(seed):
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for _ in range(4):
        cy, cx, r = random.uniform(0, HEIGHT), random.uniform(0, WIDTH), random.uniform(2, 9)
        mask |= (y - cy) ** 2 + (x - cx) ** 2 < r * r
    return np.asfortranarray(mask.astype(np.uint8))


def uncompressed(mask):
    flat = mask.flatten(order="F")
    ends = np.flatnonzero(np.diff(flat)) + 1
    counts = np.diff(np.concatenate([[0], ends, [flat.size]])).tolist()
    return ([0] if flat[0] else []) + counts


POLYGONS = {
    "square": [[5, 10, 15, 10, 15, 30, 5, 30]],
    "two": [[1, 1, 9, 1, 9, 9, 1, 9], [20, 20, 31.5, 22.25, 25.75, 38.5, 18.5, 30]],
}

images, annotations = [], []


def add(name, segmentation, mask):
    images.append({"id": len(images) + 1, "file_name": f"test/{name}.png", "height": HEIGHT, "width": WIDTH})
    annotations.append({"id": len(images), "image_id": len(images), "category_id": 1, "segmentation": segmentation})
    np.save(OUT / f"{name}.npy", mask.astype(np.uint8))


for seed in (1, 2, 3):
    mask = blobs(seed)
    code = coco.encode(mask)
    add(f"text-{seed}", {"size": code["size"], "counts": code["counts"].decode()}, mask)
    add(f"counts-{seed}", {"size": [HEIGHT, WIDTH], "counts": uncompressed(mask)}, mask)
for name, polygons in POLYGONS.items():
    add(name, polygons, coco.decode(coco.merge(coco.frPyObjects(polygons, HEIGHT, WIDTH))))

json.dump({"annotations": annotations, "categories": [{"id": 1, "name": "scratch"}], "images": images},
          open(OUT / "instances.json", "w"), indent=1)
(OUT / "versions.txt").write_text(
    "golden/coco.py; " + ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("pycocotools", "numpy")) + "\n")
