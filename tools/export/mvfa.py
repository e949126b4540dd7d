"""The variant of MVFA: two adapters within the residual stream of the image tower after each of four blocks."""
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear
from variants import Variant, text_graph


class Adapter(nn.Module):
    """What a token is in the space of the text, and what goes back into the stream."""

    def __init__(self, learned, index):
        super().__init__()
        self.narrower, self.wider = (Linear(learned[f"{index}.{name}.0.weight"].float()) for name in ("fc1", "fc2"))

    def forward(self, x):
        seen = functional.leaky_relu(self.narrower(x))
        return seen, functional.leaky_relu(self.wider(seen))


class MultiLevel(nn.Module):
    """Vectors of the patches after blocks of these numbers, first all of the segmentation's, then all of the detection's; each (N, L, D)."""

    def __init__(self, vision, segmentation, detection, layers):
        super().__init__()
        self.vision, self.layers = vision, sorted(layers)
        self.segmentation, self.detection = (nn.ModuleList(Adapter(learned, i) for i in range(len(layers)))
                                             for learned in (segmentation, detection))

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        segmentation, detection = [], []
        for number, block in enumerate(self.vision.blocks, 1):
            x = block(x)
            if number in self.layers:
                index = self.layers.index(number)
                segments, first = self.segmentation[index](x)
                detects, second = self.detection[index](x)
                x = 0.8 * x + 0.1 * first + 0.1 * second
                segmentation.append(segments[:, 1:])
                detection.append(detects[:, 1:])
        return *segmentation, *detection


def mvfa(given):
    """Its authors give the network images in [0, 1], neither shifted nor scaled by CLIP's mean and standard deviation."""
    vision, text = given.vision(240), given.text()
    layers = given.quarters(vision)
    image = MultiLevel(vision, given.need_learned("seg_adapters"), given.need_learned("det_adapters"), layers)
    outputs = [f"{head}_{layer}" for head in ("seg", "det") for layer in image.layers]
    graphs = {"text": text_graph(text), "vision": folder.Graph(image, vision.pixels, outputs)}
    return Variant(vision, graphs, text, {"layers": layers}, mean=(0, 0, 0), std=(1, 1, 1))
