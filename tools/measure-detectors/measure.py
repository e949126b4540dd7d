"""Fits and evaluates detectors on data sets and writes the figures into docs/measurements/detectors.json and the tables of
docs/measurements/detectors.md.

usage: measure.py --data NAME=DIR [--data NAME=DIR]... [--seeds 0,1,2] [--runs DIR] "DETECTOR [untrained | KEY=VALUE...]" ...
       measure.py --tables      (only writes the tables anew)

brick is what `xvad demo --tiles` writes as brick, magnetic-tile the magnetic tiles of Huang et al. (2020), screw that of MVTec AD
reduced to 512 pixels; any other data set in MVTec's layout may be given a name. What was measured on a set that is not given stays
in the table if the detector's options are the same. `untrained` stands for epochs=1 (of each option that ends in epochs) and
learning-rate=1e-9.

Of one seed the figures come with 95 % intervals over test images, of several they are the mean with the least and the greatest.
Each fit with its evaluation is kept in --runs (target/measured-detectors) as soon as it is done, and a run that was killed goes on
from there. Runs of other committed code are not taken; empty the folder after a change that is not committed.

The build checks that the page shows what the file says, that the file was measured with the present defaults, and that `xvad list`
marks the detectors that beat too little (MeasuredDetectorsTest). Needs Python 3.9 and nothing else.
"""
import argparse
import hashlib
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
RESULTS = HERE / "docs" / "measurements" / "detectors.json"
PAGE = HERE / "docs" / "measurements" / "detectors.md"
RUNS = HERE / "target" / "measured-detectors"
CODE = ["core", "data", "detectors", "evaluation", "generative", "metrics", "onnx", "training"]
ATTENTION = ["vae-attention", "cavga", "fcdd"]
TRIPLES = ["image_auroc", "aupro"]
PLAIN = ["pointing_game", "detection_rate", "false_alarm_rate"]
ABSENT = "-"


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
        "detection_rate": round(figures["detectionRate"], 3),
        "false_alarm_rate": round(figures["falseAlarmRate"], 3),
    }


def one_run(row, data, seed):
    options = [argument for item in row["given"].items() for argument in ("-o", "=".join(item))]
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "m.xvad")
        _, seconds, memory = xvad("fit", "--data", data, "--detector", row["detector"], *options,
                                  "--seed", str(seed), "--held-out", "0.2", "--without-measures", "--model", model)
        figures = evaluated(data, model)
        if row["detector"] in ATTENTION and not row["given"]:
            figures["residual"] = evaluated(data, model, "--explainer", "residual")
    return {"seconds": seconds, "gibibytes": memory, "figures": figures}


def kept_run(runs, row, data, seed):
    """A run that was done before, or done now and kept whole or not at all."""
    what = [row["detector"], row["options"], str(Path(data).resolve()), seed, committed()]
    name = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]
    file = runs / f"{row['detector']}-{Path(data).name}-{seed}-{name}.json"
    if not file.exists():
        runs.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(one_run(row, data, seed)))
        part.replace(file)
    return json.loads(file.read_text())


def committed():
    """The last commit that changed code on which a figure depends."""
    paths = [f"xvad-{module}/src/main" for module in CODE]
    return subprocess.check_output(["git", "-C", HERE, "log", "-1", "--format=%H", "--", *paths], text=True).strip()


def over_seeds(figures):
    """Of several seeds the mean, the least and the greatest."""
    if len(figures) == 1:
        return figures[0]
    together = {}
    for name in TRIPLES:
        values = [each[name][0] for each in figures]
        together[name] = [mean(values), min(values), max(values)]
    for name in PLAIN:
        together[name] = mean([each[name] for each in figures])
    if "residual" in figures[0]:
        together["residual"] = over_seeds([each["residual"] for each in figures])
    return together


def mean(values):
    return round(sum(values) / len(values), 3)


def measured(entry, arguments):
    row = asked(entry)
    runs = {name: [kept_run(arguments.runs, row, data, seed) for seed in arguments.seeds]
            for name, data in arguments.data}
    for name, each in runs.items():
        row[name] = {"seeds": arguments.seeds, **over_seeds([run["figures"] for run in each])}
    every = [run for each in runs.values() for run in each]
    row["seconds"] = round(max(run["seconds"] for run in every))
    row["gibibytes"] = round(max(run["gibibytes"] for run in every), 1)
    return row


def asked(entry):
    detector, *words = entry.split()
    known = defaults(detector)
    if words == ["untrained"]:
        given = {**{name: "1" for name in known if name.endswith("epochs")}, "learning-rate": "1e-9"}
    else:
        given = dict(word.split("=", 1) for word in words)
    return {"detector": detector, "given": given, "options": {**known, **given}}


def defaults(detector):
    listed = json.loads(xvad("list", "detectors", "--json")[0])
    options = next(each["options"] for each in listed if each["name"] == detector)
    return {option["name"]: option["default"] for option in options}


def data_sets(row):
    return [name for name, value in row.items() if isinstance(value, dict) and "image_auroc" in value]


