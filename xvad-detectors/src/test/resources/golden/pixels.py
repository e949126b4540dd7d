"""Networks trained from pixels at their papers' layer sizes, from weights that follow from a formula: losses, gradients and scores by PyTorch.

Of each gradient there are its length and its product with the formula's values, which a mistake in any layer changes."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def drawn(count, start):
    """Values in [-1, 1) that look random and are the same in any language."""
    scattered = np.sin((np.arange(count) + start + 1) * 12.9898) * 43758.5453
    return 2 * (scattered - np.floor(scattered)) - 1


def images(count, side, start):
    return torch.tensor((drawn(count * 3 * side * side, start) + 1) / 2).reshape(count, 3, side, side)


class Weights:
    """Weights by name, in the layout of the Java side: height, width, and channels, of which the last are the input's for transposed ones."""

    def __init__(self):
        self.all = {}

    def of(self, name, *shape):
        if name not in self.all:
            fan = np.prod(shape) / shape[-1]
            scale = 0.1 if name.endswith("-bias") else np.sqrt(2 / fan)
            values = scale * drawn(int(np.prod(shape)), 31 * len(self.all))
            self.all[name] = torch.tensor(values).reshape(shape).requires_grad_()
        return self.all[name]

    def convolved(self, name, x, into, out, kernel, stride, padding):
        bias = self.of(name + "-bias", out)
        return F.conv2d(x, self.of(name, kernel, kernel, into, out).permute(3, 2, 0, 1), bias, stride, padding)

    def transposed(self, name, x, into, out):
        bias = self.of(name + "-bias", out)
        return F.conv_transpose2d(x, self.of(name, 4, 4, out, into).permute(3, 2, 0, 1), bias, 2, 1)

    def dense(self, name, x, into, out):
        return x @ self.of(name, into, out) + self.of(name + "-bias", 1, out)


def leaky(x):
    return F.leaky_relu(x, 0.2)


def encoded(w, x):
    for i, (into, out, kernel, stride) in enumerate(
            [(3, 32, 4, 2), (32, 32, 4, 2), (32, 32, 3, 1), (32, 64, 4, 2), (64, 64, 3, 1), (64, 128, 4, 2),
             (128, 64, 3, 1), (64, 32, 3, 1)]):
        x = leaky(w.convolved(f"encoder-{i + 1}", x, into, out, kernel, stride, 1))
    return x.flatten(1)


def decoded(w, code, latent, side):
    x = leaky(w.dense("decode", code, latent, 32 * side * side)).reshape(-1, 32, side, side)
    x = leaky(w.convolved("decoder-1", x, 32, 64, 3, 1, 1))
    x = leaky(w.convolved("decoder-2", x, 64, 128, 3, 1, 1))
    x = leaky(w.transposed("decoder-3", x, 128, 64))
    x = leaky(w.convolved("decoder-4", x, 64, 64, 3, 1, 1))
    x = leaky(w.transposed("decoder-5", x, 64, 32))
    x = leaky(w.convolved("decoder-6", x, 32, 32, 3, 1, 1))
    return leaky(w.transposed("decoder-7", x, 32, 32))


def ssim(a, b, c1, c2):
    line = torch.exp(-(torch.arange(11.0) - 5) ** 2 / (2 * 1.5 ** 2))
    window = torch.outer(line, line) / line.sum() ** 2
    channels = a.shape[1]

    def mean(x):
        return F.conv2d(x, window.expand(channels, 1, 11, 11), groups=channels)

    ma, mb = mean(a), mean(b)
    va, vb, vab = mean(a * a) - ma ** 2, mean(b * b) - mb ** 2, mean(a * b) - ma * mb
    return (2 * ma * mb + c1) * (2 * vab + c2) / ((ma ** 2 + mb ** 2 + c1) * (va + vb + c2))


def measured(w, loss):
    """Length of each gradient, and its product with the formula's values."""
    found = {}
    gradients = torch.autograd.grad(loss, list(w.all.values()), retain_graph=True)
    for name, gradient in zip(w.all, gradients):
        flat = gradient.detach().numpy().reshape(-1)
        found[name + "-gradient"] = np.array([np.linalg.norm(flat), flat @ drawn(flat.size, 7)])
    return found


