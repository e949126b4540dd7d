"""Golden values for xvad-metrics. Run: python metrics.py > metrics.csv (versions are in README.md)."""
import numpy as np
from scipy import ndimage
from sklearn import metrics


def best_f1(labels, scores):
    precision, recall, thresholds = metrics.precision_recall_curve(labels, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-300)
    best = f1[:-1].max()
    return best, thresholds[np.flatnonzero(f1[:-1] >= best - 1e-12).max()]


def aupro(maps, masks, limit):
    """The definition, threshold by threshold: mean region overlap over the false-positive rate."""
    regions = []
    for index, mask in enumerate(masks):
        labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
        regions += [(index, labels == one) for one in range(1, count + 1)]
    rates, overlaps = [0.0], [0.0]
    for threshold in np.unique(maps)[::-1]:
        flagged = maps >= threshold
        rates.append((flagged & ~masks).sum() / (~masks).sum())
        overlaps.append(np.mean([flagged[i][region].mean() for i, region in regions]))
    rates, overlaps = np.array(rates), np.array(overlaps)
    inside = rates <= limit
    x = np.append(rates[inside], limit)
    y = np.append(overlaps[inside], np.interp(limit, rates, overlaps))
    return np.trapz(y, x) / limit


def extra(labels, scores):
    fpr, tpr, _ = metrics.roc_curve(labels, scores, drop_intermediate=False)
    gap = fpr - (1 - tpr)
    i = int(np.argmax(gap >= 0))
    eer = fpr[i - 1] + (fpr[i] - fpr[i - 1]) * -gap[i - 1] / (gap[i] - gap[i - 1])
    fpr95 = fpr[np.argmax(tpr >= 0.95)]
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    values = []
    for beta in (0.5, 2):
        b = beta * beta
        values.append((((1 + b) * precision * recall) / np.maximum(b * precision + recall, 1e-300)).max())
    t = float(np.median(scores))
    balanced = metrics.balanced_accuracy_score(labels, scores >= t)
    p = np.clip(scores, 0, 1)
    bins = np.clip(np.ceil(p * 10).astype(int) - 1, 0, 9)
    ece = sum(abs(np.sum(p[bins == b] - labels[bins == b])) for b in range(10)) / len(p)
    return [metrics.roc_auc_score(labels, scores, max_fpr=0.3), metrics.roc_auc_score(labels, scores, max_fpr=0.05),
            fpr95, eer, *values, t, balanced, metrics.brier_score_loss(labels, p), ece]


def main():
    print("# detection,seed,auroc,ap,f1,threshold | extra,seed,pauc 0.3,pauc 0.05,fpr95,eer,f0.5,f2,median,balanced,brier,ece | pixel,seed,aupro 0.3,aupro 0.05,auroc,ap,f1,threshold")
    for seed, count, levels in [(1, 50, 1000000), (2, 200, 12), (3, 37, 3), (4, 800, 100000)]:
        rng = np.random.RandomState(seed)
        labels = rng.rand(count) < 0.3
        scores = np.floor((rng.rand(count) + 0.3 * labels) * levels) / levels
        f1, threshold = best_f1(labels, scores)
        with open(f"scores-{seed}.csv", "w") as out:
            out.writelines(f"{float(s)!r},{int(l)}\n" for s, l in zip(scores, labels))
        print(f"detection,{seed},{metrics.roc_auc_score(labels, scores)!r},"
              f"{metrics.average_precision_score(labels, scores)!r},{f1!r},{threshold!r}")
        print(f"extra,{seed}," + ",".join(repr(float(v)) for v in extra(labels, scores)))
    for seed, levels in [(5, 1000), (6, 7)]:
        rng = np.random.RandomState(seed)
        masks = ndimage.uniform_filter(rng.rand(4, 24, 31), (0, 3, 3)) > 0.66
        masks[3] = False
        maps = np.float32(np.floor((rng.rand(4, 24, 31) + 0.5 * masks) * levels) / levels)
        np.save(f"maps-{seed}.npy", maps)
        np.save(f"masks-{seed}.npy", masks.astype(np.int32))
        flat, score = masks.ravel(), maps.ravel()
        f1, threshold = best_f1(flat, score)
        print(f"pixel,{seed},{aupro(maps, masks, 0.3)!r},{aupro(maps, masks, 0.05)!r},"
              f"{metrics.roc_auc_score(flat, score)!r},{metrics.average_precision_score(flat, score)!r},{f1!r},{float(threshold)!r}")


main()
