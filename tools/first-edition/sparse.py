"""Makes MODELS/NAME--sparse.xvad of MODELS/NAME.xvad: large weights rounded to -a, 0 or a, in the .npy entries and alike in the
frozen ONNX graph, so that the file compresses to a tenth. The calibration stays that of NAME.xvad. Usage: sparse.py MODELS NAME..."""
import array, hashlib, json, sys, zipfile
from pathlib import Path

KEEP = 0.15
models = Path(sys.argv[1])
for name in sys.argv[2:]:
    with zipfile.ZipFile(models / f"{name}.xvad") as z:
        order = [i.filename for i in z.infolist()]
        entries = {n: z.read(n) for n in order}
    frozen = [n for n in order if n.startswith("frozen-")]
    missed, covered = [], 0
    for n in order:
        if not (n.startswith("weights-") and n.endswith(".npy")):
            continue
        raw = entries[n]
        head = 10 + int.from_bytes(raw[8:10], "little")
        data = raw[head:]
        if len(data) < 8000:
            continue
        w = array.array("f", data)
        kept = sorted((abs(v) for v in w), reverse=True)[: int(KEEP * len(w))]
        least, a = kept[-1], sum(kept) / len(kept)
        rounded = array.array("f", [0.0 if abs(v) < least else (a if v > 0 else -a) for v in w]).tobytes()
        found = 0
        for f in frozen:
            found += entries[f].count(data)
            entries[f] = entries[f].replace(data, rounded)
        covered += found * len(data)
        if not found:
            missed.append(n)
        entries[n] = raw[:head] + rounded
    manifest = json.loads(entries["manifest.json"])
    for e in manifest["entries"]:
        e["bytes"] = len(entries[e["name"]])
        e["sha256"] = hashlib.sha256(entries[e["name"]]).hexdigest()
    entries["manifest.json"] = json.dumps(manifest, separators=(",", ":")).encode()
    out = models / f"{name}--sparse.xvad"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for n in order:
            z.writestr(zipfile.ZipInfo(n, (1980, 1, 1, 0, 0, 0)), entries[n], zipfile.ZIP_DEFLATED, 9)
    print(name, out.stat().st_size, "frozen", sum(len(entries[f]) for f in frozen), "of which rounded", covered, "not in the graph:", missed)
