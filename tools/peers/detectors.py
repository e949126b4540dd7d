"""Fits anomalib's PatchCore and PaDiM and XVAD's on the same pictures with the same backbone and measures both with `xvad score-maps`,
then times them in turn on an otherwise idle machine. Prints Markdown.

usage: detectors.py accuracy DATA... | learned DETECTOR=SECONDS[@SEED]... DATA... | detect [PICTURES] | fit [PICTURES] | neighbours

DETECTOR is stfpm or draem, trained for so many seconds of the processor; DATA is a directory in the MVTec layout; PICTURES one of 200 normal pictures of one size, by default cut from the brick wall of `xvad
demo`. See docs/measurements/benchmarks.md, section "Detectors beside anomalib's". Not part of the build."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from peer import Peer

ROOT = Path(__file__).resolve().parents[2]
TEXTURE = ROOT / "xvad-cli/src/main/resources/io/xvad/cli/demo/brick.png"
THREADS = int(os.environ.get("PEERS_THREADS", os.cpu_count()))  # what sessions of XVAD share
CORESET = 2000
AS_ANOMALIB = {"preset": "fast"}  # strides 8 and 16, 2,000 patches
EVERY_PATCH = {**AS_ANOMALIB, "candidates": "2000000"}
REWEIGHTED = {**AS_ANOMALIB, "score": "reweighted"}
PICTURES, PICTURE_SIDE = 200, 128
BATCHES = (1, 8)
OTHER_SEEDS = (1, 2)
ROUNDS, SECONDS = 4, 3


class Mvtec:
    """Files of a data set by the names that maps and masks have."""

    def __init__(self, root):
        self.root = Path(root)
        self.train = sorted(map(str, (self.root / "train/good").iterdir()))
        self.test = {f"{file.parent.name}/{file.stem}": str(file) for file in sorted(self.root.glob("test/*/*"))}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("accuracy", "learned", "detect", "fit", "neighbours"):
        raise SystemExit(__doc__)
    what, *given = sys.argv[1:]
    work = Path(tempfile.mkdtemp(prefix="xvad-peers-"))
    with open(work / "peers.log", "w") as log:
        print(f"Messages of both peers: {log.name}", file=sys.stderr)
        xvad, anomalib = (Peer(script, THREADS, log, what in ("detect", "neighbours")) for script in ("xvad_peer.py", "anomalib_peer.py"))
        if what == "accuracy":
            for data in given:
                accuracy(Mvtec(data), work / Path(data).name, xvad, anomalib)
        if what == "learned":
            budgets = [each for each in given if "=" in each]
            for data in given[len(budgets):]:
                learned(Mvtec(data), work, anomalib, budgets)
        if what == "detect":
            detect(pictures(given, work), work, xvad, anomalib)
        if what == "fit":
            fit(pictures(given, work), work, xvad, anomalib)
        if what == "neighbours":
            neighbours(xvad, anomalib)
        xvad.close()
        anomalib.close()


def row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def pictures(given, work):
    return sorted(map(str, Path(given[0]).iterdir()))[:PICTURES] if given else cut(work)


def cut(work):
    """Squares of the texture at random places."""
    texture = Image.open(TEXTURE).convert("RGB")
    random = np.random.default_rng(0)
    files = []
    for i in range(PICTURES):
        x, y = (int(random.integers(0, length - PICTURE_SIDE + 1)) for length in texture.size)
        files.append(str(work / f"{i:03}.png"))
        texture.crop((x, y, x + PICTURE_SIDE, y + PICTURE_SIDE)).save(files[-1])
    return files


def accuracy(data, work, xvad, anomalib):
    work.mkdir()
    print(f"### {data.root.name}: {len(data.train)} pictures to train on, {len(data.test)} to test\n")
    differences(anomalib("features", files=data.train[:8]))
    row("detector", "image AUROC", "AU-PRO", "maps and scores differ from XVAD's by at most")
    row("---", "---", "---", "---")
    padim(Accuracy(data, work / "padim", xvad, anomalib))
    patchcore(Accuracy(data, work / "patchcore", xvad, anomalib))
    print()


def differences(features):
    for layer, (difference, largest) in features.items():
        print(f"{layer}: PyTorch and ONNX Runtime differ by at most {difference:.1e}; largest value {largest:.1f}\n")


class Accuracy:
    """Rows of the table for one detector."""

    def __init__(self, data, work, xvad, anomalib):
        self.data, self.work, self.peers = data, work, {"XVAD": xvad, "anomalib": anomalib}
        self.model = str(work / "default.xvad")
        work.mkdir()

    def fit_xvad(self, detector, options=None, seed=0):
        self.peers["XVAD"]("fit", name="model", detector=detector, files=self.data.train, options=options or {}, seed=seed)

    def save(self):
        self.peers["XVAD"]("save", name="model", model=self.model)

    def anomalib(self, call, **arguments):
        self.peers["anomalib"](call, name="model", **arguments)

    def measure(self, label, folder, compare=None, **arguments):
        """One row; `compare` is the folder of the maps to compare with."""
        out = self.work / folder
        self.peers[label.split()[0]]("maps", name="model", pictures=self.data.test, folder=str(out), **arguments)
        apart = "{:.1%} of their range, {:.1%}".format(*self.apart(out, self.work / compare)) if compare else ""
        row(label, *("{:.1f}".format(100 * figure) for figure in measured(self.data, out)), apart)

    def apart(self, one, other):
        """Largest difference of the maps, and of the scores, as shares of the other's range."""
        maps = [[np.load(folder / "maps" / f"{name}.npy") for name in self.data.test] for folder in (one, other)]
        span = max(each.max() for each in maps[1]) - min(each.min() for each in maps[1])
        scores = [[float(line.rsplit(",", 1)[1]) for line in (folder / "scores.csv").read_text().split()] for folder in (one, other)]
        return (max(np.abs(a - b).max() for a, b in zip(*maps)) / span,
                max(abs(a - b) for a, b in zip(*scores)) / (max(scores[1]) - min(scores[1])))


