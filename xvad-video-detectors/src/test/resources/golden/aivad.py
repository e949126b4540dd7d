"""The attributes and densities of AI-VAD by numpy and scikit-learn; see README.md."""

import json
from pathlib import Path

import numpy as np
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(27)
right, down = random.normal(0, 2, (2, 9, 12)).round(4)
top, left, height, width = 2, 3, 5, 6


def histogram(bins):
    """Mean magnitude |u| + |v| of each direction over the box; the first bin is around the direction to the right."""
    u, v = (plane[top:top + height, left:left + width].ravel() for plane in (right, down))
    edges = 2 * np.pi * (np.arange(bins + 1) - 0.5) / bins
    angles = np.mod(np.arctan2(v, u) + np.pi / bins, 2 * np.pi) - np.pi / bins
    return np.histogram(angles, edges, weights=np.abs(u) + np.abs(v))[0] / (height * width)


normal = random.normal(0, 1, (40, 6)).round(4)
tested = random.normal(0, 1.5, (5, 6)).round(4)
squared = {k: (NearestNeighbors(n_neighbors=k).fit(normal).kneighbors(tested)[0] ** 2).mean(1) for k in (1, 3)}
velocities = np.abs(random.normal([0.5, 0.1, 0.2], [0.2, 0.1, 0.1], (40, 3))).round(4)
mixture = GaussianMixture(1, reg_covar=0.05**2, random_state=0).fit(velocities)
scores = random.gamma(2, 3, 137).round(4)
low, high, most = scores.min(), np.percentile(scores, 99.9), scores.max()
asked = np.array([low, 4.0, high, most, 60.0])
golden = {
    "right": right, "down": down, "box": [left, top, width, height],
    "histograms": {bins: histogram(bins) for bins in (1, 5, 8)},
    "normal": normal, "tested": tested, "squared": squared,
    "velocities": velocities, "velocity": np.abs(tested[:, :3]), "surprisal": -mixture.score_samples(np.abs(tested[:, :3])),
    "scores": scores, "asked": asked,
    "calibrated": {"velocity": (asked - low) / (high - low), "appearance": (asked - low) / (most - low)},
}
Path(__file__).with_name("aivad.json").write_text(
    json.dumps(golden, default=lambda array: array.tolist(), separators=(",", ":")))
