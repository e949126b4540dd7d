"""Exports a CLIP checkpoint for one of the methods that use it: a weights folder of ONNX graphs; see README.md for a command for each method.

    python clip.py winclip CHECKPOINT OUT --name "ViT-B-16-plus-240 laion400m_e31" --licence MIT --activation gelu
"""
import argparse
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

import folder
from blocks import ACTIVATIONS, Text, Vision, Weights

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
TOKENIZER = "bpe_simple_vocab_16e6.txt.gz"


@dataclass
class Given:
    """What a variant is made from; `learned` is the path or the state dict of what its authors trained beside CLIP."""
    weights: Weights
    activation: str
    size: int | None = None
    layers: list[int] | None = None
    vision_head: int = 64
    text_head: int = 64
    learned: object = None

    def vision(self, size=None, **how):
        return Vision(self.weights, self.activation, self.size or size, self.vision_head, **how)

    def text(self):
        return Text(self.weights, self.activation, self.text_head)

    def quarters(self, vision):
        """The blocks asked for, or the last of each quarter of the tower."""
        count = len(vision.blocks)
        return self.layers or [count * i // 4 for i in range(1, 5)]


@dataclass
class Variant:
    """The parts of an export that a method decides."""
    vision: Vision
    graphs: dict[str, folder.Graph]
    text: Text | None = None
    attributes: dict = field(default_factory=dict)
    arrays: dict = field(default_factory=dict)
    resize: str = "stretch"
    inserted: int = 0


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


# ----------------------------------------------------------------------------------------------------------------- variants

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


VARIANTS = {"plain": plain, "winclip": winclip}


# ------------------------------------------------------------------------------------------------------------------- export

def export(out, variant, given, name, licence, digest, tokenizer):
    """Writes the folder of a variant; `digest` is the checkpoint's SHA-256."""
    made = VARIANTS[variant](given)
    vision = made.vision
    description = {
        "kind": "clip", "variant": variant, "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": vision.size, "patch": vision.patch, "resize": made.resize, "interpolation": "bicubic", "antialias": True,
                  "mean": MEAN, "std": STD},
        "attributes": {"activation": given.activation, "blocks": len(vision.blocks), "heads": vision.blocks[0].heads, "grid": vision.grid,
                       "width": vision.width, "dimension": vision.dimension, "logit-scale": str(given.weights.scale()),
                       **made.attributes}}
    if made.text:
        description["text"] = {"tokenizer": "clip-bpe", "file": Path(tokenizer).name, "sha256": "", "context": made.text.context,
                               "inserted": made.inserted}
    folder.write(out, description, made.graphs, made.arrays, tokenizer if made.text else None)
    return made


def loaded(file):
    """The state dict of a checkpoint of OpenAI (a TorchScript archive), of open_clip, or of Hugging Face's copies of those."""
    if file.suffix == ".safetensors":
        from safetensors.torch import load_file
        found = load_file(file)
    else:
        try:
            found = torch.jit.load(file, map_location="cpu").state_dict()
        except RuntimeError:
            found = torch.load(file, map_location="cpu", weights_only=True)
    found = found.get("state_dict", found)
    return {name.removeprefix("module.").removeprefix("text."): value for name, value in found.items()}


def open_clip_tokenizer():
    import open_clip
    return Path(open_clip.__file__).with_name(TOKENIZER)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", choices=VARIANTS, help="the method")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what its maker calls the checkpoint")
    parser.add_argument("--licence", required=True, help="of the checkpoint, as its maker states it")
    parser.add_argument("--activation", required=True, choices=ACTIVATIONS, help="quick_gelu for what OpenAI trained, gelu for most others")
    parser.add_argument("--learned", type=Path, help="what the method's authors trained beside CLIP")
    parser.add_argument("--size", type=int, help="side of the images; else the method's")
    parser.add_argument("--layers", help="numbers of blocks, from 1, with commas; else the method's")
    parser.add_argument("--head-width", type=int, default=64, help="of the image tower: 80 for ViT-H-14, 104 for ViT-bigG-14")
    parser.add_argument("--tokenizer", type=Path, help=f"{TOKENIZER}; else that of the installed open_clip")
    arguments = parser.parse_args()
    layers = [int(layer) for layer in arguments.layers.split(",")] if arguments.layers else None
    given = Given(Weights(loaded(arguments.checkpoint)), arguments.activation, arguments.size, layers, arguments.head_width,
                  learned=arguments.learned)
    export(arguments.out, arguments.variant, given, arguments.name, arguments.licence, folder.sha256(arguments.checkpoint),
           arguments.tokenizer or open_clip_tokenizer())


if __name__ == "__main__":
    main()
