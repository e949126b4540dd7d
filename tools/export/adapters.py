"""Variants with layers that their authors trained within the towers, whose blocks stay as they are: AA-CLIP and MVFA."""
import torch
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear, ends
from variants import Variant, text_graph

ADAPTED = 0.1


class Leaky(nn.Module):
    """A linear layer without bias, and a leaky ReLU unless the layer stands alone; the checkpoint's names tell which."""

    def __init__(self, learned, name):
        super().__init__()
        self.leaky = name + ".0.weight" in learned
        self.linear = Linear(learned[name + (".0.weight" if self.leaky else ".weight")].float())

    def forward(self, x):
        x = self.linear(x)
        return functional.leaky_relu(x, 0.01) if self.leaky else x


def count(learned, prefix):
    """How many layers 0, 1, ... there are under a prefix."""
    return 1 + max(int(name[len(prefix):].split(".")[0]) for name in learned if name.startswith(prefix))


# ------------------------------------------------------------------------------------------------------------------ AA-CLIP

def mixed(x, adapter):
    """Nine parts of the stream and one of its adapted form, which is brought to the same length token by token."""
    adapted = adapter(x)
    adapted = adapted * x.norm(dim=-1, keepdim=True) / adapted.norm(dim=-1, keepdim=True)
    return ADAPTED * adapted + (1 - ADAPTED) * x


class AdaptedText(nn.Module):
    """Adapters after the first blocks, and a learned projection in place of CLIP's."""

    def __init__(self, text, learned):
        super().__init__()
        last = count(learned, "") - 1
        self.text, self.ids = text, text.ids
        self.adapters = nn.ModuleList(Leaky(learned, f"{i}.fc") for i in range(last))
        self.projection = Leaky(learned, f"{last}.fc")

    def forward(self, ids):
        text = self.text
        x = functional.embedding(ids, text.table) + text.positions
        for number, block in enumerate(text.blocks):
            x = block(x, text.mask)
            if number < len(self.adapters):
                x = mixed(x, self.adapters[number])
        return self.projection(text.ln_final(x)[torch.arange(x.shape[0]), ends(ids)])


class AdaptedVision(nn.Module):
    """The patches in the space of the text after blocks of these numbers, and the mean of the last ones by a projection of their own."""

    def __init__(self, vision, layers, learned):
        super().__init__()
        self.vision, self.layers = vision, layers
        self.adapters = nn.ModuleList(Leaky(learned, f"layer_adapters.{i}.fc") for i in range(count(learned, "layer_adapters.")))
        self.projections = nn.ModuleList(Leaky(learned, f"seg_proj.{i}.fc") for i in range(len(layers)))
        self.whole = Leaky(learned, "det_proj.fc")

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        found = []
        for number, block in enumerate(self.vision.blocks, 1):
            x = block(x)
            if number <= len(self.adapters):
                x = mixed(x, self.adapters[number - 1])
            if number in self.layers:
                patches = self.vision.ln_post(x[:, 1:])
                found.append(functional.normalize(self.projections[len(found)](patches), dim=-1))
        return *found, functional.normalize(self.whole(patches), dim=-1).mean(1)


def aa_clip(given):
    vision, text = given.vision(518), given.text()
    layers = given.quarters(vision)
    image = AdaptedVision(vision, layers, given.need_learned("image_adapter"))
    words = AdaptedText(text, given.need_learned("text_adapter"))
    graphs = {"text": text_graph(words), "vision": folder.Graph(image, vision.pixels, [*(f"seg_{layer}" for layer in layers), "det"])}
    return Variant(vision, graphs, text, {"layers": layers})


# --------------------------------------------------------------------------------------------------------------------- MVFA

class Bottleneck(nn.Module):
    """Tokens in the space of the text, and what of them goes back into the stream."""

    def __init__(self, learned, prefix):
        super().__init__()
        self.narrower, self.wider = Leaky(learned, prefix + "fc1"), Leaky(learned, prefix + "fc2")

    def forward(self, x):
        narrow = self.narrower(x)
        return narrow, self.wider(narrow)


class Implanted(nn.Module):
    """Tokens of the two kinds of adapters, class token first, after blocks of these numbers."""

    def __init__(self, vision, layers, segmenting, detecting):
        super().__init__()
        self.vision, self.layers = vision, layers
        self.segmenting, self.detecting = (
            nn.ModuleList(Bottleneck(learned, f"{i}.") for i in range(len(layers))) for learned in (segmenting, detecting))

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        segments, detects = [], []
        for number, block in enumerate(self.vision.blocks, 1):
            x = block(x)
            if number in self.layers:
                segment, segmented = self.segmenting[len(segments)](x)
                detect, detected = self.detecting[len(detects)](x)
                x = (1 - 2 * ADAPTED) * x + ADAPTED * segmented + ADAPTED * detected
                segments.append(segment)
                detects.append(detect)
        return *segments, *detects


def mvfa(given):
    """Its authors give the network images in [0, 1], neither moved nor scaled by CLIP's mean and standard deviation."""
    vision, text = given.vision(240), given.text()
    layers = given.quarters(vision)
    module = Implanted(vision, layers, given.need_learned("seg_adapters"), given.need_learned("det_adapters"))
    outputs = [f"{kind}_{layer}" for kind in ("seg", "det") for layer in layers]
    graphs = {"text": text_graph(text), "vision": folder.Graph(module, vision.pixels, outputs)}
    return Variant(vision, graphs, text, {"layers": layers}, mean=(0, 0, 0), std=(1, 1, 1))
