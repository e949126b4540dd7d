"""Writes tiny networks in the layouts of object detectors' exports, and what they find, decoded in Python; see README.md."""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

OUT = Path(sys.argv[1])
RANDOM = np.random.default_rng(27)
H, W = 32, 64
STRIDES = (8, 16, 32)
CONFIDENCE, OVERLAP = 0.25, 0.45
NAMES = {0: "person", 1: "it's", 2: "cart"}


# ---------------------------------------------------------------------------------------------------------------- networks

class Export:
    """A network: the mean colour of a few cells of the image, and of that linear functions with activations by column."""

    def __init__(self, name, image, shape, kind=TensorProto.FLOAT, white=1.0, last=False, cells=(32, 32), more=()):
        self.path = OUT / (name + ".onnx")
        self.nodes, self.constants, self.outputs = [], [], []
        self.inputs = [helper.make_tensor_value_info(image, kind, shape)] + list(more)
        value = self.node("Cast", image, to=TensorProto.FLOAT)
        value = self.node("Mul", value, self.constant(np.float32(1 / white)))
        if last:
            value = self.node("Transpose", value, perm=[0, 3, 1, 2])
        if cells:
            value = self.node("AveragePool", value, kernel_shape=list(cells), strides=list(cells))
            self.features = 3 * (shape[2] // cells[0]) * (shape[3] // cells[1])
        else:
            value = self.node("GlobalAveragePool", value)
            self.features = 3
        self.seen = self.node("Flatten", value)

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind, *inputs, **attributes):
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, offset, spread, squashed):
        """Rows of (offset + spread * random * features), with a sigmoid in the columns that are squashed; shape of offset."""
        count = offset.size
        weights = RANDOM.normal(size=(self.features, count)).astype(np.float32) * spread.astype(np.float32).reshape(1, -1)
        flat = self.node("Gemm", self.seen, self.constant(weights), self.constant(offset.astype(np.float32).reshape(-1)))
        rows = self.node("Reshape", flat, self.constant(np.array([1, *offset.shape], np.int64)))
        mask = self.constant(squashed.astype(np.float32))
        kept = self.node("Mul", rows, self.constant(1 - squashed.astype(np.float32)))
        return self.node("Add", kept, self.node("Mul", self.node("Sigmoid", rows), mask))

    def output(self, name, value, shape, kind=TensorProto.FLOAT):
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def save(self, **metadata):
        graph = helper.make_graph(self.nodes, "export", self.inputs, self.outputs, self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        helper.set_model_props(model, metadata)
        onnx.checker.check_model(model)
        onnx.save(model, self.path)
        return self.path


def grid(height=H, width=W, anchors=1):
    """Columns x, y, stride of each box, in the order of the grids."""
    rows = []
    for stride in STRIDES:
        for _ in range(anchors):
            ys, xs = np.mgrid[0:height // stride, 0:width // stride]
            rows.append(np.stack([xs.ravel(), ys.ravel(), np.full(xs.size, stride)], 1))
    return np.concatenate(rows).astype(float)


def raw(classes, objectness, decoded, anchors=1, extra=0, export=None):
    """Boxes of grids: offsets, spreads and which columns are squashed."""
    cells = grid(anchors=anchors)
    n, columns = len(cells), 4 + objectness + classes + extra
    offset, spread, squashed = np.zeros((n, columns)), np.ones((n, columns)), np.zeros(columns, bool)
    if decoded:
        offset[:, 0:2] = (cells[:, :2] + 0.5) * cells[:, 2:]
        offset[:, 2:4] = 10
        spread[:, :4] = 3
    else:
        offset[:, :2] = 0.5
        spread[:, :4] = 0.6
    first = 4 + objectness
    squashed[4:first + classes] = True
    if objectness:
        offset[:, 4] = 1.5
    offset[:, first:first + classes] = -1
    spread[:, 4:first + classes] = 3
    if extra:
        middles = (cells[:, :2] + 0.5) * cells[:, 2:]
        offset[:, first + classes:] = 0
        spread[:, first + classes:] = 2
        for k in range(extra // 3):
            offset[:, first + classes + 3 * k:first + classes + 3 * k + 2] = middles
        squashed[first + classes + 2::3] = True
    return export.linear(offset, spread, squashed), n, columns


# ---------------------------------------------------------------------------------------------------------- images and boxes

def resized(image, height, width):
    tensor = torch.from_numpy(image.transpose(2, 0, 1)[None].astype(np.float32))
    out = torch.nn.functional.interpolate(tensor, (height, width), mode="bilinear", align_corners=False, antialias=True)
    return out[0].numpy().transpose(1, 2, 0)


def frame():
    """A smooth coloured image of 45 x 50 pixels."""
    coarse = RANDOM.uniform(0, 255, (5, 6, 3))
    image = np.clip(resized(coarse, 45, 50), 0, 255).round().astype(np.uint8)
    Image.fromarray(image).save(OUT / "frame.png")
    return image.astype(np.float32)


def megvii(image, height=H, width=W):
    """yolox/data/data_augment.py preproc, less the rounding to bytes: BGR in 0..255, upper left."""
    ratio = min(height / image.shape[0], width / image.shape[1])
    padded = np.full((height, width, 3), 114, np.float32)
    small = resized(image, int(image.shape[0] * ratio), int(image.shape[1] * ratio))
    padded[:small.shape[0], :small.shape[1]] = small
    return padded[:, :, ::-1].transpose(2, 0, 1)[None].copy(), ratio


def letterbox(image, height=H, width=W, fill=114.0):
    """ultralytics LetterBox: the ratio and the margins by which scale_boxes undoes it."""
    ratio = min(height / image.shape[0], width / image.shape[1])
    new_h, new_w = round(image.shape[0] * ratio), round(image.shape[1] * ratio)
    top, left = round((height - new_h) / 2 - 0.1), round((width - new_w) / 2 - 0.1)
    padded = np.full((height, width, 3), fill, np.float32)
    padded[top:top + new_h, left:left + new_w] = resized(image, new_h, new_w)
    pad_x, pad_y = round((width - image.shape[1] * ratio) / 2 - 0.1), round((height - image.shape[0] * ratio) / 2 - 0.1)
    return padded, ratio, pad_x, pad_y


def first(padded):
    return (padded / 255).transpose(2, 0, 1)[None].astype(np.float32)


def iou(a, b):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    common = w * h
    return common / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - common)


def nms(rows):
    """rows of left, top, right, bottom, score, class, keypoints...; per class."""
    kept = []
    for row in sorted(rows, key=lambda r: -r[4]):
        overlaps = [iou(row, k) for k in kept if k[5] == row[5]]
        assert all(abs(o - OVERLAP) > 1e-4 for o in overlaps)
        if all(o <= OVERLAP for o in overlaps):
            kept.append(row)
    return kept


def finished(rows, image):
    height, width = image.shape[:2]
    out = []
    for row in rows:
        l, t, r, b = max(0, row[0]), max(0, row[1]), min(width, row[2]), min(height, row[3])
        if r > l and b > t:
            out.append([float(v) for v in (l, t, r, b, *row[4:])])
    out.sort(key=lambda r: -r[4])
    return out


def sure(score):
    assert abs(score - CONFIDENCE) > 1e-5
    return score >= CONFIDENCE


def run(path, *values):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    inputs = {i.name: v for i, v in zip(session.get_inputs(), values)}
    return dict(zip([o.name for o in session.get_outputs()], session.run(None, inputs)))


def middle(row):
    x, y, w, h = row[:4]
    return [x - w / 2, y - h / 2, x + w / 2, y + h / 2]


def unboxed(box, ratio, pad_x, pad_y):
    return [(box[0] - pad_x) / ratio, (box[1] - pad_y) / ratio, (box[2] - pad_x) / ratio, (box[3] - pad_y) / ratio]


def points(values, ratio, pad_x, pad_y):
    out = []
    for x, y, s in np.asarray(values).reshape(-1, 3):
        out += [(x - pad_x) / ratio, (y - pad_y) / ratio, s]
    return out


# --------------------------------------------------------------------------------------------------------------------- forms

def yolox(image, decoded):
    e = Export("yolox-decoded" if decoded else "yolox", "images", [1, 3, H, W], white=255)
    value, n, columns = raw(3, 1, decoded, export=e)
    e.output("output", value, [1, n, columns])
    path = e.save()
    values, ratio = megvii(image)
    out = run(path, values)["output"][0].astype(float)
    if not decoded:
        cells = grid()
        out[:, :2] = (out[:, :2] + cells[:, :2]) * cells[:, 2:]
        out[:, 2:4] = np.exp(out[:, 2:4]) * cells[:, 2:]
    rows = []
    for row in out:
        scores = row[4] * row[5:]
        if sure(scores.max()):
            rows.append([v / ratio for v in middle(row)] + [scores.max(), scores.argmax()])
    return finished(nms(rows), image)


def yolov5(image, six):
    e = Export("yolov6" if six else "yolov5", "images", [1, 3, H, W])
    if six:
        cells = grid()
        offset, spread, squashed = np.zeros((len(cells), 8)), np.full((len(cells), 8), 3.0), np.zeros(8, bool)
        offset[:, :2], offset[:, 2:4], offset[:, 4], offset[:, 5:] = (cells[:, :2] + 0.5) * cells[:, 2:], 10, 1, -1
        spread[:, 4], squashed[5:] = 0, True
        e.output("outputs", e.linear(offset, spread, squashed), [1, len(cells), 8])
        path = e.save()
    else:
        value, n, columns = raw(3, 1, True, anchors=3, export=e)
        e.output("output0", value, [1, n, columns])
        path = e.save(stride="32", names=str(list(NAMES.values())))
    padded, ratio, pad_x, pad_y = letterbox(image)
    (out,) = run(path, first(padded)).values()
    rows = []
    for row in out[0].astype(float):
        scores = row[4] * row[5:]
        if sure(scores.max()):
            rows.append(unboxed(middle(row), ratio, pad_x, pad_y) + [scores.max(), scores.argmax()])
    return finished(nms(rows), image)


def yolov8(image, kind):
    half = kind == "yolov8-half"
    e = Export(kind, "images", [1, 3, H, W], kind=TensorProto.FLOAT16 if half else TensorProto.FLOAT)
    classes, extra = (1, 51) if kind == "yolo-pose" else (3, 0)
    masks = 4 if kind == "yolov8-seg" else 0
    value, n, columns = raw(classes, 0, True, extra=extra, export=e)
    if masks:
        coefficients, _, _ = raw(0, 0, True, export=e)
        value = e.node("Concat", value, coefficients, axis=2)
        columns += masks
    rows_first = kind == "yolov8-transposed"
    if not rows_first:
        value = e.node("Transpose", value, perm=[0, 2, 1])
    e.output("output0", value, [1, n, columns] if rows_first else [1, columns, n])
    if masks:
        e.output("output1", e.constant(np.zeros((1, masks, 8, 16), np.float32)), [1, masks, 8, 16])
    told = {} if kind == "yolo-pose" else dict(
        description="Ultralytics YOLOv8n model", task="segment" if masks else "detect", stride="32", imgsz=str([H, W]),
        names=str(NAMES))
    path = e.save(**told)
    padded, ratio, pad_x, pad_y = letterbox(image)
    values = first(padded)
    out = run(path, values.astype(np.float16) if half else values)["output0"][0].astype(float)
    out = out if rows_first else out.T
    rows = []
    for row in out:
        scores = row[4:4 + classes]
        if sure(scores.max()):
            rows.append(unboxed(middle(row), ratio, pad_x, pad_y) + [scores.max(), scores.argmax()]
                        + points(row[4 + classes:4 + classes + extra], ratio, pad_x, pad_y))
    return finished(nms(rows), image)


def corners(e, n, extra=0, scale=(W, H), scores=True, classes=3):
    """Rows of left, top, right, bottom, and score, class, keypoints."""
    offset = np.zeros((n, (6 if scores else 4) + extra))
    spread, squashed = np.full(offset.shape, 2.0), np.zeros(offset.shape[1], bool)
    middles = RANDOM.uniform(0.3, 0.7, (n, 2)) * scale
    offset[:, :2], offset[:, 2:4] = middles - 0.12 * np.array(scale), middles + 0.12 * np.array(scale)
    spread[:, :4] = 0.03 * min(scale)
    if scores:
        offset[:, 5] = RANDOM.integers(0, classes, n)
        spread[:, 5], squashed[4] = 0, True
    if extra:
        for k in range(extra // 3):
            offset[:, 6 + 3 * k:8 + 3 * k] = middles
        squashed[8::3] = True
    return e.linear(offset, spread, squashed)


def rows_of_objects(image, kind):
    e = Export(kind, "images", [1, 3, H, W])
    n, extra = 12, 51 if kind == "yolo-pose-nms" else 0
    e.output("output0", corners(e, n, extra), [1, "objects" if extra else n, 6 + extra])
    told = dict(task="pose", kpt_shape="[17, 3]", names="{0: 'person', 1: 'rider', 2: \"child's\"}") if extra else {}
    path = e.save(**told)
    padded, ratio, pad_x, pad_y = letterbox(image)
    out = run(path, first(padded))["output0"][0].astype(float)
    return finished([unboxed(r, ratio, pad_x, pad_y) + [r[4], r[5]] + points(r[6:], ratio, pad_x, pad_y)
                     for r in out if sure(r[4])], image)


def yolov7_end_to_end(image):
    e = Export("yolov7-end2end", "images", [1, 3, H, W])
    n = 12
    rows = e.node("Squeeze", corners(e, n), e.constant(np.array([0], np.int64)))
    rows = e.node("Gather", rows, e.constant(np.array([0, 1, 2, 3, 5, 4], np.int64)), axis=1)
    value = e.node("Concat", e.constant(np.zeros((n, 1), np.float32)), rows, axis=1)
    e.output("output", value, ["objects", 7])
    padded, ratio, pad_x, pad_y = letterbox(image)
    out = run(e.save(), first(padded))["output"].astype(float)
    return finished([unboxed(r[1:], ratio, pad_x, pad_y) + [r[6], r[5]] for r in out if sure(r[6])], image)


def yolov6_end_to_end(image):
    e = Export("yolov6-end2end", "images", [1, 3, H, W])
    n = 12
    rows = corners(e, n)
    e.output("num_dets", e.constant(np.array([[9]], np.int32)), [1, 1], TensorProto.INT32)
    e.output("det_boxes", e.node("Gather", rows, e.constant(np.arange(4)), axis=2), [1, n, 4])
    e.output("det_scores", e.node("Gather", rows, e.constant(np.array(4)), axis=2), [1, n])
    e.output("det_classes", e.node("Cast", e.node("Gather", rows, e.constant(np.array(5)), axis=2), to=TensorProto.INT32),
             [1, n], TensorProto.INT32)
    padded, ratio, pad_x, pad_y = letterbox(image)
    out = run(e.save(), first(padded))
    count = int(out["num_dets"][0, 0])
    return finished([unboxed(out["det_boxes"][0, i].astype(float), ratio, pad_x, pad_y)
                     + [out["det_scores"][0, i], out["det_classes"][0, i]]
                     for i in range(count) if sure(out["det_scores"][0, i])], image)


def rtdetr(image):
    sizes = helper.make_tensor_value_info("orig_target_sizes", TensorProto.INT64, ["N", 2])
    e = Export("rtdetr", "images", ["N", 3, H, W], more=[sizes])
    n = 12
    rows = corners(e, n, scale=(1, 1))
    shares = e.node("Gather", rows, e.constant(np.arange(4)), axis=2)
    size = e.node("Unsqueeze", e.node("Cast", "orig_target_sizes", to=TensorProto.FLOAT), e.constant(np.array([1])))
    e.output("labels", e.node("Cast", e.node("Gather", rows, e.constant(np.array(5)), axis=2), to=TensorProto.INT64),
             ["N", n], TensorProto.INT64)
    e.output("boxes", e.node("Mul", shares, e.node("Concat", size, size, axis=2)), ["N", n, 4])
    e.output("scores", e.node("Gather", rows, e.constant(np.array(4)), axis=2), ["N", n])
    values = first(resized(image, H, W))
    out = run(e.save(), values, np.array([[image.shape[1], image.shape[0]]]))
    return finished([list(out["boxes"][0, i].astype(float)) + [out["scores"][0, i], out["labels"][0, i]]
                     for i in range(n) if sure(out["scores"][0, i])], image)


def shares(e, n, classes, squashed_scores):
    offset, spread = np.zeros((n, 4 + classes)), np.full((n, 4 + classes), 3.0)
    squashed = np.zeros(4 + classes, bool)
    offset[:, :2], offset[:, 2:4], offset[:, 4:] = RANDOM.uniform(0.3, 0.7, (n, 2)), 0.25, -1.5
    spread[:, :4] = 0.03
    squashed[4:] = squashed_scores
    return e.linear(offset, spread, squashed)


def rtdetr_logits(image):
    e = Export("rtdetr-logits", "pixel_values", ["batch_size", 3, H, W])
    n, classes = 10, 3
    rows = shares(e, n, classes, False)
    e.output("logits", e.node("Gather", rows, e.constant(np.arange(4, 4 + classes)), axis=2), ["batch_size", n, classes])
    e.output("pred_boxes", e.node("Gather", rows, e.constant(np.arange(4)), axis=2), ["batch_size", n, 4])
    out = run(e.save(), first(resized(image, H, W)))
    scores = 1 / (1 + np.exp(-out["logits"][0].astype(float)))
    size = np.array([image.shape[1], image.shape[0]] * 2)
    return finished([list(np.array(middle(out["pred_boxes"][0, i].astype(float))) * size) + [scores[i, c], c]
                     for i in range(n) for c in range(classes) if sure(scores[i, c])], image)


def rtdetr_ultralytics(image):
    e = Export("rtdetr-ultralytics", "images", [1, 3, H, W])
    n, classes = 10, 3
    e.output("output0", shares(e, n, classes, True), [1, n, 4 + classes])
    path = e.save(description="Ultralytics rtdetr-l model", task="detect", names=str(NAMES))
    out = run(path, first(resized(image, H, W)))["output0"][0].astype(float)
    size = np.array([image.shape[1], image.shape[0]] * 2)
    return finished([list(np.array(middle(r)) * size) + [r[4:].max(), r[4:].argmax()] for r in out if sure(r[4:].max())],
                    image)


def ssd(image):
    e = Export("ssd", "image_tensor:0", [1, None, None, 3], kind=TensorProto.UINT8, white=255, last=True, cells=None)
    n = 12
    rows = corners(e, n, scale=(1, 1), classes=90)
    boxes = e.node("Gather", rows, e.constant(np.array([1, 0, 3, 2])), axis=2)
    e.output("detection_boxes:0", boxes, [1, n, 4])
    ids = e.node("Add", e.node("Gather", rows, e.constant(np.array(5)), axis=2), e.constant(np.float32(1)))
    e.output("detection_classes:0", ids, [1, n])
    e.output("detection_scores:0", e.node("Gather", rows, e.constant(np.array(4)), axis=2), [1, n])
    e.output("num_detections:0", e.constant(np.array([10], np.float32)), [1])
    out = run(e.save(), image.astype(np.uint8)[None])
    found = []
    for i in range(int(out["num_detections:0"][0])):
        top, left, bottom, right = out["detection_boxes:0"][0, i].astype(float)
        score = out["detection_scores:0"][0, i]
        if sure(score):
            found.append([left * image.shape[1], top * image.shape[0], right * image.shape[1], bottom * image.shape[0],
                          score, out["detection_classes:0"][0, i]])
    return finished(found, image)


def movenet(image):
    e = Export("movenet", "input", [1, None, None, 3], kind=TensorProto.INT32, white=255, last=True, cells=None)
    offset, spread, squashed = np.zeros((6, 56)), np.full((6, 56), 0.05), np.zeros(56, bool)
    middles = RANDOM.uniform(0.4, 0.6, (6, 2))
    for k in range(17):
        offset[:, 3 * k:3 * k + 2] = middles
    offset[:, 51:53], offset[:, 53:55] = middles - 0.15, middles + 0.15
    squashed[2:51:3], squashed[55] = True, True
    spread[:, 2:51:3], spread[:, 55] = 2, 3
    e.output("output_0", e.linear(offset, spread, squashed), [1, 6, 56])
    padded, ratio, pad_x, pad_y = letterbox(image, 256, 256, 0.0)
    out = run(e.save(), np.floor(padded + 0.5).astype(np.int32)[None])["output_0"][0].astype(float)
    found = []
    for row in out:
        if sure(row[55]):
            top, left, bottom, right = row[51:55] * 256
            flat = []
            for y, x, s in row[:51].reshape(17, 3):
                flat += [(x * 256 - pad_x) / ratio, (y * 256 - pad_y) / ratio, s]
            found.append(unboxed([left, top, right, bottom], ratio, pad_x, pad_y) + [row[55], 0] + flat)
    return finished(found, image)


def bilinear(image, xs, ys):
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)))
    def at(y, x):
        y, x = np.clip(y + 1, 0, padded.shape[0] - 1), np.clip(x + 1, 0, padded.shape[1] - 1)
        return padded[y][:, x]
    x, y = np.floor(xs).astype(int), np.floor(ys).astype(int)
    u, v = (xs - x)[None, :, None], (ys - y)[:, None, None]
    return (1 - v) * ((1 - u) * at(y, x) + u * at(y, x + 1)) + v * ((1 - u) * at(y + 1, x) + u * at(y + 1, x + 1))


