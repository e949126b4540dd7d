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

    def transposed(self, name, x, inner, out):
        """Twice as large, 4 pixels; the kernel as (height, width, out, in)."""
        weight = self.get(name, 4, 4, out, inner, scale=0.3)
        return F.conv_transpose2d(x, weight.permute(3, 2, 0, 1), self.get(name + "-bias", out), 2, 1)

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


class Alad:
    """The networks of Zenati et al. 2018 for images of 16 pixels; nothing is dropped out."""

    def __init__(self, weights, width, latent):
        self.w, self.width, self.latent, self.divided = weights, width, latent, {}
        self.generator = Dcgan(weights, width, latent)

    def spectral(self, name, *shape):
        """Divided by the largest singular value after one step of a power iteration, once for all uses."""
        if name not in self.divided:
            weight = self.w.get(name, *shape)
            matrix = weight.reshape(-1, shape[-1])
            held = matrix.detach()
            left = self.w.kept(name + "-left", F.normalize(torch.randn(shape[-1], 1), dim=0))
            right = F.normalize(held @ left, dim=0)
            self.divided[name] = weight / (right.T @ matrix @ F.normalize(held.T @ right, dim=0))
        return self.divided[name]

    def conv(self, name, x, inner, out, kernel, padding):
        weight = self.spectral(name, kernel, kernel, inner, out).permute(3, 2, 0, 1)
        return F.conv2d(x, weight, self.w.get(name + "-bias", out), 2, padding)

    def dense(self, name, x, inner, out):
        return x @ self.spectral(name, inner, out) + self.w.get(name + "-bias", 1, out)

    def code(self, x):
        for i in (1, 2):
            inner, out = (3, self.width) if i == 1 else (self.width, 2 * self.width)
            x = F.leaky_relu(self.w.batch_norm(f"encoder-{i}-norm", self.conv(f"encoder-{i}", x, inner, out, 4, 1), out, True), 0.2)
        return self.w.dense("encoder-code", x.reshape(len(x), -1), 32 * self.width, self.latent)

    def joint(self, x, z):
        name, most = "discriminator-xz-", 2 * self.width
        x = F.leaky_relu(self.conv(name + "image-1", x, 3, self.width, 4, 1), 0.2)
        x = self.conv(name + "image-2", x, self.width, most, 4, 1)
        x = F.leaky_relu(self.w.batch_norm(name + "image-2-norm", x, most, True), 0.2).reshape(len(x), -1)
        z = F.leaky_relu(self.dense(name + "code-1", z, self.latent, most), 0.2)
        z = F.leaky_relu(self.dense(name + "code-2", z, most, most), 0.2)
        joined = F.leaky_relu(self.dense(name + "joint", torch.cat([x, z], 1), 17 * most, 2 * most), 0.2)
        return self.w.dense(name + "told", joined, 2 * most, 1)

    def features(self, x, other):
        x = F.leaky_relu(self.conv("discriminator-xx-1", torch.cat([x, other], 2), 3, self.width // 2, 5, 2), 0.2)
        return F.leaky_relu(self.conv("discriminator-xx-2", x, self.width // 2, self.width, 5, 2), 0.2).reshape(len(x), -1)

    def images(self, x, other):
        return self.w.dense("discriminator-xx-told", self.features(x, other), 32 * self.width, 1)

    def codes(self, z, other):
        x = F.leaky_relu(self.dense("discriminator-zz-1", torch.cat([z, other], 1), 2 * self.latent, 64), 0.2)
        x = F.leaky_relu(self.dense("discriminator-zz-2", x, 64, 32), 0.2)
        return self.dense("discriminator-zz-3", x, 32, 1)


def alad():
    """The losses of all networks, as in the authors' code."""
    torch.manual_seed(13)
    w = Weights()
    nets = Alad(w, 2, 3)
    x, z = 2 * torch.rand(4, 3, 16, 16) - 1, torch.randn(4, 3)
    coded, made = nets.code(x), nets.generator.generated(z, True)
    restored, recoded = nets.generator.generated(coded, True), nets.code(made)

    def says(real, logits):
        return F.softplus(-logits if real else logits).mean()

    loss = (says(False, nets.joint(x, coded)) + says(True, nets.joint(made, z))
            + says(True, nets.images(x, restored)) + says(True, nets.codes(z, recoded)))
    arrays = w.gradients(loss, "generator-step-", "generator") | w.gradients(loss, "encoder-step-", "encoder")
    made, coded, restored, recoded = (y.detach() for y in (made, coded, restored, recoded))
    loss = (says(True, nets.joint(x, coded)) + says(False, nets.joint(made, z)) + says(True, nets.images(x, x))
            + says(False, nets.images(x, restored)) + says(True, nets.codes(z, z)) + says(False, nets.codes(z, recoded)))
    arrays |= w.gradients(loss, "discriminator-step-", "discriminator")
    save("alad", w, images=(x + 1) / 2, codes=z, made=made, coded=coded, restored=restored, recoded=recoded, **arrays)


class Dcgan:
    """Images of 16 pixels: two halvings."""

    def __init__(self, weights, width, latent):
        self.w, self.width, self.latent = weights, width, latent
        self.features_count = 2 * width * 16

    def generated(self, codes, training):
        w, most = self.w, 2 * self.width
        x = w.dense("generator-code", codes, self.latent, self.features_count).reshape(-1, most, 4, 4)
        x = F.relu(w.batch_norm("generator-code-norm", x, most, training))
        x = F.relu(w.batch_norm("generator-1-norm", w.transposed("generator-1", x, most, self.width), self.width, training))
        return torch.tanh(w.transposed("generator-image", x, self.width, 3))

    def features(self, x, training):
        w = self.w
        x = F.leaky_relu(w.conv("discriminator-1", x, 3, self.width, 4, 2, 1), 0.2)
        x = w.conv("discriminator-2", x, self.width, 2 * self.width, 4, 2, 1, bias=False)
        x = w.batch_norm("discriminator-2-norm", x, 2 * self.width, training)
        return F.leaky_relu(x, 0.2).reshape(len(x), -1)

    def logits(self, x):
        return self.w.dense("discriminator-told", self.features(x, True), self.features_count, 1)


def anogan():
    """Schlegl et al. 2017: the losses of a DCGAN, and that of the search with its gradient by the codes."""
    torch.manual_seed(12)
    w = Weights()
    nets = Dcgan(w, 2, 3)
    codes, images = torch.randn(4, 3), torch.rand(4, 3, 16, 16)
    made = nets.generated(codes, True)
    arrays = w.gradients(F.softplus(-nets.logits(made)).mean(), "generator-step-", "generator")
    loss = F.softplus(-nets.logits(2 * images - 1)).mean() + F.softplus(nets.logits(made.detach())).mean()
    arrays |= w.gradients(loss, "discriminator-step-", "discriminator")
    searched = codes[:2].clone().requires_grad_(True)
    restored, real = nets.generated(searched, False), 2 * images[:1] - 1
    residual = (real - restored).abs().mean(1).sum((1, 2))
    of_features = (nets.features(real, False) - nets.features(restored, False)).abs().sum(1)
    losses = 0.9 * residual + 0.1 * of_features
    gradient, = torch.autograd.grad(losses.sum(), searched)
    save("anogan", w, codes=codes, images=images, made=made, losses=losses, gradient=gradient, restored=(restored + 1) / 2, **arrays)


if __name__ == "__main__":
    fanogan()
    anogan()
    alad()
    print("torch", torch.__version__, "numpy", np.__version__)