def measured(data, folder):
    command = [ROOT / "xvad", "score-maps", "--maps", folder / "maps", "--masks", data.root / "ground_truth",
               "--scores", folder / "scores.csv", "--json"]
    figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)
    return figures["image"]["auroc"], figures["pixel"]["aupro"]


def padim(table):
    table.fit_xvad("padim", {"shrinkage": "0.01"})  # as in the paper and in anomalib
    table.save()
    table.measure("XVAD padim", "xvad")
    table.anomalib("padim", files=table.data.train, model_file=table.model)
    table.measure("anomalib PaDiM", "own", compare="xvad")
    table.anomalib("padim", files=table.data.train, model_file=table.model, bilinear=True)
    table.measure("anomalib PaDiM, layers joined bilinearly", "bilinear", compare="xvad")


def patchcore(table):
    table.fit_xvad("patchcore", AS_ANOMALIB)
    table.save()
    table.measure("XVAD patchcore", "xvad")
    for seed in OTHER_SEEDS:
        table.fit_xvad("patchcore", AS_ANOMALIB, seed=seed)
        table.measure(f"XVAD patchcore, seed {seed}", f"seed-{seed}")
    table.fit_xvad("patchcore", REWEIGHTED)
    table.measure("XVAD patchcore, re-weighted score", "reweighted")
    table.fit_xvad("patchcore", EVERY_PATCH)
    table.measure("XVAD patchcore, coreset of every patch", "every")
    for seed in OTHER_SEEDS:
        table.anomalib("patchcore", files=table.data.train, size=CORESET, seed=seed)
        table.measure(f"anomalib PatchCore, seed {seed}", f"own-{seed}")
    table.anomalib("patchcore", files=table.data.train, size=CORESET)
    table.measure("anomalib PatchCore", "own")
    table.measure("anomalib PatchCore, score the maximum of the map", "maximum", maximum=True)
    table.anomalib("bilinear_map")
    table.measure("anomalib PatchCore, score the maximum of the map, map enlarged bilinearly", "bilinear", maximum=True)
    table.anomalib("patchcore_with", model_file=table.model)
    table.measure("anomalib PatchCore, XVAD's memory", "memory", compare="reweighted")
    table.anomalib("bilinear_map")
    table.measure("anomalib PatchCore, XVAD's memory, both changes", "all", compare="xvad", maximum=True)


def learned(data, work, anomalib, budgets):
    """Rows of anomalib's detectors after so many seconds of training."""
    print(f"### {data.root.name}: {len(data.train)} pictures to train on, {len(data.test)} to test\n")
    row("detector", "seed", "steps", "last loss", "image AUROC", "AU-PRO")
    row(*["---"] * 6)
    for budget in budgets:
        detector, seconds = budget.split("=")
        seconds, _, seed = seconds.partition("@")
        steps, loss = anomalib(detector, name="model", files=data.train, seconds=float(seconds), seed=int(seed or 0))
        out = work / data.root.name / budget
        anomalib("maps", name="model", pictures=data.test, folder=str(out))
        row(f"anomalib {detector}, {seconds} s", seed or 0, steps, f"{loss:.3g}", *("{:.3f}".format(figure) for figure in measured(data, out)))
    print()


