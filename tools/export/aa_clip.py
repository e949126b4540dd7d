"""The variant of AA-CLIP: residual adapters in the first blocks of both towers, and projections of patch tokens after four blocks."""
import torch
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear, ends
from variants import Variant

MIX = 0.1


class Adapter(nn.Module):
    """Mixes each token with what a linear layer makes of it, brought to the token's own length."""

    def __init__(self, weight):
        super().__init__()
        self.linear = Linear(weight)

    def forward(self, x):
        seen = functional.leaky_relu(self.linear(x))
        return MIX * seen * (x.norm(dim=-1, keepdim=True) / seen.norm(dim=-1, keepdim=True)) + (1 - MIX) * x


class Projection(nn.Module):
    """A linear layer of the authors', with a leaky rectifier behind it where theirs has one."""

    def __init__(self, learned, name):
        super().__init__()
        self.rectified = f"{name}.fc.0.weight" in learned
        self.linear = Linear(learned[f"{name}.fc.{'0.' if self.rectified else ''}weight"].float())

    def forward(self, x):
        x = self.linear(x)
        return functional.leaky_relu(x) if self.rectified else x


def adapters(learned, prefix=""):
    """Those of the first blocks, as many as there are."""
    found = [f"{prefix}{i}.fc.0.weight" for i in range(len(learned))]
    return nn.ModuleList(Adapter(learned[name].float()) for name in found if name in learned)


class AdaptedText(nn.Module):
    """The text tower; its last adapter is the projection that takes the place of CLIP's own."""

    def __init__(self, text, learned):
        super().__init__()
        self.text, self.projection = text, Projection(learned, str(len(learned) - 1))
        self.adapters = adapters(learned)[:-1]

    def forward(self, ids):
        x = functional.embedding(ids, self.text.table) + self.text.positions
        for number, block in enumerate(self.text.blocks):
            x = block(x, self.text.mask)
            if number < len(self.adapters):
                x = self.adapters[number](x)
        return self.projection(self.text.ln_final(x)[torch.arange(x.shape[0]), ends(ids)])


class AdaptedVision(nn.Module):
    """Unit vectors of the patches after blocks of these numbers, (N, L, D), and the image's: the mean of those of another projection, (N, D)."""

    def __init__(self, vision, learned, layers):
        super().__init__()
        self.vision, self.layers, self.adapters = vision, sorted(layers), adapters(learned, "layer_adapters.")
        self.segmentation = nn.ModuleList(Projection(learned, f"seg_proj.{i}") for i in range(len(layers)))
        self.detection = Projection(learned, "det_proj")

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        kept = []
        for number, block in enumerate(self.vision.blocks, 1):
            x = block(x)
            if number <= len(self.adapters):
                x = self.adapters[number - 1](x)
            if number in self.layers:
                kept.append(self.vision.ln_post(x[:, 1:]))
        patches = [functional.normalize(project(tokens), dim=-1) for project, tokens in zip(self.segmentation, kept)]
        return *patches, functional.normalize(self.detection(kept[-1]), dim=-1).mean(1)


def aa_clip(given):
    vision, text = given.vision(518), given.text()
    layers = given.quarters(vision)
    adapted = AdaptedText(text, given.need_learned("text_adapter"))
    image = AdaptedVision(vision, given.need_learned("image_adapter"), layers)
    graphs = {"text": folder.Graph(adapted, text.ids, ["text_embeds"], {"input_ids": "S", "text_embeds": "S"}),
              "vision": folder.Graph(image, vision.pixels, [*(f"seg_{layer}" for layer in image.layers), "det"])}
    return Variant(vision, graphs, text, {"layers": layers})