def rtmpose(image, objects):
    h, w, k = 32, 24, 5
    e = Export("rtmpose", "input", ["batch", 3, h, w], white=1, cells=None)
    e.features = 3
    for name, size in (("simcc_x", 2 * w), ("simcc_y", 2 * h)):
        at = RANDOM.uniform(0.2, 0.8, (k, 1)) * size
        offset = np.exp(-((np.arange(size) - at) / 6) ** 2)
        e.output(name, e.linear(offset, np.full(offset.shape, 0.01), np.zeros(size, bool)), ["batch", k, size])
    path = e.save()
    mean, std = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])
    found = []
    for row in objects:
        centre = np.array([(row[0] + row[2]) / 2, (row[1] + row[3]) / 2])
        scale = np.array([row[2] - row[0], row[3] - row[1]]) * 1.25
        scale = np.array([scale[0], scale[0] * h / w]) if scale[0] > scale[1] * w / h else np.array([scale[1] * w / h, scale[1]])
        xs = centre[0] + (np.arange(w) - w * 0.5) * scale[0] / w
        ys = centre[1] + (np.arange(h) - h * 0.5) * scale[1] / h
        values = ((bilinear(image, xs, ys) - mean) / std).transpose(2, 0, 1)[None].astype(np.float32)
        out = run(path, values)
        x, y = out["simcc_x"][0], out["simcc_y"][0]
        flat = []
        for i in range(k):
            for line in (x[i], y[i]):
                two = np.sort(line)[-2:]
                assert two[1] - two[0] > 1e-6
            place = np.array([x[i].argmax(), y[i].argmax()]) / 2.0
            place = place / np.array([w, h]) * scale + centre - scale / 2
            flat += [place[0], place[1], min(x[i].max(), y[i].max())]
        found.append(list(row[:6]) + [float(v) for v in flat])
    return found


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    image = frame()
    goldens = {
        "yolox": yolox(image, False), "yolox-decoded": yolox(image, True),
        "yolov5": yolov5(image, False), "yolov6": yolov5(image, True),
        **{kind: yolov8(image, kind) for kind in ("yolov8", "yolov8-half", "yolov8-transposed", "yolov8-seg", "yolo-pose")},
        **{kind: rows_of_objects(image, kind) for kind in ("yolov10", "yolo-pose-nms")},
        "yolov7-end2end": yolov7_end_to_end(image), "yolov6-end2end": yolov6_end_to_end(image),
        "rtdetr": rtdetr(image), "rtdetr-logits": rtdetr_logits(image), "rtdetr-ultralytics": rtdetr_ultralytics(image),
        "ssd": ssd(image), "movenet": movenet(image),
    }
    goldens["rtmpose"] = rtmpose(image, goldens["yolox"][:4])
    e = Export("classifier", "images", [1, 3, H, W])
    e.output("probabilities", e.node("Softmax", e.seen), [1, 6])
    e.save()
    for name, rows in goldens.items():
        print(name, len(rows))
        assert len(rows) >= 2, name
    lines = ",\n".join(f' "{name}": {json.dumps(rows)}' for name, rows in goldens.items())
    (OUT / "goldens.json").write_text("{\n" + lines + "\n}\n")


main()
