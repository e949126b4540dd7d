"""Fits a reference detector on a split and measures it: one dictionary of figures."""

import time

import numpy as np
from PIL import Image
from scipy import ndimage

from backbone import Backbone, resized
from datasets import Split
from metrics import auroc, pixel_metrics

SIGMA = 4.0


class Cache:
    """Features of a split at one resolution, computed once."""

    def __init__(self, backbone: Backbone, split: Split, size: int, square: bool = True) -> None:
        self.split, self.size, self.square = split, size, square
        self.train = [backbone.features(sample.pixels, size, square) for sample in split.train]
        self.test = [backbone.features(sample.pixels, size, square) for sample in split.test]
        self.shapes = [resized(sample.pixels, size, square).shape for sample in split.test]


def evaluate(cache: Cache, fit, options, pixels: bool = True) -> dict[str, float]:
    start = time.perf_counter()
    model = fit(options, cache.train)
    fitted = time.perf_counter()
    maps, found = [], []
    for sample, features, shape in zip(cache.split.test, cache.test, cache.shapes, strict=True):
        distances, scores = model.score(features)
        smooth = smoothed(distances, shape)
        full = _resize(smooth, sample.pixels.shape)
        maps.append(full)
        found.append({**scores, "smoothed": float(smooth.max()), "original": float(full.max())})
    figures = {"fit_s": fitted - start, "detect_ms": 1000 * (time.perf_counter() - fitted) / len(maps)}
    figures |= image_figures(cache.split, found)
    if pixels:
        area, pro = pixel_metrics(maps, [sample.mask for sample in cache.split.test])
        figures |= {"pixel": area, "aupro": pro}
    return figures


def smoothed(distances: np.ndarray, shape: tuple[int, int], sigma: float = SIGMA) -> np.ndarray:
    return ndimage.gaussian_filter(_resize(distances.astype(np.float32), shape), sigma)


def image_figures(split: Split, found: list[dict[str, float]]) -> dict[str, float]:
    kinds = np.array([sample.kind for sample in split.test])
    figures = {}
    for name in found[0]:
        scores = np.array([scores[name] for scores in found])
        figures[f"image_{name}"] = auroc(scores, kinds != "good")
        for kind in sorted(set(kinds) - {"good"}):
            chosen = (kinds == kind) | (kinds == "good")
            figures[f"{kind}_{name}"] = auroc(scores[chosen], kinds[chosen] != "good")
    return figures


def _resize(values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    if values.shape == tuple(shape):
        return values
    return np.asarray(Image.fromarray(values, mode="F").resize(shape[::-1], Image.Resampling.BILINEAR))
