"""Golden Mahalanobis distances from numpy and scipy. Run: python padim.py (versions are in README.md)."""
import numpy as np
from scipy.spatial.distance import mahalanobis

rng = np.random.RandomState(3)
train = np.float32(rng.randn(7, 4, 6) * [1, 2, 3, 0.1, 1, 5] + 10)
test = np.float32(rng.randn(4, 6) * 3 + 10)
channels = [0, 2, 3, 5]
distances = []
for position in range(4):
    x = train[:, position][:, channels].astype(np.float64)
    inverse = np.linalg.inv(np.cov(x, rowvar=False) + 0.01 * np.eye(4))
    distances.append(mahalanobis(test[position, channels].astype(np.float64), x.mean(0), inverse))
np.save("padim-train.npy", train)
np.save("padim-test.npy", test)
np.save("padim-distances.npy", np.array(distances))
