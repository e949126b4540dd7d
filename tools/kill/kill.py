#!/usr/bin/env python3
"""Kills the xvad command with SIGKILL at random moments and looks at what is on disk: kill.py FOLDER KILLS SCENARIOS COMMAND...

COMMAND is how xvad is called, such as ./xvad. FOLDER is made anew, with synthetic images. SCENARIOS are some of
fit, checkpoint, detect, compare and benchmark, separated by commas, or all. In each the command runs once undisturbed, then KILLS times with a kill, every other time at a moment drawn
from the time that took, else as soon as a temporary file is there, which is while a file is being written.
After each kill every file under its final name must be whole: a model with the digests of its manifest, JSON that parses, tables whose
lines all have the columns of the header, lines of JSON but for the last. At last it runs to its end, and what it leaves must be what the
undisturbed run left, but for checkpoints and what is measured in seconds. Ends with 1 at the first fault. Needs NumPy and Pillow.
"""
import csv
import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER, KILLS, WANTED, XVAD = Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3].split(","), sys.argv[4:]
OF_THE_RUN = ("donebefore", "second", "time", "memory", "peak", "date", "machine", "load", "latency", "bytes", "millis", "mib")
DRAW = random.Random(7)


def images():
    noise = np.random.default_rng(5)
    for part, count, spot in ("train/good", 12, False), ("test/good", 6, False), ("test/dent", 6, True):
        folder = FOLDER / "data" / part
        folder.mkdir(parents=True)
        for i in range(count):
            pixels = 128 + 30 * np.sin(np.add.outer(np.arange(64) * 0.4, np.arange(64) * 0.7) + 0.3 * i)
            pixels += noise.normal(0, 4, pixels.shape)
            mask = np.zeros(pixels.shape, np.uint8)
            if spot:
                pixels[20:30, 20 + i:34 + i] = 250
                mask[20:30, 20 + i:34 + i] = 255
                (FOLDER / "data/ground_truth/dent").mkdir(parents=True, exist_ok=True)
                Image.fromarray(mask).save(FOLDER / "data/ground_truth/dent" / f"{i:03}_mask.png")
            Image.fromarray(np.stack([pixels.clip(0, 255).astype(np.uint8)] * 3, -1)).save(folder / f"{i:03}.png")


def require(right, what):
    if not right:
        sys.exit(f"FAULT: {what}")


def check_model(file):
    with zipfile.ZipFile(file) as model:
        manifest = json.loads(model.read("manifest.json"))
        for entry in manifest["entries"]:
            content = model.read(entry["name"])
            require(len(content) == entry["bytes"], f"{file}: {entry['name']} has another length")
            require(hashlib.sha256(content).hexdigest() == entry["sha256"], f"{file}: {entry['name']} is damaged")


def check_lines(file):
    lines = file.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        try:
            json.loads(line)
        except ValueError:
            sys.exit(f"FAULT: {file}, line {number} is not JSON")


def check_table(file):
    with open(file, newline="", encoding="utf-8") as table:
        rows = list(csv.reader(table))
    require(all(len(row) == len(rows[0]) for row in rows), f"{file}: a line has other columns than the header")


def whole(folder):
    """Looks at all files under their final names; returns how many there are, and how many temporary ones."""
    final = temporary = 0
    for file in sorted(folder.rglob("*")) if folder.exists() else []:
        if not file.is_file():
            continue
        if file.name.startswith(".xvad") or file.name.endswith(".tmp"):
            temporary += 1
            continue
        final += 1
        try:
            if file.suffix == ".xvad":
                check_model(file)
            elif file.suffix == ".json":
                json.loads(file.read_text("utf-8"))
            elif file.suffix == ".jsonl":
                check_lines(file)
            elif file.suffix == ".csv":
                check_table(file)
            elif file.suffix == ".png":
                Image.open(file).load()
            elif file.suffix == ".npy":
                np.load(file)
            elif file.suffix == ".html":
                require(file.read_text("utf-8").rstrip().endswith("</html>"), f"{file} has no end")
        except (ValueError, OSError, zipfile.BadZipFile, KeyError) as fault:
            sys.exit(f"FAULT: {file}: {fault}")
    return final, temporary


def untimed(value):
    if isinstance(value, dict):
        return {k: untimed(v) for k, v in value.items() if not any(word in k.lower() for word in OF_THE_RUN)}
    return [untimed(item) for item in value] if isinstance(value, list) else value


