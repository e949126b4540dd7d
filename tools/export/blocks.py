"""CLIP's two transformers over a state dict with the names of OpenAI's CLIP and of open_clip.

They are written out because the methods change what happens within a block, and because nn.MultiheadAttention exports badly.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional

ACTIVATIONS = {"gelu": functional.gelu, "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x)}
NOT_NEEDED = {"logit_scale", "logit_bias", "attn_mask", "input_resolution", "context_length", "vocab_size"}


class Weights:
    """A state dict that remembers what was taken from it."""

    def __init__(self, tensors):
        self.tensors = {name: value.detach().float() for name, value in tensors.items()}
        self.taken = set()

    def __getitem__(self, name):
        self.taken.add(name)
        return self.tensors[name]

    def count(self, prefix):
        """How many blocks there are under a prefix."""
        return 1 + max(int(name[len(prefix):].split(".")[0]) for name in self.tensors if name.startswith(prefix))

    def scale(self):
        """What the network's own soft-max multiplies cosines by; a checkpoint of a method may lack it."""
        return {"logit-scale": float(self["logit_scale"].exp())} if "logit_scale" in self.tensors else {}

    def refuse_left_over(self, prefix=""):
        """A weight that nobody took belongs to a network of another kind."""
        left = sorted(name for name in self.tensors if name.startswith(prefix) and name not in self.taken | NOT_NEEDED)
        if left:
            raise SystemExit(f"not a CLIP of the plain kind: nothing here uses {', '.join(left[:5])}{' ...' if left[5:] else ''}")


class Linear(nn.Module):
    def __init__(self, weight, bias=None):
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)

    def forward(self, x):
        return functional.linear(x, self.weight, self.bias)


class Norm(nn.Module):
    def __init__(self, weights, name):
        super().__init__()
        self.register_buffer("weight", weights[name + ".weight"])
        self.register_buffer("bias", weights[name + ".bias"])

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, 1e-5)


