"""Losses and gradients of adversarial networks: python gans.py writes an .npz for each method here."""
import numpy as np
import torch
from torch.nn import functional as F


class Weights:
    """Weights by the names they have in the graph, drawn when they are first asked for; kernels as (height, width, in, out)."""

    def __init__(self):
        self.values = {}

    def get(self, name, *shape, scale=0.5, shift=0.0):
        if name not in self.values:
            self.values[name] = (scale * torch.randn(*shape) + shift).requires_grad_(True)
        return self.values[name]

    def conv(self, name, x, inner, out, kernel, stride=1, padding=0, bias=True):
        weight = self.get(name, kernel, kernel, inner, out, scale=0.3)
        return F.conv2d(x, weight.permute(3, 2, 0, 1), self.get(name + "-bias", out) if bias else None, stride, padding)

    def dense(self, name, x, inner, out):
        return x @ self.get(name, inner, out) + self.get(name + "-bias", 1, out)

    def scaled(self, name, x, channels):
        shape = (1, channels, 1, 1)
        return x * self.get(name + "-scale", 1, channels, scale=0.2, shift=1).reshape(shape) + self.get(name + "-shift", 1, channels).reshape(shape)

    def batch_norm(self, name, x, channels, training):
        if training:
            mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
        else:
            mean = self.kept(name + "-running-mean", torch.randn(1, channels)).reshape(-1)
            variance = self.kept(name + "-running-variance", 0.5 + torch.rand(1, channels)).reshape(-1)
        shape = (1, channels, 1, 1)
        return self.scaled(name, (x - mean.reshape(shape)) / (variance.reshape(shape) + 1e-5).sqrt(), channels)

    def kept(self, name, drawn):
        return self.values.setdefault(name, drawn)

    def image_norm(self, name, x, channels):
        flat = x.reshape(len(x), -1)
        normal = (flat - flat.mean(1, keepdim=True)) / (flat.var(1, keepdim=True, unbiased=False) + 1e-5).sqrt()
        return self.scaled(name, normal.reshape(x.shape), channels)

    def gradients(self, loss, prefix, start):
        names = [name for name, x in self.values.items() if name.startswith(start) and x.requires_grad]
        found = torch.autograd.grad(loss, [self.values[name] for name in names], retain_graph=True)
        return {f"{prefix}loss": loss.reshape(1), **{f"{prefix}{name}-gradient": gradient for name, gradient in zip(names, found)}}


def save(name, weights, **arrays):
    arrays = {**weights.values, **arrays}
    np.savez_compressed(name + ".npz", **{key: np.ascontiguousarray(x.detach().numpy()) for key, x in arrays.items()})


def fanogan():
    """Schlegl et al. 2019, as in the authors' code: images of 16 pixels, which are halved twice; a critic's step by differentiating twice."""
    torch.manual_seed(11)
    w, width, latent = Weights(), 2, 3
    channels = [width, 2 * width, 2 * width]

    def doubled(name, x, inner, out, training):
        y = F.relu(w.batch_norm(name + "-1-norm", x, inner, training))
        y = w.conv(name + "-1", F.interpolate(y, scale_factor=2), inner, out, 3, padding=1)
        y = w.conv(name + "-2", F.relu(w.batch_norm(name + "-2-norm", y, out, training)), out, out, 3, padding=1)
        return y + w.conv(name + "-shortcut", F.interpolate(x, scale_factor=2), inner, out, 1)

    def halved(name, x, inner, out, norm, rectified):
        y = w.conv(name + "-1", rectified(norm(name + "-1-norm", x, inner)), inner, inner, 3, padding=1)
        y = w.conv(name + "-2", rectified(norm(name + "-2-norm", y, inner)), inner, out, 3, padding=1)
        return F.avg_pool2d(y, 2) + w.conv(name + "-shortcut", F.avg_pool2d(x, 2), inner, out, 1)

    def generated(codes, training):
        x = w.dense("generator-code", codes, latent, channels[2] * 16).reshape(-1, channels[2], 4, 4)
        for i in (2, 1):
            x = doubled(f"generator-{i}", x, channels[i], channels[i - 1], training)
        x = F.relu(w.batch_norm("generator-image-norm", x, width, training))
        return torch.tanh(w.conv("generator-image", x, width, 3, 3, padding=1))

    def flattened(start, x, norm, rectified):
        x = w.conv(start + "image", x, 3, width, 3, padding=1)
        for i in (1, 2):
            x = halved(f"{start}{i}", x, channels[i - 1], channels[i], norm, rectified)
        return x.reshape(len(x), -1)

    def features(x):
        return flattened("critic-", x, w.image_norm, F.silu)

    def told(x):
        return w.dense("critic-told", features(x), channels[2] * 16, 1)

    def code(x, training):
        flat = flattened("encoder-", x, lambda name, y, c: w.batch_norm(name, y, c, training), F.relu)
        return torch.tanh(w.dense("encoder-code", flat, channels[2] * 16, latent))

    codes, images = torch.randn(4, latent), torch.rand(4, 3, 16, 16)
    real, made = 2 * images - 1, generated(codes, True)
    arrays = w.gradients(-told(made).mean(), "generator-step-", "generator")

    between = ((real + made) / 2).detach().requires_grad_(True)
    slope = torch.autograd.grad(told(between).sum(), between, create_graph=True)[0].reshape(4, -1).norm(dim=1)
    critic = told(made.detach()).mean() - told(real).mean() + 10 * ((slope - 1) ** 2).mean()
    arrays |= w.gradients(critic, "critic-step-", "critic")

    def difference(x, training, kappa):
        restored = generated(code(x, training), False)
        of_features = ((features(x) - features(restored)) ** 2).mean(1)
        return ((x - restored) ** 2).mean((1, 2, 3)) + kappa * of_features, restored

    arrays |= w.gradients(difference(real, True, 0.5)[0].mean(), "encoder-step-", "encoder")
    score, restored = difference(real[:1], False, 0.5)
    residual = ((real[:1] - restored) / 2).abs().mean(1)
    save("fanogan", w, codes=codes, images=images, made=made, score=score, residual=residual, **arrays)


if __name__ == "__main__":
    fanogan()
    print("torch", torch.__version__, "numpy", np.__version__)