def fit(files, work, xvad, anomalib):
    model = str(work / "padim.xvad")
    print(f"### Fit: seconds for {len(files)} pictures, from their files to the fitted detector\n")
    row("detector", "XVAD", "anomalib", "XVAD / anomalib")
    row("---", "---", "---", "---")

    def ours(detector, **options):
        return lambda: xvad("fit", name="model", detector=detector, files=files, options=options)

    xvad("fit", name="model", detector="padim", files=files, options={"shrinkage": "0.01"})
    xvad("save", name="model", model=model)
    fits("padim", ours("padim"), lambda: anomalib("padim", name="model", files=files, model_file=model), 2)
    theirs = fits(f"patchcore, {CORESET} patches of every one", ours("patchcore", **EVERY_PATCH),
                  lambda: anomalib("patchcore", name="model", files=files, size=CORESET), 1)
    fits(f"patchcore, {CORESET} patches of 20,000, preset=fast, against anomalib's of every one", ours("patchcore", **AS_ANOMALIB),
         lambda: theirs, 1)


def detect(files, work, xvad, anomalib):
    print("### Detect: milliseconds a picture, from the decoded picture to score and map; medians and quartiles\n")
    row("detector", "pictures at once", "XVAD", "anomalib", "XVAD / anomalib")
    row("---", "---", "---", "---", "---")
    for name, options in (("padim", {}), ("patchcore", AS_ANOMALIB)):
        model = str(work / f"{name}.xvad")
        xvad("fit", name=name, detector=name, files=files, options=options)
        xvad("save", name=name, model=model)
        if name == "padim":
            anomalib("padim", name=name, files=files, model_file=model)
        else:
            anomalib("patchcore_with", name=name, model_file=model)
        for batch in BATCHES:
            detections(name, batch, *(lambda peer=peer: peer("detect", name=name, files=files, batch=batch, seconds=SECONDS)
                                      for peer in (xvad, anomalib)))
    for batch in BATCHES:
        detections("*backbone alone, ONNX Runtime against PyTorch*", batch,
                   *(lambda call=call: anomalib(call, batch=batch, seconds=SECONDS) for call in ("onnx_backbone", "torch_backbone")))


def neighbours(xvad, anomalib):
    print("### Nearest of 10,000 rows of 384 values, 784 queries: milliseconds; medians and quartiles\n")
    row("XVAD on ONNX Runtime", "`torch.cdist(...).min`", "XVAD / torch", "at the rate of multiplying matrices", "XVAD / that")
    row("---", "---", "---", "---", "---")
    calls = [lambda: xvad("nearest", seconds=SECONDS), lambda: anomalib("nearest", seconds=SECONDS),
             lambda: xvad("product", seconds=SECONDS)]
    ours, torch, product = in_turn(calls)
    limit = statistics.median(product) * (784 * 10_000 * 384) / 1024 ** 3
    own, other = statistics.median(ours), statistics.median(torch)
    row(spread(ours), spread(torch), f"{own / other:.2f}", f"{limit:.1f}", f"{own / limit:.2f}")


def fits(label, ours, theirs, rounds):
    """A row of the times of fits in turn, XVAD first and last; the ratio is that of the best. Returns anomalib's best."""
    own, other = [told(label, ours)], []
    for _ in range(rounds):
        other.append(told(label, theirs))
        own.append(told(label, ours))
    row(label, *(", ".join(f"{each:.1f}" for each in times) for times in (own, other)), f"{min(own) / min(other):.2f}")
    return min(other)


def told(label, fit):
    seconds = fit()
    print(f"{label}: {seconds:.1f} s", file=sys.stderr)
    return seconds


def detections(label, batch, ours, theirs):
    """A row of medians."""
    own, other = in_turn([ours, theirs])
    row(label, batch, spread(own), spread(other), f"{statistics.median(own) / statistics.median(other):.2f}")


def in_turn(calls):
    """Milliseconds of each call over rounds in turn, after a round that does not count."""
    rounds = [[call() for call in calls] for _ in range(ROUNDS + 1)]
    return [sum(each, []) for each in zip(*rounds[1:])]


def spread(milliseconds):
    low, middle, high = statistics.quantiles(milliseconds, n=4)
    return f"{middle:.1f} ({low:.1f}–{high:.1f})"


main()
