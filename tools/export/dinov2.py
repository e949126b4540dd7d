"""DINOv2 (Oquab et al. 2023) as an ONNX graph of any height and width that the patch divides.

    python dinov2.py CHECKPOINT OUT --name "dinov2_vits14 pretrain" --licence Apache-2.0 [--layers 6,12,18,24]

CHECKPOINT is a state dict (.pth, .pt, .safetensors) in Meta's names or in those of transformers, with or without registers.
"""

import argparse
import math
import re
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

import folder
from clip import loaded

IMAGENET_MEAN, IMAGENET_STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]

FROM_TRANSFORMERS = [
    (r"^embeddings\.(cls_token|mask_token|register_tokens)$", r"\1"),
    (r"^embeddings\.position_embeddings$", "pos_embed"),
    (r"^embeddings\.patch_embeddings\.projection\.", "patch_embed.proj."),
    (r"^layernorm\.", "norm."),
    (r"^encoder\.layer\.", "blocks."),
    (r"\.attention\.(?:attention\.)?(?:query|q_proj)\.", ".attn.q."),
    (r"\.attention\.(?:attention\.)?(?:key|k_proj)\.", ".attn.k."),
    (r"\.attention\.(?:attention\.)?(?:value|v_proj)\.", ".attn.v."),
    (r"\.attention\.(?:output\.dense|o_proj)\.", ".attn.proj."),
    (r"\.layer_scale(\d)\.lambda1$", r".ls\1.gamma"),
    (r"\.mlp\.weights_in\.", ".mlp.w12."),
    (r"\.mlp\.(?:weights_out|down_proj)\.", ".mlp.w3."),
    (r"\.mlp\.gate_proj\.", ".mlp.w1."),
    (r"\.mlp\.up_proj\.", ".mlp.w2."),
]


def metas_names(state):
    """The state dict in Meta's names, with query, key and value, and the two inner halves of a SwiGLU, joined."""
    renamed = {}
    for name, value in state.items():
        for pattern, replacement in FROM_TRANSFORMERS:
            name = re.sub(pattern, replacement, name)
        renamed[name] = value
    for joined, parts in (("attn.qkv", ("attn.q", "attn.k", "attn.v")), ("mlp.w12", ("mlp.w1", "mlp.w2"))):
        for first in [name for name in renamed if f".{parts[0]}." in name]:
            pieces = [renamed.pop(first.replace(parts[0], part)) for part in parts]
            renamed[first.replace(parts[0], joined)] = torch.cat(pieces)
    return renamed


class Weights(nn.Module):
    """A state dict by its names."""

    def __init__(self, state):
        super().__init__()
        self.values = nn.ParameterDict(
            {name.replace(".", "/"): nn.Parameter(value.float(), requires_grad=False) for name, value in state.items()})

    def names(self):
        return [name.replace("/", ".") for name in self.values]

    def __contains__(self, name):
        return name.replace(".", "/") in self.values

    def __getitem__(self, name):
        return self.values[name.replace(".", "/")]

    def linear(self, x, name):
        bias = self[name + ".bias"] if name + ".bias" in self else None
        return functional.linear(x, self[name + ".weight"], bias)

    def norm(self, x, name, eps):
        return functional.layer_norm(x, tuple(self[name + ".weight"].shape), self[name + ".weight"], self[name + ".bias"], eps)


def cubic(x, a):
    """The cubic convolution kernel at distances x >= 0."""
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return torch.where(x <= 1, near, torch.where(x < 2, far, torch.zeros_like(x)))


def bicubic_rows(out, size, offset, antialias):
    """The (out, size) matrix that resizes one axis as torch's bicubic interpolation does; out is known when the graph runs."""
    scale = size / (out + offset)
    centre = (torch.arange(out, dtype=torch.float32) + 0.5) * scale
    columns = torch.arange(size, dtype=torch.float32)
    if antialias:
        widened = torch.clamp(torch.as_tensor(scale, dtype=torch.float32), min=1.0)
        weights = cubic(torch.abs(columns + 0.5 - centre[:, None]) / widened, -0.5)
        return weights / weights.sum(dim=1, keepdim=True)
    first = torch.floor(centre - 0.5)
    rows = torch.zeros(1)
    for tap in range(-1, 3):
        weight = cubic(torch.abs(centre - 0.5 - first - tap), -0.75)
        column = torch.clamp(first + tap, 0, size - 1)
        rows = rows + weight[:, None] * (columns == column[:, None]).float()
    return rows


