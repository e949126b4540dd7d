"""A Gaussian mixture by scikit-learn from a given start, and what it says of points; see README.md."""

import json
from pathlib import Path

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from sklearn.mixture import GaussianMixture

PLACE = 2
random = np.random.default_rng(41)
rows = np.concatenate([
    random.multivariate_normal([0.0, 0.0, 1.0], [[1.0, 0.3, 0.2], [0.3, 0.5, 0.0], [0.2, 0.0, 0.4]], 70),
    random.multivariate_normal([2.5, 1.0, -1.0], [[0.4, 0.0, -0.1], [0.0, 0.8, 0.2], [-0.1, 0.2, 0.6]], 50),
]).round(6)
start = {"weights": [0.5, 0.5], "means": [[-0.5, 0.5, 0.0], [2.0, 0.5, 0.0]], "covariances": [np.eye(3).tolist()] * 2}
mixture = GaussianMixture(2, reg_covar=0, tol=1e-12, max_iter=10_000, weights_init=start["weights"], means_init=start["means"],
                          precisions_init=np.array([np.eye(3)] * 2)).fit(rows)
points = np.array([[0.0, 0.0, 1.0], [2.5, 1.0, 1.5], [1.2, 0.4, 0.0], [-4.0, 6.0, 9.0]])


def parts(first, last):
    """Of each component, the log density of some dimensions."""
    return np.stack([multivariate_normal(m[first:last], c[first:last, first:last]).logpdf(points[:, first:last])
                     for m, c in zip(mixture.means_, mixture.covariances_)], 1)


weighted = np.log(mixture.weights_) + parts(0, PLACE)
place = logsumexp(weighted, 1)
shares = np.exp(weighted - place[:, None])
golden = {
    "rows": rows, "start": start,
    "weights": mixture.weights_, "means": mixture.means_, "covariances": mixture.covariances_,
    "points": points, "logPlace": place,
    "surprisal": -np.log((shares * np.exp(parts(PLACE, 3))).sum(1)), "expected": shares @ mixture.means_[:, PLACE],
}
Path(__file__).with_name("mixture.json").write_text(
    json.dumps(golden, default=lambda array: array.tolist(), separators=(",", ":")))
