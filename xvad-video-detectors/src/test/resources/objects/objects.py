"""Writes objects.onnx: a network in the form of a YOLO-pose export with non-maximum suppression. It sees one object, the box around
all pixels brighter than 0.6, with two keypoints: its upper left corner and its middle; a second row is
always below any sensible confidence. Made with torch 1.13.1."""
from pathlib import Path

import torch

SIZE = 64


class Bright(torch.nn.Module):
    def forward(self, x):
        bright = (x.amax(1) > 0.6).float()
        ends = []
        for sides in (bright.amax(1), bright.amax(2)):
            steps = torch.arange(1, SIZE + 1, dtype=torch.float32)
            ends.append((SIZE - (sides * steps.flip(0)).amax(1), (sides * steps).amax(1)))
        (left, right), (top, bottom) = ends
        sure = bright.amax((1, 2))
        one = torch.ones_like(left)
        row = [left, top, right, bottom, 0.9 * sure, 0 * one, left, top, one, (left + right) / 2, (top + bottom) / 2, one]
        row = torch.stack(row, 1)
        return torch.stack([row, row * 0.1], 1)


torch.onnx.export(Bright().eval(), torch.zeros(1, 3, SIZE, SIZE), str(Path(__file__).parent / "objects.onnx"),
                  input_names=["images"], output_names=["output0"], opset_version=13)
