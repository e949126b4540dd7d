"""Golden values of assignments (scipy), clusters (scikit-learn) and part graphs (numpy); writes parts.npz beside itself."""
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans

random = np.random.default_rng(0)
found = {"versions": np.array([f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}"])}
for i, (rows, columns) in enumerate([(1, 1), (3, 3), (5, 9), (9, 5), (20, 20), (7, 7)]):
    costs = random.normal(size=(rows, columns)) if i < 5 else random.integers(0, 3, (rows, columns)).astype(float)
    chosen = linear_sum_assignment(costs)
    matched = np.full(rows, -1)
    matched[chosen[0]] = chosen[1]
    found |= {f"assignment-{i}/costs": costs, f"assignment-{i}/columns": matched.astype(np.int32), f"assignment-{i}/cost": costs[chosen].sum()}
vectors = random.normal(size=(120, 4)) * 0.3 + random.normal(size=(5, 4))[random.integers(0, 5, 120)] * 4
clusters = KMeans(5, n_init=20, random_state=0).fit(vectors.astype(np.float32))
found |= {"clusters/vectors": vectors.astype(np.float32), "clusters/labels": clusters.labels_.astype(np.int32),
          "clusters/spread": np.float64(clusters.inertia_)}
parts = random.normal(size=(6, 10)) + 1
unit = parts / np.linalg.norm(parts, axis=1, keepdims=True)
adjacency = unit @ unit.T
adjacency /= adjacency.sum(1, keepdims=True)
found |= {"graph/vectors": parts.astype(np.float32), "graph/aggregated": (adjacency @ parts).astype(np.float32)}
np.savez(Path(__file__).with_name("parts.npz"), **{name: value for name, value in found.items() if name != "versions"})
print(found["versions"][0])
