"""AUROC and AU-PRO over pooled scores, with ties sharing one vertex of the curve."""

import numpy as np
from scipy import ndimage

EIGHT_NEIGHBOURS = np.ones((3, 3))


def auroc(scores: np.ndarray, anomalous: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = anomalous[order].astype(np.float64)
    last = _ends_of_ties(scores[order])
    return _area(np.cumsum(1 - hits)[last] / (1 - hits).sum(), np.cumsum(hits)[last] / hits.sum())


def pixel_metrics(maps: list[np.ndarray], masks: list[np.ndarray], limit: float = 0.3) -> tuple[float, float]:
    """Returns the pixel AUROC and the AU-PRO up to the given false-positive rate (Bergmann et al. 2021), divided by that rate."""
    scores = np.concatenate([values.ravel() for values in maps]).astype(np.float32)
    weight = np.concatenate([_region_weights(mask).ravel() for mask in masks])
    order = np.argsort(-scores)
    last = _ends_of_ties(scores[order])
    weight = weight[order]
    hit = weight > 0
    rate = np.cumsum(~hit)[last] / (~hit).sum()
    pro = np.cumsum(weight)[last] / weight.sum()
    return _area(rate, np.cumsum(hit)[last] / hit.sum()), _area(rate, pro, limit) / limit


def _region_weights(mask: np.ndarray) -> np.ndarray:
    labels, count = ndimage.label(mask, EIGHT_NEIGHBOURS)
    sizes = np.bincount(labels.ravel(), minlength=count + 1).astype(np.float64)
    share = np.divide(1.0, sizes)
    share[0] = 0
    return share[labels]


def _ends_of_ties(descending: np.ndarray) -> np.ndarray:
    return np.append(np.flatnonzero(np.diff(descending)), descending.size - 1)


def _area(x: np.ndarray, y: np.ndarray, limit: float = 1.0) -> float:
    x, y = np.insert(x, 0, 0.0), np.insert(y, 0, 0.0)
    cut = np.searchsorted(x, limit, side="right")
    x, y = np.append(x[:cut], limit), np.append(y[:cut], np.interp(limit, x, y))
    return float(np.trapz(y, x))
