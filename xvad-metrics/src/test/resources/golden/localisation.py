"""AUPIMO of anomalib and AU-sPRO written out from the paper's definition. Run: python localisation.py > localisation.csv"""
import numpy as np
import torch
from anomalib.metrics.pimo.functional import aupimo_scores
from anomalib.metrics.aupro import _AUPRO


def spro(maps, defects, limit):
    """defects: list of (image, mask, saturation). Threshold by threshold."""
    free = np.ones(maps.shape, bool)
    for image, mask, _ in defects:
        free[image] &= ~mask
    rates, overlaps = [0.0], [0.0]
    for threshold in np.unique(maps)[::-1]:
        flagged = maps >= threshold
        rates.append((flagged & free).sum() / free.sum())
        overlaps.append(np.mean([min((flagged[i] & m).sum() / s, 1.0) for i, m, s in defects]))
    rates, overlaps = np.array(rates), np.array(overlaps)
    inside = rates <= limit
    x = np.append(rates[inside], limit)
    y = np.append(overlaps[inside], np.interp(limit, rates, overlaps))
    return np.trapezoid(y, x) / limit


def main():
    rng = np.random.RandomState(11)
    maps = np.float32(rng.rand(6, 96, 80))
    masks = np.zeros(maps.shape, bool)
    masks[3, 10:30, 5:40] = masks[4, 50:60, 50:70] = masks[5, 1:4, 1:4] = masks[5, 80:90, 3:70] = True
    maps += np.float32(0.6 * masks * rng.rand(*maps.shape))
    np.save("maps-11.npy", maps)
    np.save("masks-11.npy", masks.astype(np.int32))
    scores = aupimo_scores(torch.tensor(maps), torch.tensor(masks).int(), num_thresholds=300_000,
                           fpr_bounds=(1e-3, 1e-1))[4]
    print("aupimo,11," + ",".join(repr(float(s)) for s in scores[3:]))
    metric = _AUPRO(fpr_limit=0.3)
    metric.update(torch.tensor(maps), torch.tensor(masks).int())
    print(f"anomalib-aupro,11,{float(metric.compute())!r}")
    defects = [(3, masks[3], 200), (4, masks[4], 200), (5, masks[5], 9)]
    print("spro,11," + ",".join(repr(float(spro(maps, defects, limit))) for limit in (0.05, 0.3, 1.0)))


main()
