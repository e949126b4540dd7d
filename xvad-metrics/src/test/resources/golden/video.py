"""Counts of py-ssvad-metrics 1.0.0 (pydantic 1) on random boxes at every threshold, and the areas under them.
Run: python video.py; writes video-truth.csv, video-found.csv (frame, track or score, x, y, width, height) and video.csv.
One track a frame and boxes apart from each other, since ssvad labels connected components of the drawn boxes."""
import types
import numpy as np
from ssvad_metrics.criteria import _get_cur_calcs
from ssvad_metrics.data_schema import AnomalousRegion, VADFrame

rng = np.random.RandomState(3)
FRAMES, CELL, SIZE = 120, 40, 160
truth, found, gts, preds = [], [], [], []
for f in range(FRAMES):
    track = f // 15 % 6 if f % 40 >= 10 else -1
    cells = rng.permutation(16)
    t, p = [], []
    for c in cells[:rng.randint(1, 3) if track >= 0 else 0]:
        x, y = c % 4 * CELL + 4, c // 4 * CELL + 4
        w, h = rng.randint(8, 30, 2)
        t.append((x, y, w, h))
        truth.append((f, track, x, y, w, h))
        if rng.rand() < 0.6:
            dx, dy = rng.randint(0, 6, 2)
            p.append((x + dx, y + dy, w - dx, h - dy, round(0.2 + 0.75 * rng.rand(), 2)))
    for c in cells[8:8 + rng.randint(0, 3)]:
        x, y = c % 4 * CELL + 4, c // 4 * CELL + 4
        w, h = rng.randint(8, 30, 2)
        p.append((x, y, w, h, round(0.05 + 0.8 * rng.rand(), 2)))
    found += [(f, s, x, y, w, h) for x, y, w, h, s in p]
    gts.append(VADFrame(frame_id=f + 1, anomaly_track_id=track, anomalous_regions=[
        AnomalousRegion(bounding_box=[x, y, x + w, y + h], score=1) for x, y, w, h in t]))
    preds.append(VADFrame(frame_id=f + 1, anomalous_regions=[
        AnomalousRegion(bounding_box=[x, y, x + w, y + h], score=s) for x, y, w, h, s in p]))


def area(x, y):
    x, y = np.array(x), np.array(y)
    inside = x <= 1
    end = np.interp(1, x, y)
    return np.trapezoid(np.append(y[inside], end), np.append(x[inside], 1))


gt = types.SimpleNamespace(frames=gts, frame_height=SIZE, frame_width=SIZE)
pred = types.SimpleNamespace(frames=preds, frame_height=SIZE, frame_width=SIZE)
fpr, rbdr, tbdr = [0.0], [0.0], [0.0]
for threshold in np.arange(1.0, 0.04, -0.01):
    ntp, tar, nfp, n, nat, ntpt = _get_cur_calcs(pred, gt, threshold - 0.005, 0.1, 0.1, True, True)
    fpr.append(nfp / n)
    rbdr.append(ntp / tar)
    tbdr.append(ntpt / nat)
np.savetxt("video-truth.csv", truth, fmt="%d", delimiter=",")
np.savetxt("video-found.csv", found, fmt="%g", delimiter=",")
with open("video.csv", "w") as out:
    out.write(f"rbdc-tbdc,{float(area(fpr, rbdr))!r},{float(area(fpr, tbdr))!r}\n")