class Block(nn.Module):
    """A residual attention block with its layer normalisations in front, for sequences of one length, or of any if none is given."""

    def __init__(self, weights, prefix, head_width, activation, length=None):
        super().__init__()
        self.head_width, self.activation, self.length = head_width, ACTIVATIONS[activation], length
        self.ln_1, self.ln_2 = Norm(weights, prefix + "ln_1"), Norm(weights, prefix + "ln_2")
        self.inner = Linear(weights[prefix + "attn.in_proj_weight"], weights[prefix + "attn.in_proj_bias"])
        self.outer, self.wider, self.narrower = (
            Linear(weights[prefix + name + ".weight"], weights[prefix + name + ".bias"])
            for name in ("attn.out_proj", "mlp.c_fc", "mlp.c_proj"))
        self.width = len(self.outer.weight)
        self.heads = self.width // head_width

    def projected(self, x):
        """Queries, keys and values, each of shape (N, heads, S, head width)."""
        length = self.length or x.shape[1]
        parts = self.inner(x).reshape(-1, length, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
        return parts[0], parts[1], parts[2]

    def weighted(self, queries, keys, values, bias=None):
        """Attention with a bias added to its logits, or none, and the projection after it; shape (N, S, W)."""
        logits = queries @ keys.transpose(-1, -2) * self.head_width ** -0.5
        weights = torch.softmax(logits if bias is None else logits + bias, -1)
        return self.outer((weights @ values).transpose(1, 2).reshape(-1, self.length or values.shape[2], self.width))

    def mlp(self, x):
        return self.narrower(self.activation(self.wider(x)))

    def after(self, x, attended):
        """The stream after the block, given what its attention said."""
        x = x + attended
        return x + self.mlp(self.ln_2(x))

    def forward(self, x, bias=None):
        return self.after(x, self.weighted(*self.projected(self.ln_1(x)), bias))


def blocks(weights, prefix, *given):
    return nn.ModuleList(Block(weights, f"{prefix}{i}.", *given) for i in range(weights.count(prefix)))


class Vision(nn.Module):
    """The image tower for square images of one size; its position embedding is resized when that is not its own.

    With `shortened`, its blocks take sequences from which tokens were left out.
    """

    def __init__(self, weights, activation, size=None, head_width=64, resize="bicubic-antialias", shortened=False):
        super().__init__()
        self.register_buffer("kernel", weights["visual.conv1.weight"])
        positions = weights["visual.positional_embedding"]
        self.patch = self.kernel.shape[-1]
        self.size = size or self.patch * round((len(positions) - 1) ** 0.5)
        self.grid = self.size // self.patch
        self.register_buffer("first", weights["visual.class_embedding"])
        self.register_buffer("positions", resized(positions, self.grid, resize))
        self.ln_pre, self.ln_post = Norm(weights, "visual.ln_pre"), Norm(weights, "visual.ln_post")
        self.blocks = blocks(weights, "visual.transformer.resblocks.", head_width, activation, None if shortened else len(self.positions))
        self.register_buffer("projection", weights["visual.proj"])
        self.width, self.dimension = self.projection.shape
        weights.refuse_left_over("visual.")

    def embedded(self, pixels):
        """Patch and position embeddings with the class token first, (N, 1 + L, W), before the first normalisation."""
        patches = functional.conv2d(pixels, self.kernel, stride=self.patch).reshape(-1, self.width, self.grid ** 2).transpose(1, 2)
        return torch.cat([self.first.expand(patches.shape[0], 1, self.width), patches], 1) + self.positions

    def pooled(self, x):
        return self.ln_post(x[:, 0]) @ self.projection

    def pixels(self, batch, random):
        return {"pixel_values": torch.from_numpy(random.standard_normal((batch, 3, self.size, self.size), np.float32))}


class Text(nn.Module):
    """The text tower. With `shortened`, its blocks take sequences that are cut behind the end token."""

    def __init__(self, weights, activation, head_width=64, shortened=False):
        super().__init__()
        self.shortened = shortened
        self.register_buffer("table", weights["token_embedding.weight"])
        self.register_buffer("positions", weights["positional_embedding"])
        self.context = len(self.positions)
        self.register_buffer("mask", torch.full((self.context, self.context), -torch.inf).triu(1))
        self.blocks = blocks(weights, "transformer.resblocks.", head_width, activation, None if shortened else self.context)
        self.ln_final = Norm(weights, "ln_final")
        self.register_buffer("projection", weights["text_projection"])
        weights.refuse_left_over("transformer.")

    def encoded(self, x, ends, deep=()):
        """From token embeddings of shape (S, context or less, W) and the places of the end tokens to the sentences' (S, W), not projected.

        Before each block from the second on, the tokens after the first are overwritten by those of `deep`, as long as there are any.
        """
        positions, mask = self.positions, self.mask
        if self.shortened:
            positions, mask = positions[:x.shape[1]], mask[:x.shape[1], :x.shape[1]]
        x = x + positions
        for number, block in enumerate(self.blocks):
            if 0 < number <= len(deep):
                tokens = deep[number - 1]
                x = torch.cat([x[:, :1], tokens.expand(x.shape[0], *tokens.shape), x[:, 1 + len(tokens):]], 1)
            x = block(x, mask)
        return self.ln_final(x)[torch.arange(x.shape[0]), ends]

    def forward(self, ids):
        return self.encoded(functional.embedding(ids, self.table), ends(ids)) @ self.projection

    def ids(self, batch, random):
        """Sentences of different lengths in the shape of the tokenizer's output."""
        count = len(self.table)
        found = np.zeros((batch, self.context), np.int64)
        for row in found:
            length = random.integers(3, self.context // 2)
            row[0], row[1:length], row[length] = count - 2, random.integers(0, count - 2, length - 1), count - 1
        return {"input_ids": torch.from_numpy(found)}


def ends(ids):
    """The first place of the largest id, which is the end token's; ONNX Runtime has no ArgMax of int64."""
    return ids.int().argmax(-1)


def resized(positions, grid, how):
    """Position embeddings for another grid: `bicubic-antialias` as open_clip does it, `bilinear` as AnomalyCLIP."""
    own = round((len(positions) - 1) ** 0.5)
    if own == grid:
        return positions
    mode, *antialias = how.split("-")
    image = positions[1:].reshape(1, own, own, -1).permute(0, 3, 1, 2)
    image = functional.interpolate(image, size=(grid, grid), mode=mode, antialias=bool(antialias), align_corners=False)
    return torch.cat([positions[:1], image.flatten(2)[0].T])
