"""Losses and gradients of what is trained on frozen features: the linear layers of CLIP-AD's SDP+, and InCTRL's adapter and heads.

    python training.py         writes clip-ad-training.npz and inctrl-training.npz beside this file

Written from the definitions with torch's own layers, losses and interpolation; the versions are in each file.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HERE = Path(__file__).parent
STAGES, WIDTH, DIMENSION, SIDE, SIZE, IMAGES = 2, 5, 4, 3, 8, 3
PATCHES, FIRST, SECOND = 9, 6, 4
REFERENCES = (2, 3, 1, 2)


def arrays(values):
    return {name: value.detach().numpy().astype(np.float32) for name, value in values.items()}


def written(name, values):
    np.savez_compressed(HERE / f"{name}.npz", versions=np.array(f"torch {torch.__version__}, numpy {np.__version__}".encode()), **arrays(values))


def gradients(weights):
    return {f"{name}-gradient": weight.grad for name, weight in weights.items()}


def clip_ad():
    torch.manual_seed(29)
    weights = {}
    for stage in range(STAGES):
        weights[f"linear-{stage}-weight"] = torch.randn(WIDTH, DIMENSION)
        weights[f"linear-{stage}-bias"] = torch.randn(1, DIMENSION)
    weights = {name: nn.Parameter(0.5 * value) for name, value in weights.items()}
    tokens = torch.randn(STAGES, IMAGES, SIDE * SIDE, WIDTH)
    text = functional.normalize(torch.randn(1, DIMENSION) + 0.02 * torch.randn(IMAGES * 2, DIMENSION), dim=-1).view(IMAGES, 2, DIMENSION)
    mask = (torch.rand(IMAGES, SIZE, SIZE) > 0.7).float()
    mask[-1] = 0
    loss = 0
    for stage in range(STAGES):
        vectors = tokens[stage] @ weights[f"linear-{stage}-weight"] + weights[f"linear-{stage}-bias"]
        logits = 100 * functional.normalize(vectors, dim=-1) @ text.transpose(1, 2)
        grid = logits.transpose(1, 2).view(IMAGES, 2, SIDE, SIDE)
        both = functional.interpolate(grid, size=(SIZE, SIZE), mode="bilinear", align_corners=True).softmax(dim=1)
        loss = loss + focal(both, mask) + dice(both[:, 1], mask)
    loss.backward()
    written("clip-ad-training", {"tokens": tokens, "text": text, "mask": mask, "loss": loss, **weights, **gradients(weights)})


def focal(both, mask):
    right = both.gather(1, mask.long().unsqueeze(1))[:, 0]
    return -((1 - right) ** 2 * torch.log(right + 1e-5)).mean()


def dice(anomalous, mask):
    shared, sums = (anomalous * mask).sum((1, 2)), anomalous.sum((1, 2)) + mask.sum((1, 2))
    return (1 - (2 * shared + 1) / (sums + 1)).mean()


class Head(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, FIRST), nn.Linear(FIRST, SECOND), nn.Linear(SECOND, 1)])
        self.norms = nn.ModuleList([nn.BatchNorm1d(FIRST), nn.BatchNorm1d(SECOND)])

    def forward(self, values):
        for layer, norm in zip(self.layers, self.norms):
            values = norm(functional.relu(layer(values)))
        return torch.sigmoid(self.layers[2](values))[:, 0]

    def named(self, prefix):
        found = {}
        for i, layer in enumerate(self.layers, 1):
            found |= {f"{prefix}-{i}-weight": (layer.weight, True), f"{prefix}-{i}-bias": (layer.bias, False)}
        for i, norm in enumerate(self.norms, 1):
            found |= {f"{prefix}-{i}-norm-scale": (norm.weight, False), f"{prefix}-{i}-norm-shift": (norm.bias, False)}
        return found


def inctrl():
    torch.manual_seed(296)
    width, examples = 8, len(REFERENCES)
    down, up = nn.Linear(width, width // 4, bias=False), nn.Linear(width // 4, width, bias=False)
    image_head, map_head = Head(width), Head(PATCHES)
    vectors, references = torch.randn(examples, width), torch.randn(sum(REFERENCES), width)
    residuals, text = torch.rand(examples, PATCHES), torch.rand(examples)
    anomalous = torch.tensor([1.0, 0, 0, 1])
    adapted = functional.relu(up(functional.relu(down(references))))
    means = torch.stack([part.mean(0) for part in adapted.split(REFERENCES)])
    image = image_head(means - functional.relu(up(functional.relu(down(vectors)))))
    holistic = map_head(residuals + image[:, None] + text[:, None])
    score = (holistic + residuals.max(dim=1).values) / 2
    loss = binary_focal(score, anomalous) + binary_focal(image, anomalous)
    loss.backward()
    named = {"adapter-down": (down.weight, True), "adapter-up": (up.weight, True), **image_head.named("image-head"), **map_head.named("map-head")}
    found = {name: weight.T if turned else weight for name, (weight, turned) in named.items()}
    found |= {f"{name}-gradient": weight.grad.T if turned else weight.grad for name, (weight, turned) in named.items()}
    written("inctrl-training", {"vectors": vectors, "references": references, "residuals": residuals, "text": text, "anomalous": anomalous,
                                "loss": loss, **found})


def binary_focal(scores, anomalous):
    entropy = functional.binary_cross_entropy(scores, anomalous, reduction="none")
    return ((1 - torch.exp(-entropy)) ** 2 * entropy).mean()


if __name__ == "__main__":
    torch.set_num_threads(1)
    clip_ad()
    inctrl()
