"""A small classifier as ONNX, and ODIN's and Mahalanobis scores on it, computed by PyTorch; see README.md."""

import copy
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
SIZE, TEMPERATURE, EPSILON = 16, 2.0, 0.01
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


class Classifier(nn.Module):
    """With a skip, a pooling and a final softmax, as exported networks have."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3, 2, 1)
        self.second = nn.Conv2d(6, 6, 3, 1, 1)
        self.head = nn.Linear(6, 3)

    def parts(self, x):
        one = torch.relu(self.first(x))
        two = torch.relu(self.second(one) + one)
        features = nn.functional.adaptive_avg_pool2d(two, 1).flatten(1)
        return one, features, self.head(features)

    def forward(self, x):
        return torch.softmax(self.parts(x)[2], 1)


def save(name, value):
    np.save(HERE / f"classifier-{name}.npy", np.ascontiguousarray(value.detach().numpy().astype(np.float32)))


def perturbed(picture, certainty):
    """Liang et al. 2018, equation 2: the picture before it is normalised is moved."""
    leaf = picture.clone().requires_grad_()
    gradient, = torch.autograd.grad(certainty(leaf), leaf)
    return certainty(picture + EPSILON * gradient.sign()), gradient


def gaussians(features, labels):
    """Lee et al. 2018, equation 1, with the covariance drawn 1 % towards its mean variance as XVAD does."""
    kinds = list(dict.fromkeys(labels.tolist()))
    means = torch.stack([features[labels == kind].mean(0) for kind in kinds])
    away = features - means[[kinds.index(label) for label in labels.tolist()]]
    covariance = away.T @ away / len(features)
    ridge = 0.01 * covariance.trace() / len(covariance) + 1e-8
    return means, torch.linalg.inv(covariance + ridge * torch.eye(len(covariance), dtype=covariance.dtype))


def main():
    torch.manual_seed(11)
    single = Classifier().eval()
    torch.onnx.export(single, torch.zeros(1, 3, SIZE, SIZE), str(HERE / "classifier.onnx"), output_names=["classes"])
    net = copy.deepcopy(single).double()
    mean, std = MEAN.double(), STD.double()
    normals = (torch.rand(12, 3, SIZE, SIZE) * torch.rand(12, 3, 1, 1)).double()
    picture = torch.rand(1, 3, SIZE, SIZE).double()
    save("normals", normals)
    save("picture", picture)

    seen = lambda x: net.parts((x - mean) / std)
    odin = lambda x: torch.log_softmax(seen(x)[2] / TEMPERATURE, 1).max()
    sure, gradient = perturbed(picture, odin)
    save("odin", -sure.reshape(1))
    save("odin-map", gradient.abs().sum(1))

    one, features, logits = seen(normals)
    layers = [one.mean((2, 3)), features]
    fitted = [gaussians(layer.detach(), logits.argmax(1)) for layer in layers]

    def distance(layer, which):
        means, precision = fitted[which]
        away = layer[:, None] - means[None]
        return torch.einsum("nkd,de,nke->nk", away, precision, away).min(1).values

    spreads = [distance(layer.detach(), i) for i, layer in enumerate(layers)]

    def gaussian(x):
        one, features, _ = seen(x)
        parts = [one.mean((2, 3)), features]
        distances = [distance(part, i) for i, part in enumerate(parts)]
        standard = [(d - s.mean()) / s.std(unbiased=False) for d, s in zip(distances, spreads)]
        return -torch.stack(standard).mean()

    sure, gradient = perturbed(picture, gaussian)
    save("mahalanobis", -sure.reshape(1))
    save("mahalanobis-map", gradient.abs().sum(1))
    print("classes of the normals", logits.argmax(1).tolist())


main()