class Dinov2(nn.Module):
    """Blocks over the state dict: residual streams after chosen blocks (counted from 1) and the patches after the last norm."""

    def __init__(self, state, heads=None, layers=(), offset=0.0, antialias=False):
        super().__init__()
        self.state = Weights(metas_names(state))
        self.width = self.state["cls_token"].shape[-1]
        self.patch = self.state["patch_embed.proj.weight"].shape[-1]
        self.heads = heads or self.width // 64
        self.depth = 1 + max(int(name.split(".")[1]) for name in self.state.names() if name.startswith("blocks."))
        self.layers, self.offset, self.antialias = list(layers), offset, antialias

    def linear(self, x, name):
        return self.state.linear(x, name)

    def norm(self, x, name):
        return self.state.norm(x, name, 1e-6)

    def positions(self, height, width):
        stored = self.state["pos_embed"]
        side = int(math.sqrt(stored.shape[1] - 1))
        grid = stored[:, 1:].reshape(side, side, self.width).permute(2, 0, 1)
        rows = bicubic_rows(height, side, self.offset, self.antialias)
        columns = bicubic_rows(width, side, self.offset, self.antialias)
        patches = (rows @ grid @ columns.transpose(0, 1)).reshape(1, self.width, height * width).transpose(1, 2)
        return stored[:, :1], patches

    def embedded(self, pixels):
        grid = functional.conv2d(
            pixels, self.state["patch_embed.proj.weight"], self.state["patch_embed.proj.bias"], stride=self.patch)
        first, others = self.positions(grid.shape[2], grid.shape[3])
        n = pixels.shape[0]
        tokens = [(self.state["cls_token"] + first).expand(n, -1, -1)]
        if "register_tokens" in self.state:
            tokens.append(self.state["register_tokens"].expand(n, -1, -1))
        return torch.cat(tokens + [grid.flatten(2).transpose(1, 2) + others], dim=1)

    def attention(self, x, name):
        n, s, w = x.shape
        q, k, v = self.linear(x, name + ".qkv").reshape(n, s, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(w // self.heads), dim=-1)
        return self.linear((weights @ v).transpose(1, 2).reshape(n, s, w), name + ".proj")

    def mlp(self, x, name):
        if name + ".w12.weight" in self.state:
            gate, value = self.linear(x, name + ".w12").chunk(2, dim=-1)
            return self.linear(functional.silu(gate) * value, name + ".w3")
        return self.linear(functional.gelu(self.linear(x, name + ".fc1")), name + ".fc2")

    def block(self, x, i):
        x = x + self.state[f"blocks.{i}.ls1.gamma"] * self.attention(self.norm(x, f"blocks.{i}.norm1"), f"blocks.{i}.attn")
        return x + self.state[f"blocks.{i}.ls2.gamma"] * self.mlp(self.norm(x, f"blocks.{i}.norm2"), f"blocks.{i}.mlp")

    def without_registers(self, x):
        registers = self.state["register_tokens"].shape[1] if "register_tokens" in self.state else 0
        return torch.cat([x[:, :1], x[:, 1 + registers:]], dim=1) if registers else x

    def streams(self, pixels, last):
        """Residual streams after blocks 1 to last."""
        x, streams = self.embedded(pixels), []
        for i in range(last):
            x = self.block(x, i)
            streams.append(x)
        return streams

    def forward(self, pixel_values):
        streams = self.streams(pixel_values, self.depth)
        patches = self.without_registers(self.norm(streams[-1], "norm"))[:, 1:]
        return (patches, *(self.without_registers(streams[layer - 1]) for layer in self.layers))


def pixels(patch):
    """Makes batches of images whose size depends on the batch's."""
    return lambda n, random: {"pixel_values": torch.from_numpy(
        random.standard_normal((n, 3, n * patch, (n + 1) * patch)).astype("float32"))}


def export(out, state, name, licence, digest, size=448, layers=(), heads=None, offset=0.0, antialias=False):
    """Writes the folder; `offset` and `antialias` say how the checkpoint's maker resizes positions."""
    network = Dinov2(state, heads, layers, offset, antialias)
    description = {
        "kind": "dinov2", "variant": "plain", "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": size, "patch": network.patch, "resize": "stretch", "interpolation": "bicubic", "antialias": True,
                  "mean": IMAGENET_MEAN, "std": IMAGENET_STD},
        "attributes": {"activation": "gelu", "blocks": network.depth, "heads": network.heads, "layers": list(layers), "width": network.width}}
    outputs = ["patch_tokens"] + [f"tokens_{layer}" for layer in layers]
    axes = {"pixel_values": "N-HW", **{output: "NL" for output in outputs}}
    folder.write(out, description, {"vision": folder.Graph(network, pixels(network.patch), outputs, axes)})
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what its maker calls the checkpoint")
    parser.add_argument("--licence", required=True, help="of the checkpoint, as its maker states it")
    parser.add_argument("--size", type=int, default=448, help="side of the images, where a method wants squares")
    parser.add_argument("--layers", help="numbers of blocks, from 1, with commas, whose residual streams are outputs too")
    parser.add_argument("--heads", type=int, help="attention heads; else width / 64")
    parser.add_argument("--offset", type=float, default=0.1,
                        help="added to the grid when positions are resized: 0.1 for Meta's checkpoints without registers, 0 for others")
    parser.add_argument("--antialias", action="store_true", help="positions are resized with antialiasing: Meta's checkpoints with registers")
    a = parser.parse_args()
    layers = [int(layer) for layer in a.layers.split(",")] if a.layers else []
    export(a.out, loaded(a.checkpoint), a.name, a.licence, folder.sha256(a.checkpoint), a.size, layers, a.heads, a.offset, a.antialias)


if __name__ == "__main__":
    main()
