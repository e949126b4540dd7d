"""Golden values for the estimated shrinkage of PaDiM: scikit-learn at one position, plain numpy over four."""

import numpy as np
from sklearn.covariance import oas

train = np.load("padim-train.npy").astype(np.float64)[:, :, [0, 2, 3, 5]]
count, positions, size = train.shape

alone = []
for position in range(positions):
    shrunk, coefficient = oas(train[:, position])
    target = np.trace(np.cov(train[:, position], rowvar=False)) / size
    alone.append([coefficient, coefficient * target])
np.save("oas-alone.npy", np.array(alone))

covariances = np.stack([np.cov(train[:, position], rowvar=False) for position in range(positions)])
target = np.mean([np.diag(one).mean() for one in covariances])
spread = sum(np.trace(one @ one) + np.trace(one) ** 2 for one in covariances)
away = sum(np.sum((one - target * np.eye(size)) ** 2) for one in covariances)
coefficient = min(1.0, spread / ((count + 1) * away))
np.save("oas-pooled.npy", np.array([coefficient, coefficient * target]))
print(alone, coefficient, target)
