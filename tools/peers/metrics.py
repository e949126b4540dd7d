"""Times anomalib's pixel metrics and XVAD's on the same 100 maps of 512 x 512, in one run.

    pip install -r tools/peers/requirements.txt
    mvn -pl xvad-benchmarks -am package -DskipTests
    mvn -pl xvad-benchmarks dependency:build-classpath -Dmdep.outputFile=target/cp.txt
    python tools/peers/metrics.py

Not part of the build. Prints seconds and the ratio; the figures of both are printed to be compared."""
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import torch
from anomalib.metrics.aupro import _AUPRO
from torchmetrics.classification import BinaryAUROC, BinaryAveragePrecision

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAPS, SIDE = 100, 512

folder = pathlib.Path(tempfile.mkdtemp())
rng = np.random.RandomState(0)
maps, masks = [], []
for i in range(MAPS):
    mask = np.zeros((SIDE, SIDE), bool)
    if i % 2:
        mask[100:160, 50:120] = mask[100:160, 300:330] = True
    maps.append(np.float32(rng.rand(SIDE, SIDE) + 0.5 * mask))
    masks.append(mask)
    np.save(folder / f"{i}.npy", maps[-1])
maps = torch.tensor(np.stack(maps))
masks = torch.tensor(np.stack(masks)).int()

start = time.time()
figures = []
for metric in (BinaryAUROC(), BinaryAveragePrecision(), _AUPRO(fpr_limit=0.3)):
    metric.update(maps, masks)
    figures.append(float(metric.compute()))
theirs = time.time() - start
print(f"anomalib / torchmetrics: {theirs:.1f} s; AUROC, AP, AU-PRO {figures}")

classes = f"{ROOT}/xvad-benchmarks/target/classes:{(ROOT / 'xvad-benchmarks/target/cp.txt').read_text().strip()}"
result = folder / "jmh.json"
subprocess.run(["java", "-cp", classes, "org.openjdk.jmh.Main", "PixelMetricsBenchmark.(exact|inputAlone)", "-p",
                f"directory={folder}", "-rf", "json", "-rff", str(result)], check=True, stdout=subprocess.DEVNULL)
seconds = {one["benchmark"].rsplit(".", 1)[1]: one["primaryMetric"]["score"] for one in json.loads(result.read_text())}
ours = seconds["exact"] - seconds["inputAlone"]
print(f"XVAD: {ours:.1f} s (reading the maps, {seconds['inputAlone']:.1f} s, taken off); ratio {theirs / ours:.1f}")
