"""Golden values of explanation metrics. Run: python explanation.py; writes explanation.csv and explanation-*.npy.

The score is f(x) = sum(w x) + sum(v x)^2 on a 12 x 12 grey image; 0 replaces removed pixels (Quantus' "black" is the image's minimum)."""
import numpy as np
np.trapz = np.trapezoid  # Quantus 0.6 still asks numpy 2 for it
import torch
import quantus
from scipy.stats import spearmanr
from skimage.metrics import structural_similarity
from quantus.functions.perturb_func import noisy_linear_imputation

S = 12
rng = np.random.RandomState(7)
x = np.float32(rng.rand(S, S))
w = np.float32(rng.randn(S, S))
v = np.float32(0.1 * rng.rand(S, S))
a = np.float32(w * x + 0.3 * rng.randn(S, S))
b = np.float32(a + 0.5 * rng.randn(S, S))
mask = np.zeros((S, S), bool)
mask[3:8, 2:6] = True
for name, array in dict(x=x, w=w, v=v, a=a, b=b, mask=np.int32(mask)).items():
    np.save(f"explanation-{name}.npy", array)


class Model(torch.nn.Module):
    def forward(self, t):
        t = t.double().flatten(1)
        one = (t * torch.tensor(w).double().flatten()).sum(1) + ((t * torch.tensor(v).double().flatten()).sum(1)) ** 2
        return torch.stack([one, -one], 1)


rows = []


def row(name, values):
    rows.append(name + "," + ",".join(repr(float(value)) for value in np.ravel(values)))


def run(metric, attribution=a, **more):
    return np.array(metric(model=Model().eval(), x_batch=x[None, None], y_batch=np.array([0]),
                           a_batch=attribution[None, None], device="cpu", softmax=False, **more)[0])


plain = dict(abs=False, normalise=False, disable_warnings=True, display_progressbar=False)
row("pixel-flipping", run(quantus.PixelFlipping(features_in_step=12, perturb_baseline=0.0, **plain)))
row("selectivity", run(quantus.Selectivity(patch_size=4, perturb_baseline=0.0, **plain)))
row("region-perturbation-morf", run(quantus.RegionPerturbation(patch_size=4, regions_evaluation=9, perturb_baseline=0.0, order="morf", **plain)))
row("region-perturbation-lerf", run(quantus.RegionPerturbation(patch_size=4, regions_evaluation=9, perturb_baseline=0.0, order="lerf", **plain)))
row("faithfulness-estimate", run(quantus.FaithfulnessEstimate(features_in_step=4, perturb_baseline=0.0, **plain)))

grid = (np.arange(S)[:, None] // 5 * 3 + np.arange(S)[None] // 5)
quantus.metrics.faithfulness.irof.utils.get_superpixel_segments = lambda img, segmentation_method: grid
row("irof", run(quantus.IROF(perturb_baseline=0.0, **plain)))

sets, draw = [], np.random.choice
def recording(n, size=None, replace=True, **more):
    chosen = draw(n, size=size, replace=replace, **more)
    sets.append(np.ravel(chosen))
    return chosen
np.random.seed(1)
np.random.choice = recording
correlation = run(quantus.FaithfulnessCorrelation(nr_runs=20, subset_size=30, perturb_baseline=0.0, **plain))
np.random.choice = draw
row("faithfulness-correlation", correlation)
np.save("explanation-sets.npy", np.int32(np.stack(sets[-20:])))

local = dict(s_batch=mask[None, None])
positive = np.abs(a)
row("relevance-mass", run(quantus.RelevanceMassAccuracy(**plain), positive, **local))
row("relevance-rank", run(quantus.RelevanceRankAccuracy(**plain), a, **local))
row("top-k-intersection", run(quantus.TopKIntersection(k=10, **plain), a, **local))
row("attribution-localisation", run(quantus.AttributionLocalisation(weighted=False, positive_attributions=True, **plain), a, **local))
row("pointing-game", run(quantus.PointingGame(**plain), a, **local))
row("auc", run(quantus.AUC(**plain), a, **local))
row("sparseness", run(quantus.Sparseness(**plain), positive))
row("complexity", run(quantus.Complexity(**plain), positive))
row("spearman", spearmanr(a.ravel(), b.ravel()).statistic)
unit = lambda m: ((m - m.min()) / (m.max() - m.min())).astype("float64")
row("ssim", structural_similarity(unit(a.astype("float64")), unit(b.astype("float64")), data_range=1.0))
imputed = noisy_linear_imputation(arr=np.repeat(x[None], 1, 0), indices=np.flatnonzero(mask), noise=0.0)
row("imputed", imputed.reshape(S, S)[mask])
with open("explanation.csv", "w") as out:
    out.write("\n".join(rows) + "\n")
