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


places = np.stack([np.log(w) + multivariate_normal(m[:PLACE], c[:PLACE, :PLACE]).logpdf(points[:, :PLACE])
                   for w, m, c in zip(mixture.weights_, mixture.means_, mixture.covariances_)], 1)
place = logsumexp(places, 1)
shares = np.exp(places - place[:, None])
expected = np.stack([m[PLACE] + (points[:, :PLACE] - m[:PLACE]) @ np.linalg.solve(c[:PLACE, :PLACE], c[:PLACE, PLACE])
                     for m, c in zip(mixture.means_, mixture.covariances_)], 1)


def fitted(rows, least):
    """From a start that is given, until nothing is gained; scikit-learn adds ``least`` to each variance."""
    means, covariance = rows[[3, -3]], np.cov(rows.T).reshape(rows.shape[1], -1) + 0.01 * np.eye(rows.shape[1])
    one = GaussianMixture(2, reg_covar=least, tol=1e-13, max_iter=10_000, weights_init=[0.5, 0.5], means_init=means,
                          precisions_init=np.array([np.linalg.inv(covariance)] * 2)).fit(rows)
    return {"rows": rows, "start": {"weights": [0.5, 0.5], "means": means, "covariances": [covariance.tolist()] * 2},
            "weights": one.weights_, "means": one.means_, "covariances": one.covariances_}


walkers = np.abs(random.normal([1.0, 0.1, 0.0], [0.3, 0.05, 1e-4], (60, 3))).round(6)
others = np.abs(random.normal([0.1, 0.9, 0.0], [0.05, 0.25, 1e-4], (50, 3))).round(6)
velocity = np.concatenate([walkers, others])
golden = {
    "velocity": fitted(velocity, 1e-6), "speed": fitted(velocity[:, :1], 1e-6),
    "rows": rows, "start": start,
    "weights": mixture.weights_, "means": mixture.means_, "covariances": mixture.covariances_,
    "points": points, "logDensity": mixture.score_samples(points), "logPlace": place,
    "surprisal": place - mixture.score_samples(points), "expected": (shares * expected).sum(1),
}
Path(__file__).with_name("mixture.json").write_text(
    json.dumps(golden, default=lambda array: array.tolist(), separators=(",", ":")))
