"""What the variants of a CLIP export share, and those that leave its blocks as they are: `plain` and `winclip`."""
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

import folder
from blocks import Text, Vision, Weights

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


@dataclass
class Given:
    """What a variant is made from; `learned` is what its authors trained beside CLIP, as their file holds it."""
    weights: Weights
    activation: str
    tokenizer: Path
    size: int | None = None
    layers: list[int] | None = None
    vision_head: int = 64
    text_head: int = 64
    learned: dict = field(default_factory=dict)

    def vision(self, size=None, **how):
        return Vision(self.weights, self.activation, self.size or size, self.vision_head, **how)

    def text(self, **how):
        return Text(self.weights, self.activation, self.text_head, **how)

    def quarters(self, vision):
        """The blocks asked for, or the last of each quarter of the tower."""
        count = len(vision.blocks)
        return self.layers or [count * i // 4 for i in range(1, 5)]

    def need_learned(self, key):
        """A part of what the authors trained."""
        if key not in self.learned:
            raise SystemExit(f"--learned must be a file with '{key}', the method's authors' own; it has {', '.join(self.learned) or 'nothing'}")
        return self.learned[key]


@dataclass
class Variant:
    """The parts of an export that a method decides."""
    vision: Vision
    graphs: dict[str, folder.Graph]
    text: Text | None = None
    attributes: dict = field(default_factory=dict)
    arrays: dict = field(default_factory=dict)
    resize: str = "stretch"
    interpolation: str = "bicubic"
    inserted: int = 0
    mean: tuple = MEAN
    std: tuple = STD


# ------------------------------------------------------------------------------------------------------------------- graphs

class Tokens(nn.Module):
    """The image's vector, and the residual stream after blocks of these numbers: class token first, before ln_post."""

    def __init__(self, vision, layers):
        super().__init__()
        self.vision, self.layers = vision, layers

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        kept = []
        for number, block in enumerate(self.vision.blocks, 1):
            x = block(x)
            if number in self.layers:
                kept.append(x)
        return self.vision.pooled(x), *kept


class Embedded(nn.Module):
    def __init__(self, vision):
        super().__init__()
        self.vision = vision

    def forward(self, pixels):
        return self.vision.embedded(pixels)


class Body(nn.Module):
    """The whole transformer on embedded tokens, of which any may have been left out behind the class token."""

    def __init__(self, vision):
        super().__init__()
        self.vision = vision

    def forward(self, embedded):
        x = self.vision.ln_pre(embedded)
        for block in self.vision.blocks:
            x = block(x)
        return self.vision.pooled(x), x

    def tokens(self, batch, random):
        shape = (batch, 3 + batch, self.vision.width)
        return {"embedded": torch.from_numpy(random.standard_normal(shape)).float()}


def text_graph(text):
    return folder.Graph(text, text.ids, ["text_embeds"], {"input_ids": "S", "text_embeds": "S"})


def vision_graph(vision, layers):
    layers = sorted(layers)
    return folder.Graph(Tokens(vision, layers), vision.pixels, ["image_embeds", *(f"tokens_{layer}" for layer in layers)])


# ----------------------------------------------------------------------------------------------------- without changed blocks

def plain(given, size=None, layers=None):
    vision, text = given.vision(size), given.text()
    layers = layers or given.quarters(vision)
    return Variant(vision, {"text": text_graph(text), "vision": vision_graph(vision, layers)}, text, {"layers": layers})


def winclip(given):
    vision, text = given.vision(240, shortened=True), given.text()
    body = Body(vision)
    graphs = {"text": text_graph(text), "embed": folder.Graph(Embedded(vision), vision.pixels, ["embedded"]),
              "body": folder.Graph(body, body.tokens, ["pooled", "tokens_last"],
                                   {"embedded": "MS", "pooled": "M", "tokens_last": "MS"})}
    return Variant(vision, graphs, text)
