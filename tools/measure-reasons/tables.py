"""Tables of docs/measurements/reasons.md from what `xvad compare --reasons --out DIR` wrote.

    python3 tables.py "magnetic tiles=DIR" "screws=DIR" ...
"""
import json
import sys

COLUMNS = [("flagged", "flagged", 2), ("first", "first right", 2), ("first-three", "first three", 2), ("first-name", "first by name", 2),
           ("sentence", "all it says right", 2), ("empty", "no reason", 2), ("normal-again", "normal again", 2), ("changed", "changed", 2),
           ("changed-at-all", "changed at all", 2), ("psnr-gain", "over nearest, dB", 1)]
SHORT = [("first reason right, synthetic", "first", "synthetic"), ("first reason right, real", "first", "real"),
         ("flagged without a reason", "empty", None), ("normal version counts as normal", "normal-again", None),
         ("changed ÷ true area (median)", "changed", None), ("restored region over the nearest normal image, dB", "psnr-gain", None),
         ("seconds", "seconds", None), ("detections", "detections", None)]


def cell(row, key, digits):
    value = row.get(key)
    if not value or value["value"] is None:
        return "–"
    return f"{value['value']:.{digits}f} [{value['low']:.{digits}f}, {value['high']:.{digits}f}]"


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


data = {}
for argument in sys.argv[1:]:
    name, folder = argument.split("=", 1)
    data[name] = next(iter(json.load(open(folder + "/comparison.json"))["detectors"].values()))
groups = [(name, group) for name in data for group in ("real", "synthetic")
          if any(row["group"] == group and row["images"] for row in data[name]["rows"])]
whole = {(name, row["group"]): row for name in data for row in data[name]["rows"] if row["kind"] == "all"}
table(["", *(f"{name}, {group}" for name, group in groups)],
      [[label, *("" if only not in (None, group) else cell(whole[name, group], key, 2) for name, group in groups)] for label, key, only in SHORT]
      + [[f"verdict: {label}", *(f"{reliance[group][key]:.2f}" if (reliance := data[name]["reliance"]).get(group, {}).get(key) is not None else "–"
                                 for name, group in groups)] for label, key in (("AUROC", "auroc"), ("calibration error", "calibrationError"))])
table(["data", "kind", "images", *(label for _, label, _ in COLUMNS)],
      [[name, f"{row['group']} {row['kind']}", str(row["images"]), *(cell(row, key, digits) for key, _, digits in COLUMNS)]
       for name in data for row in data[name]["rows"] if row["group"] != "normal" and row["images"]])
table(["data", "images", "flagged", "reason named", "named if flagged"],
      [[name, str(row["images"]), cell(row, "flagged", 2), cell(row, "said", 2), cell(row, "named-if-flagged", 2)]
       for (name, group), row in whole.items() if group == "normal"])
table(["data", "group", "flagged images", "point at the defect", "AUROC", "calibration error"],
      [[name, group, str(figures["images"]), f"{figures['pointsAtTheCause']:.2f}",
        "–" if figures["auroc"] is None else f"{figures['auroc']:.2f} [{figures['aurocInterval'][0]:.2f}, {figures['aurocInterval'][1]:.2f}]",
        f"{figures['calibrationError']:.2f} [{figures['calibrationErrorInterval'][0]:.2f}, {figures['calibrationErrorInterval'][1]:.2f}]"]
       for name in data for group, figures in data[name]["reliance"].items()])