def difference(got, wanted, where):
    """The first place where two contents differ; None if they are the same."""
    if type(got) is not type(wanted):
        return f"{where}: {got} in place of {wanted}"
    if isinstance(got, dict):
        if got.keys() != wanted.keys():
            return f"{where}: other fields {sorted(got.keys() ^ wanted.keys())}"
        pairs = [(got[key], wanted[key], f"{where}/{key}") for key in got]
    elif isinstance(got, list):
        if len(got) != len(wanted):
            return f"{where}: {len(got)} in place of {len(wanted)}"
        pairs = [(a, b, f"{where}/{i}") for i, (a, b) in enumerate(zip(got, wanted))]
    else:
        return None if got == wanted else f"{where}: {str(got)[:100]} in place of {str(wanted)[:100]}"
    return next((found for pair in pairs if (found := difference(*pair)) is not None), None)


def content(file):
    """What must be the same in two runs; None of pages and pictures, which show what is measured in seconds."""
    if file.suffix == ".json":
        return untimed(json.loads(file.read_text("utf-8")))
    if file.suffix == ".jsonl":
        return sorted(file.read_text("utf-8").splitlines())
    if file.suffix == ".csv":
        with open(file, newline="", encoding="utf-8") as table:
            rows = list(csv.DictReader(table))
        return [untimed(row) for row in rows]
    return None if file.suffix == ".html" else file.read_bytes()


def result(folder):
    return {
        str(file.relative_to(folder)): content(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith(".xvad") and "runs/" not in str(file) and file.suffix != ".bin"
    }


def run(arguments, seconds=None):
    """Runs to the end, for so many seconds, or with 0 until a temporary file is seen."""
    began = time.monotonic()
    process = subprocess.Popen(XVAD + arguments, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        if seconds == 0:
            while process.poll() is None and not any((FOLDER / "out").rglob(".xvad-*.tmp")):
                time.sleep(0.001)
            seconds = 0.0001
        said, _ = process.communicate(timeout=seconds)
        return time.monotonic() - began, process.returncode, said.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return seconds, None, ""


def scenario(name, arguments, keeps):
    """keeps: whether what a killed run left is used by the next one."""
    if name not in WANTED and WANTED != ["all"]:
        return
    out = FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    took, code, said = run(arguments)
    require(code == 0, f"{name} undisturbed: {code} {said}")
    whole(out)
    wanted = result(out)
    shutil.rmtree(out)
    killed = finished = left = 0
    for kill in range(KILLS):
        if not keeps:
            shutil.rmtree(out, ignore_errors=True)
        _, code, said = run(arguments, DRAW.uniform(0, took) if kill % 2 else 0)
        killed += code is None
        finished += code is not None
        require(code in (None, 0), f"{name} after a kill: {code} {said}")
        left += whole(out)[1]
    _, code, said = run(arguments)
    require(code == 0, f"{name} at last: {code} {said}")
    whole(out)
    got = result(out)
    require(got.keys() == wanted.keys(), f"{name} leaves other files: {sorted(got.keys() ^ wanted.keys())}")
    for file, value in wanted.items():
        where = difference(got[file], value, file)
        require(where is None, f"{name} is not what the undisturbed run left: {where}")
    print(f"{name}: {killed} killed, {finished} ended before; {len(wanted)} files as undisturbed ({took:.1f} s);"
          f" temporary files seen after kills: {left}", flush=True)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    images()
    data = ["--data", "data"]
    scenario("fit", ["fit", "--detector", "padim", "--model", "out/m.xvad", *data], False)
    scenario("checkpoint", [
        "fit", "--detector", "autoencoder", "-o", "preset=quick", "-o", "epochs=4", "-o", "checkpoint=out/c.bin",
        "--losses", "out/losses.csv", "--model", "out/m.xvad", *data], True)
    _, code, said = run(["fit", "--detector", "padim", "--model", "m.xvad", *data])
    require(code == 0, said)
    scenario("detect", ["detect", "--model", "m.xvad", "--out", "out", "--resume", "data/test"], True)
    scenario("compare", [
        "compare", "--detectors", "m.xvad", "--explainers", "occlusion,p-value", "--limit", "2", "--out", "out", *data], True)
    scenario("benchmark", [
        "benchmark", "--detectors", "padim,pixel-gaussian", "--seeds", "0,1", "--bootstrap", "50", "--out", "out", *data], True)


main()
