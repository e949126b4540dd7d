"""Checks exported detectors against XVAD in Python.

Usage: check.py m.onnx detections.json IMAGE...

m.onnx and the m.json beside it were written by `xvad export`, detections.json by `xvad detect --maps npy` on the same
images in the same order. Images must have the size the graph takes, so that nothing is resized. onnx.checker must
accept the file, and score and map must equal XVAD's within 1e-4 of one plus the largest value.

Run with: onnx 1.16.2, onnxruntime 1.19.2, numpy 1.26.4, pillow 10.4.0 (see requirements.txt).
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from PIL import Image

TOLERANCE = 1e-4


def pixels(file):
    with Image.open(file) as image:
        values = numpy.asarray(image.convert("RGB"), dtype=numpy.float32) / 255
    return values.transpose(2, 0, 1)[None]


def apart(found, wanted):
    wanted = numpy.asarray(wanted)
    return float(numpy.abs(numpy.asarray(found) - wanted).max() / (1 + numpy.abs(wanted).max()))


def main(graph, detections, images):
    onnx.checker.check_model(onnx.load(graph), full_check=True)
    contract = json.loads(pathlib.Path(graph).with_suffix(".json").read_text())
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    assert [i.name for i in session.get_inputs()] == [contract["input"]["name"]]
    worst = 0.0
    for image, wanted in zip(images, json.loads(pathlib.Path(detections).read_text()), strict=True):
        values = pixels(image)
        assert list(values.shape) == contract["input"]["shape"], f"{image} is of shape {values.shape}"
        score, anomaly_map = session.run(
            [contract["outputs"]["score"]["name"], contract["outputs"]["map"]["name"]], {contract["input"]["name"]: values})
        of_score = apart(score[0], wanted["score"])
        of_map = apart(anomaly_map[0], numpy.load(wanted["mapFiles"]["npy"]))
        print(f"{pathlib.Path(image).name}: score {score[0]:.6f}, XVAD {wanted['score']:.6f}; apart {of_score:.1e}, map {of_map:.1e}")
        worst = max(worst, of_score, of_map)
    if worst > TOLERANCE:
        sys.exit(f"{contract['detector']}: {worst:.1e} apart, at most {TOLERANCE}")
    print(f"{contract['detector']}: checked {len(images)} images, at most {worst:.1e} apart")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