def save(name, **arrays):
    np.savez_compressed(name + ".npz", **{k: np.asarray(v, dtype=np.float32) for k, v in arrays.items()})


def autoencoder():
    """Bergmann et al. 2019 at its size: 128 pixels, a code of 100."""
    w, x = Weights(), images(2, 128, 1000)
    code = w.dense("code", encoded(w, x), 32 * 64, 100)
    y = w.transposed("decoder-8", decoded(w, code, 100, 8), 32, 3)
    out = {}
    for loss, value in (("mse", ((y - x) ** 2).mean()), ("ssim", 1 - ssim(x, y, 0.01, 0.03).mean())):
        out[loss + "-loss"] = value.item()
        out.update({f"{loss}-{name}": values for name, values in measured(w, value).items()})
    a, b = images(2, 16, 0), images(2, 16, 500)
    save("autoencoder", **out, similarity=ssim(a, b, 0.01, 0.03), squared=ssim(a, b, 1e-4, 9e-4))


def vae():
    """An and Cho 2015 with these convolutions: 32 pixels, a code of 6, a floor of 0.05; three draws of one image to score it."""
    w, x, latent, side = Weights(), images(2, 32, 2000), 6, 2
    noise = torch.tensor(drawn(2 * latent, 3000)).reshape(2, latent)

    def network(x, noise):
        features = encoded(w, x)
        mean, spread = (w.dense(n, features, 32 * 4, latent) for n in ("mean", "log-variance"))
        last = decoded(w, mean + torch.exp(spread / 2) * noise, latent, side)
        spread_x = w.transposed("decoder-log-variance", last, 32, 3)
        mean_x = w.transposed("decoder-mean", last, 32, 3)
        density = torch.distributions.Normal(mean_x, torch.sqrt(torch.exp(spread_x) + 0.05 ** 2)).log_prob(x)
        code = torch.distributions.Normal(mean, torch.exp(spread / 2))
        divergence = torch.distributions.kl_divergence(code, torch.distributions.Normal(0.0, 1.0)).sum(1)
        return -density, divergence

    likelihood, divergence = network(x, noise)
    loss = likelihood.mean() + divergence.mean() / (3 * 32 * 32)
    out = {"loss": loss.item(), **measured(w, loss)}
    draws = torch.tensor(drawn(3 * latent, 4000)).reshape(3, latent)
    likelihood, divergence = network(x[:1], draws)
    out.update(map=likelihood.mean((0, 1)).detach(), score=likelihood.mean().item(),
               bound=(likelihood.mean() + divergence[0] / (3 * 32 * 32)).item())
    save("vae-probability", **out)


def gradcon():
    """Kwon et al. 2020 at its layer sizes: loss, gradients, and the score against running means that follow from the formula too."""
    w, x = Weights(), images(1, 32, 5000)
    y = x
    for i, (into, out) in enumerate([(3, 32), (32, 32), (32, 64), (64, 64)]):
        y = torch.relu(w.convolved(f"encoder-{i + 1}", y, into, out, 4, 2, 1))
    for i, (into, out) in enumerate([(64, 64), (64, 32), (32, 32), (32, 3)]):
        y = w.transposed(f"decoder-{i + 1}", y, into, out)
        y = torch.sigmoid(y) if i == 3 else torch.relu(y)
    loss = ((y - x) ** 2).mean()
    layers = [w.all[f"decoder-{i}"] for i in range(1, 5)]
    gradients = torch.autograd.grad(loss, layers, retain_graph=True)
    cosines = [F.cosine_similarity(g.reshape(1, -1), torch.tensor(drawn(g.numel(), 9))[None]) for g in gradients]
    save("gradcon-network", loss=loss.item(), cosine=torch.cat(cosines).mean().item(), **measured(w, loss))


autoencoder()
vae()
gradcon()
print("torch", torch.__version__, "numpy", np.__version__)
