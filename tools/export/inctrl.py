"""The variant of InCTRL: CLIP's tokens after three blocks, and the three small networks its authors trained, as graphs."""
import torch
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear
from variants import plain

LAYERS = [7, 9, 11]


class Adapter(nn.Module):
    def __init__(self, learned):
        super().__init__()
        self.narrower, self.wider = Linear(learned["adapter.fc.0.weight"]), Linear(learned["adapter.fc.2.weight"])

    def forward(self, embeds):
        return functional.relu(self.wider(functional.relu(self.narrower(embeds))))


class Head(nn.Module):
    """Three linear layers to one value in 0..1, with the batch normalisations behind the first two folded into what follows them."""

    def __init__(self, learned, prefix):
        super().__init__()
        weights = [learned[f"{prefix}.projection{i}.weight"] for i in (1, 2, 3)]
        biases = [learned[f"{prefix}.projection{i}.bias"] for i in (1, 2, 3)]
        for i in (1, 2):
            scale, shift = statistics(learned, f"{prefix}.bn{i + 1}.")
            biases[i] = biases[i] + weights[i] @ shift
            weights[i] = weights[i] * scale
        self.layers = nn.ModuleList(map(Linear, weights, biases))

    def forward(self, values):
        for layer in self.layers[:-1]:
            values = functional.relu(layer(values))
        return torch.sigmoid(self.layers[-1](values))


def statistics(learned, prefix, epsilon=1e-5):
    """Scale and shift of a batch normalisation."""
    weight, bias, mean, variance = (learned[prefix + name] for name in ("weight", "bias", "running_mean", "running_var"))
    scale = weight / torch.sqrt(variance + epsilon)
    return scale, bias - mean * scale


def row(name, width):
    return lambda batch, random: {name: torch.from_numpy(random.standard_normal((batch, width))).float()}


def inctrl(given):
    """`adapter` and `image-head` judge the image's vector, `map-head` the map of residuals; without what the authors learned there are none, to be trained by xvad fit."""
    made = plain(given, 240, given.layers or LAYERS)
    made.resize = "crop"
    if not given.learned:
        return made
    learned = {name.removeprefix("module."): value.float() for name, value in given.learned.get("model_state", given.learned).items()}
    made.graphs |= {
        "adapter": folder.Graph(Adapter(learned), row("embeds", made.vision.dimension), ["adapted"]),
        "image-head": folder.Graph(Head(learned, "diff_head_ref"), row("residual", made.vision.dimension), ["score"]),
        "map-head": folder.Graph(Head(learned, "diff_head"), row("holistic", made.vision.grid ** 2), ["score"])}
    return made
