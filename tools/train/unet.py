"""The U-Net of io.xvad.generative.diffusion in PyTorch: the same graph, under the same names of weights, to be trained on a GPU and exported for `-o networks=DIR`.
Loss and gradients of a small one are the golden values of NoiseNetworkTest."""
import hashlib
import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

MOST_GROUPS = 32
FEWEST_IN_GROUP = 4
LONGEST_PERIOD = 10_000


def groups(channels):
    fitting = [n for n in range(1, MOST_GROUPS + 1) if channels % n == 0 and channels // n >= FEWEST_IN_GROUP]
    return max(fitting, default=1)


def time_code(times, width):
    """Cosines of t 10000^(-i / (width / 2)), then their sines; shape (N, width)."""
    half = width // 2
    angles = times[:, None] * torch.exp(-math.log(LONGEST_PERIOD) * torch.arange(half, device=times.device) / half)
    return torch.cat([angles.cos(), angles.sin()], 1)


class UNet(nn.Module):
    """Takes images with noise (N, channels, side, side) and codes of times (N, width), gives (N, out, side, side)."""

    def __init__(self, channels, out, side, width, levels, blocks, attended, heads=2, name="unet-"):
        super().__init__()
        self.name, self.levels, self.blocks, self.heads = name, levels, blocks, heads
        self.sides = [side >> level for level in range(len(levels))]
        self.widths = [width * each for each in levels]
        self.attended = attended
        self.layers = nn.ModuleDict()
        embedding = 4 * width
        self.dense("time-1", width, embedding)
        self.dense("time-2", embedding, embedding)
        self.convolution("in", channels, width)
        at, skips = width, [width]
        for level, wide in enumerate(self.widths):
            for block in range(blocks):
                self.block(f"down-{level}-{block}", level, at, wide, embedding)
                at = wide
                skips.append(at)
            if level + 1 < len(levels):
                self.convolution(f"reduced-{level}", at, at, stride=2)
                skips.append(at)
        last = len(levels) - 1
        self.block("middle-0", last, at, at, embedding)
        self.block("middle-1", last, at, at, embedding, attention=False)
        for level in reversed(range(len(levels))):
            for block in range(blocks + 1):
                self.block(f"up-{level}-{block}", level, at + skips.pop(), self.widths[level], embedding)
                at = self.widths[level]
            if level:
                self.convolution(f"enlarged-{level}", at, at)
        self.norm("last-norm", at)
        self.convolution("last", at, out, zero=True)

    def convolution(self, name, channels, out, kernel=3, stride=1, zero=False):
        layer = nn.Conv2d(channels, out, kernel, stride, kernel // 2)
        nn.init.zeros_(layer.weight) if zero else nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)
        self.layers[self.name + name] = layer

    def dense(self, name, values, out):
        layer = nn.Linear(values, out)
        nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)
        self.layers[self.name + name] = layer

    def norm(self, name, channels):
        self.layers[self.name + name] = nn.GroupNorm(groups(channels), channels)

    def block(self, name, level, channels, out, embedding, attention=True):
        self.norm(name + "-norm-1", channels)
        self.convolution(name + "-1", channels, out)
        self.dense(name + "-time", embedding, out)
        self.norm(name + "-norm-2", out)
        self.convolution(name + "-2", out, out, zero=True)
        if channels != out:
            self.convolution(name + "-past", channels, out, kernel=1)
        if attention and self.sides[level] in self.attended:
            self.norm(name + "-attention-norm", out)
            for part in ("query", "key", "value", "out"):
                self.dense(f"{name}-attention-{part}", out, out)

    def at(self, name):
        return self.layers[self.name + name]

    def has(self, name):
        return self.name + name in self.layers

    def through(self, name, x, told):
        value = self.at(name + "-1")(functional.silu(self.at(name + "-norm-1")(x)))
        value = value + self.at(name + "-time")(told)[:, :, None, None]
        value = self.at(name + "-2")(functional.silu(self.at(name + "-norm-2")(value)))
        value = value + (self.at(name + "-past")(x) if self.has(name + "-past") else x)
        return self.attending(name + "-attention", value) if self.has(name + "-attention-norm") else value

    def attending(self, name, x):
        images, channels, side, _ = x.shape
        rows = self.at(name + "-norm")(x).flatten(2).transpose(1, 2)
        parts = [self.at(f"{name}-{part}")(rows).unflatten(2, (self.heads, channels // self.heads)).transpose(1, 2)
                 for part in ("query", "key", "value")]
        seen = functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)
        return x + self.at(name + "-out")(seen).transpose(1, 2).unflatten(2, (side, side))

    def forward(self, noised, time):
        told = functional.silu(self.at("time-2")(functional.silu(self.at("time-1")(time))))
        value = self.at("in")(noised)
        skips = [value]
        for level in range(len(self.levels)):
            for block in range(self.blocks):
                value = self.through(f"down-{level}-{block}", value, told)
                skips.append(value)
            if level + 1 < len(self.levels):
                value = self.at(f"reduced-{level}")(value)
                skips.append(value)
        value = self.through("middle-1", self.through("middle-0", value, told), told)
        for level in reversed(range(len(self.levels))):
            for block in range(self.blocks + 1):
                value = self.through(f"up-{level}-{block}", torch.cat([value, skips.pop()], 1), told)
            if level:
                value = self.at(f"enlarged-{level}")(functional.interpolate(value, scale_factor=2, mode="nearest"))
        return self.at("last")(functional.silu(self.at("last-norm")(value)))

    def weights(self, value=lambda weight: weight):
        """By the names and in the shapes of the Java graph: the weights, or another value of each, such as its gradient."""
        found = {}
        for name, layer in self.layers.items():
            weight, bias = (value(each).detach().cpu().numpy() for each in (layer.weight, layer.bias))
            if isinstance(layer, nn.Conv2d):
                found[name], found[name + "-bias"] = weight.transpose(2, 3, 1, 0), bias
            elif isinstance(layer, nn.Linear):
                found[name], found[name + "-bias"] = weight.T, bias[None]
            else:
                found[name + "-scale"], found[name + "-shift"] = weight[None], bias[None]
        return found


def export(network, folder, detector, name, options, side, channels, width):
    """Writes network.onnx and model.json, which `xvad fit --detector DETECTOR -o networks=FOLDER` takes with the same options."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "network.onnx"
    inputs = (torch.zeros(2, channels, side, side), torch.zeros(2, width))
    torch.onnx.export(network.cpu().eval(), inputs, file, input_names=["noised", "time"], output_names=["noise"], opset_version=17,
                      dynamic_axes={each: {0: "images"} for each in ("noised", "time", "noise")}, dynamo=False)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    description = {"detector": detector, "name": name, "network": file.name, "sha256": digest,
                   "options": {option: str(value) for option, value in options.items()}}
    (folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")
