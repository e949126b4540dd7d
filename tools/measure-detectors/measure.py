"""Fits and evaluates detectors on two data sets in the MVTec layout and writes the figures into docs/measurements/detectors.json
and the tables of docs/measurements/detectors.md.

usage: measure.py BRICK MAGNETIC_TILE "DETECTOR [KEY=VALUE]..." ...
       measure.py --tables      (only writes the tables anew)

BRICK is what `xvad demo --tiles` writes as brick, MAGNETIC_TILE the magnetic tiles of Huang et al. (2020). The build checks that
docs/measurements/detectors.md shows what the file says and that the file was measured with the present defaults (MeasuredDetectorsTest).
Needs Python 3.9 and nothing else.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
RESULTS = HERE / "docs" / "measurements" / "detectors.json"
SETS = ["brick", "magnetic-tile"]
PAGE = HERE / "docs" / "measurements" / "detectors.md"
UNTRAINED = {"epochs": "1", "learning-rate": "1e-9"}
ATTENTION = ["vae-attention", "cavga", "fcdd"]


def xvad(*arguments):
    """Standard output, seconds and peak resident GiB."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([HERE / "xvad", *arguments], stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise RuntimeError(f"xvad {' '.join(map(str, arguments))} ended with status {status}")
        output.seek(0)
        return output.read().decode(), time.monotonic() - begun, usage.ru_maxrss / 2**20


def estimate(part, name):
    return [round(part[name], 3), *(round(bound, 3) for bound in part["intervals"][name])]


def evaluated(data, model, *more):
    text, _, _ = xvad("evaluate", "--data", data, "--model", model, "--bootstrap", "1000", "--json", *more)
    figures = json.loads(text)
    return {
        "image_auroc": estimate(figures["image"], "auroc"),
        "aupro": estimate(figures["pixel"], "aupro"),
        "pointing_game": round(figures["pointing_game"], 3),
    }


def measured(words, sets):
    detector, *given = words
    row = {"detector": detector, "given": dict(word.split("=", 1) for word in given)}
    row["options"] = {**defaults(detector), **row["given"]}
    options = [argument for word in given for argument in ("-o", word)]
    costs = []
    with tempfile.TemporaryDirectory() as work:
        for name, data in sets.items():
            model = os.path.join(work, name + ".xvad")
            _, seconds, memory = xvad(
                "fit", "--data", data, "--detector", detector, *options, "--held-out", "0.2", "--model", model)
            costs.append((seconds, memory))
            row[name] = evaluated(data, model)
            if detector in ATTENTION and "map" not in row["given"]:
                row[name]["residual"] = evaluated(data, model, "--explainer", "residual")
    row["seconds"] = round(max(seconds for seconds, _ in costs))
    row["gibibytes"] = round(max(memory for _, memory in costs), 1)
    return row


def defaults(detector):
    listed = json.loads(xvad("list", "detectors", "--json")[0])
    options = next(each["options"] for each in listed if each["name"] == detector)
    return {option["name"]: option["default"] for option in options}


def shown(triple):
    return "{:.3f} [{:.3f}, {:.3f}]".format(*triple)


def label(row):
    """Yardsticks in italics."""
    given = row["given"]
    words = [f"`{name}={value}`" for name, value in sorted(given.items())]
    text = ", ".join([row["detector"], *(["untrained"] if given == UNTRAINED else words)])
    return f"*{text}*" if given == UNTRAINED or row["detector"] == "pixel-gaussian" else text


def line(cells):
    return "| " + " | ".join(cells) + " |"


def detections(rows):
    for row in rows:
        figures = [shown(row[name][key]) for name in SETS for key in ("image_auroc", "aupro")]
        yield line([label(row), *figures, str(row["seconds"]), f"{row['gibibytes']:.1f}"])


def attentions(rows):
    for row in rows:
        if "residual" in row["brick"]:
            yield line([label(row), *places(row[name] for name in SETS)])
            yield line([label(row) + ", residual", *places(row[name]["residual"] for name in SETS)])


def places(figures):
    for each in figures:
        yield f"{each['pointing_game']:.3f}"
        yield shown(each["aupro"])


def with_table(page, head, rows):
    """The page with other rows below the table's head and rule."""
    lines = page.split("\n")
    first = next(i for i, text in enumerate(lines) if text.startswith(head)) + 2
    last = next(i for i in range(first, len(lines)) if not lines[i].startswith("|"))
    return "\n".join([*lines[:first], *rows, *lines[last:]])


def write_tables():
    rows = json.loads(RESULTS.read_text())
    page = with_table(PAGE.read_text(), "| detector | brick: image AUROC |", detections(rows))
    PAGE.write_text(with_table(page, "| map | brick: pointing game |", attentions(rows)))


def main():
    if sys.argv[1:] == ["--tables"]:
        return write_tables()
    sets = dict(zip(SETS, sys.argv[1:3]))
    for entry in sys.argv[3:]:
        row = measured(entry.split(), sets)
        rows = json.loads(RESULTS.read_text())
        same = [i for i, other in enumerate(rows) if all(other[key] == row[key] for key in ("detector", "given"))]
        at = same[0] if same else len(rows)
        rows[at:at + 1] = [row]
        RESULTS.write_text("[\n" + ",\n".join(json.dumps(each) for each in rows) + "\n]\n")
        write_tables()
        print(json.dumps(row), flush=True)


main()
