"""A trained Dinomaly (Guo et al. 2025) as an ONNX graph: fused features of encoder and decoder, group by group.

    python dinomaly.py model.pth OUT --name "dinomaly mvtec, dinov2reg base" --licence MIT

model.pth is the state dict of the authors' ViTill: encoder.*, bottleneck.*, decoder.*.
"""

import argparse
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

import folder
from clip import loaded
from dinov2 import IMAGENET_MEAN, IMAGENET_STD, Dinov2, Weights

TARGETS = [3, 4, 5, 6, 7, 8, 9, 10]
GROUPS = [[0, 1, 2, 3], [4, 5, 6, 7]]


def below(state, prefix):
    return {name[len(prefix):]: value for name, value in state.items() if name.startswith(prefix)}


class Dinomaly(nn.Module):
    """Encoder blocks (counted from 1), noisy bottleneck (a plain one when it scores) and decoder with linear attention."""

    def __init__(self, state, heads=None, targets=TARGETS, groups=GROUPS, offset=0.1, antialias=False):
        super().__init__()
        self.encoder = Dinov2(below(state, "encoder."), heads, offset=offset, antialias=antialias)
        self.state = Weights({name: value for name, value in state.items() if not name.startswith("encoder.")})
        self.targets, self.groups, self.heads = list(targets), groups, heads or self.encoder.width // 64
        self.depth = 1 + max(int(name.split(".")[1]) for name in self.state.names() if name.startswith("decoder."))

    def mlp(self, x, name):
        return self.state.linear(functional.gelu(self.state.linear(x, name + ".fc1")), name + ".fc2")

    def attention(self, x, name):
        n, s, w = x.shape
        q, k, v = self.state.linear(x, name + ".qkv").reshape(n, s, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        q, k = functional.elu(q) + 1, functional.elu(k) + 1
        share = q @ k.sum(dim=2, keepdim=True).transpose(2, 3)
        return self.state.linear((q @ (k.transpose(2, 3) @ v) / share).transpose(1, 2).reshape(n, s, w), name + ".proj")

    def block(self, x, name):
        x = x + self.attention(self.state.norm(x, name + ".norm1", 1e-8), name + ".attn")
        return x + self.mlp(self.state.norm(x, name + ".norm2", 1e-8), name + ".mlp")

    def forward(self, pixel_values):
        streams = self.encoder.streams(pixel_values, self.targets[-1])
        encoded = [streams[target - 1] for target in self.targets]
        x = self.mlp(torch.stack(encoded).mean(dim=0), "bottleneck.0")
        decoded = []
        for i in range(self.depth):
            x = self.block(x, f"decoder.{i}")
            decoded.insert(0, x)
        return tuple(
            self.encoder.without_registers(torch.stack([side[i] for i in group]).mean(dim=0))[:, 1:]
            for group in self.groups for side in (encoded, decoded))


def outputs(groups):
    return [f"{side}_{group}" for group in range(len(groups)) for side in ("encoder", "decoder")]


def export(out, state, name, licence, digest, resized=448, size=392, heads=None, targets=TARGETS, groups=GROUPS, offset=0.1):
    """Writes the folder; `resized` is the side to which images are stretched, `size` that of their centre."""
    network = Dinomaly(state, heads, targets, groups, offset)
    description = {
        "kind": "dinomaly", "variant": "plain", "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": size, "patch": network.encoder.patch, "resize": "stretch", "interpolation": "bilinear", "antialias": True,
                  "mean": IMAGENET_MEAN, "std": IMAGENET_STD},
        "attributes": {"activation": "gelu", "resized": resized, "groups": len(groups), "targets": list(targets)}}

    def centres(n, random):
        return {"pixel_values": torch.from_numpy(random.standard_normal((n, 3, size, size)).astype("float32"))}

    folder.write(out, description, {"network": folder.Graph(network, centres, outputs(groups))})
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what it was trained on, and from which encoder")
    parser.add_argument("--licence", required=True, help="of the weights")
    parser.add_argument("--resized", type=int, default=448, help="side to which images are stretched")
    parser.add_argument("--size", type=int, default=392, help="side of their centre, which the network sees")
    parser.add_argument("--targets", help="numbers of encoder blocks, from 1, with commas; else those of small and base (large: 5,7,9,11,13,15,17,19)")
    parser.add_argument("--heads", type=int, help="attention heads; else width / 64")
    a = parser.parse_args()
    targets = [int(target) for target in a.targets.split(",")] if a.targets else TARGETS
    export(a.out, loaded(a.checkpoint), a.name, a.licence, folder.sha256(a.checkpoint), a.resized, a.size, a.heads, targets)


if __name__ == "__main__":
    main()
