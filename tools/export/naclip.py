"""The variant of LogSAD: the last block says only what NACLIP's attention to neighbours says, without residual and feed-forward network."""
import torch
from torch import nn

import folder
from variants import Variant, text_graph

DEVIATION = 5


class Neighbours(nn.Module):
    """The image's vector, the patches in the space of the text, and the stream after blocks of these numbers, class token first.

    In the last block keys attend to keys, with a Gaussian of the distance between patches added to the logits; nothing for the class token.
    """

    def __init__(self, vision, layers):
        super().__init__()
        self.vision, self.layers = vision, layers
        self.register_buffer("nearness", nearness(vision.grid))

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        kept = []
        for number, block in enumerate(self.vision.blocks, 1):
            if number < len(self.vision.blocks):
                x = block(x)
            else:
                _, keys, values = block.projected(block.ln_1(x))
                x = block.weighted(keys, keys, values, self.nearness)
            if number in self.layers:
                kept.append(x)
        projected = self.vision.ln_post(x) @ self.vision.projection
        return projected[:, 0], projected[:, 1:], *kept


def nearness(grid):
    """exp(-d^2 / (2 deviation^2)) of the distances d between patches; a row and a column of zeros for the class token."""
    places = torch.cartesian_prod(torch.arange(grid), torch.arange(grid)).float()
    distances = ((places[:, None] - places[None]) ** 2).sum(-1)
    found = torch.zeros(1 + grid * grid, 1 + grid * grid)
    found[1:, 1:] = torch.exp(-distances / (2 * DEVIATION ** 2))
    return found


def logsad(given):
    vision, text = given.vision(448), given.text()
    layers = given.quarters(vision)
    outputs = ["image_embeds", "patch_embeds", *(f"tokens_{layer}" for layer in layers)]
    graphs = {"text": text_graph(text), "vision": folder.Graph(Neighbours(vision, layers), vision.pixels, outputs)}
    return Variant(vision, graphs, text, {"layers": layers}, interpolation="bilinear")