def all_data_sets(rows):
    """In the order in which they first come."""
    return list(dict.fromkeys(name for row in rows for name in data_sets(row)))


def merged(old, row):
    """With what was measured before on other sets."""
    if old["options"] != row["options"]:
        return row
    kept = {name: old[name] for name in data_sets(old)}
    costs = {name: max(old[name], row[name]) for name in ("seconds", "gibibytes")}
    words = {name: row[name] for name in ("detector", "given", "options")}
    return {**words, **kept, **{name: row[name] for name in data_sets(row)}, **costs}


def shown(figures, name):
    """Brackets hold an interval over images; a range over seeds is in words."""
    if name not in figures:
        return ABSENT
    words = "{:.3f} ({:.3f} to {:.3f})" if len(figures.get("seeds", [0])) > 1 else "{:.3f} [{:.3f}, {:.3f}]"
    return words.format(*figures[name])


def rates(figures):
    if "detection_rate" not in figures:
        return ABSENT
    return "{:.3f} / {:.3f}".format(figures["detection_rate"], figures["false_alarm_rate"])


def is_untrained(given):
    return given.get("learning-rate") == "1e-9" and all(
        name == "learning-rate" or name.endswith("epochs") and value == "1" for name, value in given.items())


def label(row):
    """Yardsticks in italics."""
    given = row["given"]
    words = [f"`{name}={value}`" for name, value in sorted(given.items())]
    text = ", ".join([row["detector"], *(["untrained"] if is_untrained(given) else words)])
    return f"*{text}*" if is_untrained(given) or row["detector"] == "pixel-gaussian" else text


def line(cells):
    return "| " + " | ".join(cells) + " |"


def detections(rows):
    names = all_data_sets(rows)
    head = [f"{name}: {figure}" for name in names for figure in ("image AUROC", "AU-PRO 0.3", "found / false alarms")]
    yield from heading(["detector", *head, "fit, s", "memory, GiB"])
    for row in rows:
        cells = [cell for name in names for cell in detection(row.get(name, {}))]
        yield line([label(row), *cells, str(row["seconds"]), f"{row['gibibytes']:.1f}"])


def detection(figures):
    return shown(figures, "image_auroc"), shown(figures, "aupro"), rates(figures)


def attentions(rows):
    names = all_data_sets(rows)
    yield from heading(["map", *(f"{name}: {figure}" for name in names for figure in ("pointing game", "AU-PRO 0.3"))])
    for row in rows:
        if any("residual" in row.get(name, {}) for name in names):
            yield line([label(row), *places(row.get(name, {}) for name in names)])
            yield line([label(row) + ", residual", *places(residual(row.get(name, {})) for name in names)])


def residual(figures):
    found = figures.get("residual", {})
    return {**found, "seeds": figures["seeds"]} if found and "seeds" in figures else found


def places(figures):
    for each in figures:
        yield f"{each['pointing_game']:.3f}" if "pointing_game" in each else ABSENT
        yield shown(each, "aupro")


def heading(cells):
    yield line(cells)
    yield line(["---"] * len(cells))


def with_table(page, first_cells, table):
    """The page with another table in place of the one that begins so."""
    lines = page.split("\n")
    first = next(i for i, text in enumerate(lines) if text.startswith(first_cells))
    last = next(i for i in range(first, len(lines)) if not lines[i].startswith("|"))
    return "\n".join([*lines[:first], *table, *lines[last:]])


def write_tables():
    rows = json.loads(RESULTS.read_text())
    first = all_data_sets(rows)[0]
    page = with_table(PAGE.read_text(), f"| detector | {first}: image AUROC |", detections(rows))
    PAGE.write_text(with_table(page, f"| map | {first}: pointing game |", attentions(rows)))


def keep(row):
    rows = json.loads(RESULTS.read_text())
    same = [i for i, other in enumerate(rows) if all(other[key] == row[key] for key in ("detector", "given"))]
    if same:
        rows[same[0]] = merged(rows[same[0]], row)
    else:
        rows.append(row)
    RESULTS.write_text("[\n" + ",\n".join(json.dumps(each) for each in rows) + "\n]\n")


def pair(text):
    name, _, folder = text.partition("=")
    if not name or not Path(folder).is_dir():
        raise argparse.ArgumentTypeError(f"wanted NAME=DIR with a folder that is there, got '{text}'")
    return name, folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    parser.add_argument("--data", action="append", type=pair, default=[], metavar="NAME=DIR")
    parser.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], default=[0])
    parser.add_argument("--runs", type=Path, default=RUNS, metavar="DIR")
    parser.add_argument("detectors", nargs="*", metavar="DETECTOR")
    arguments = parser.parse_args()
    if not arguments.tables and not (arguments.data and arguments.detectors):
        parser.error("wanted --data and a detector, or --tables")
    for entry in arguments.detectors:
        row = measured(entry, arguments)
        keep(row)
        write_tables()
        print(json.dumps(row), flush=True)
    write_tables()


main()
