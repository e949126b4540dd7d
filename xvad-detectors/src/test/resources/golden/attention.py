"""CAVGA and the attention of a variational autoencoder, differentiated by torch: python attention.py writes an .npz for each network here."""
import functools

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import distillation
from distillation import Net


def laid_out(layer, x):
    """Kernels as (height, width, in, out) or, transposed, (height, width, out, in); linear weights as (in, out)."""
    if x.dim() == 4:
        return x.permute(2, 3, 1, 0)
    return x.T if isinstance(layer, nn.Linear) and x.dim() == 2 else x.reshape(1, -1)


save = functools.partial(distillation.save, layout=laid_out)


class Dcgan(Net):
    """Layers of DCGAN (Radford et al. 2016)."""

    def halvings(self, name, x, width, count):
        for i in range(count):
            plain = i == 0
            key, into, out = f"{name}{i + 1}", x.shape[1], width << i
            x = self.layer(key, lambda: nn.Conv2d(into, out, 4, 2, 1, bias=plain))(x)
            x = F.leaky_relu(x if plain else self.normalised(key, x), 0.2)
        return x

    def transposed(self, name, x, out):
        return self.layer(name, lambda: nn.ConvTranspose2d(x.shape[1], out, 4, 2, 1))(x)

    def doublings(self, name, x, width, count):
        for i in range(count):
            key = f"{name}{i + 1}"
            x = F.relu(self.normalised(key, self.transposed(key, x, width << count - 1 - i)))
        return x


def bound(pictures, logits, mean, log_variance, beta):
    """Kingma and Welling 2014 with probabilities of values, divided by their number."""
    entropy = F.binary_cross_entropy_with_logits(logits, pictures, reduction="none").flatten(1).sum(1)
    divergence = torch.distributions.kl_divergence(
        torch.distributions.Normal(mean, torch.exp(log_variance / 2)), torch.distributions.Normal(0, 1)).flatten(1).sum(1)
    return (entropy + beta * divergence).mean() / pictures[0].numel()


def cavga():
    """Venkataramanan et al. 2020, the networks of CAVGA-D: Grad-CAM of the latent inside the loss, differentiated twice."""
    torch.manual_seed(19)
    net = Dcgan()
    pictures, noise = torch.rand(3, 3, 32, 32), torch.randn(3, 3, 2, 2)

    def run(noise):
        last = net.halvings("encoder-", pictures, 2, 4)
        mean = net.layer("mean", lambda: nn.Conv2d(16, 3, 1))(last)
        log_variance = net.layer("log-variance", lambda: nn.Conv2d(16, 3, 1))(last)
        x = net.doublings("generator-", mean + torch.exp(log_variance / 2) * noise, 2, 3)
        gradient, = torch.autograd.grad(mean.sum(), last, create_graph=True)
        missing = 1 - torch.sigmoid((gradient.mean((2, 3), keepdim=True) * last).sum(1))
        return net.transposed("generator-out", x, 3), mean, log_variance, missing

    run(noise)
    net.begin()
    net.train = False
    logits, _, _, scored = run(torch.zeros_like(noise))
    difference = (torch.sigmoid(logits) - pictures).abs().mean((1, 2, 3))
    net.train = True
    logits, mean, log_variance, missing = run(noise)
    save("cavga", bound(pictures, logits, mean, log_variance, 0.5) + 4 * missing.mean(), net,
         pictures=pictures, noise=noise, missing=scored.reshape(-1), difference=difference)


def image_critic():
    """The discriminator of DCGAN on batches of real and of restored pictures, with torch's cross-entropy."""
    torch.manual_seed(20)
    net = Dcgan()
    real, restored = torch.rand(3, 3, 32, 32), torch.rand(3, 3, 32, 32)

    def logit(x):
        return net.layer("critic-out", lambda: nn.Linear(16, 1))(net.halvings("critic-", x, 2, 4).mean((2, 3)))

    logit(real)
    net.begin()
    entropy = F.binary_cross_entropy_with_logits
    save("image-critic", entropy(logit(real), torch.ones(3, 1)) + entropy(logit(restored), torch.zeros(3, 1)), net,
         real=real, restored=restored)


def vae_attention():
    """Liu et al. 2020: a ResNet encodes; attention of each value of the code (equations 1 to 4), of their sum as in the authors' code, and
    of absolute values in standard deviations, by torch's gradients of each."""
    torch.manual_seed(21)
    net = Dcgan()
    pictures, noise = torch.rand(3, 3, 32, 32), torch.randn(3, 3)
    normal_mean, normal_variance = torch.tensor([0.3, -0.2, 0.1]), torch.tensor([0.5, 1.5, 2.0])

    def encoded(pictures):
        x = F.max_pool2d(F.relu(net.convolution("stem", pictures, 2, 7, 2)), 3, 2, 1)
        x = net.block("stage-1-2", net.block("stage-1-1", x, 2), 2)
        last = net.block("stage-2-2", net.block("stage-2-1", x, 4, 2), 4)
        averages = last.mean((2, 3))
        return (last, net.layer("mean", lambda: nn.Linear(4, 3))(averages),
                net.layer("log-variance", lambda: nn.Linear(4, 3))(averages))

    def decoded(code):
        grid = F.relu(net.layer("decode", lambda: nn.Linear(3, 64))(code)).reshape(-1, 16, 2, 2)
        return net.transposed("decoder-out", net.doublings("decoder-", grid, 2, 3), 3)

    def attention(target, last):
        gradient, = torch.autograd.grad(target, last, retain_graph=True)
        return gradient, lambda g: (g.mean((2, 3), keepdim=True) * last).sum(1)

    decoded(encoded(pictures)[1])
    net.begin()
    net.train = False
    last, mean, _ = encoded(pictures[:1])
    u = normal_mean - mean
    maps = []
    for i in range(3):
        gradient, attended = attention(u[0, i], last)
        maps.append(F.relu(attended(gradient)))
    elements = torch.stack(maps).mean(0)

    def scaled(target):
        gradient, attended = attention(target, last)
        return attended(gradient / (gradient.pow(2).mean().sqrt() + 1e-5)).abs()

    distance = (u / normal_variance.sqrt()).abs().sum()
    arrays = dict(elements=elements, difference=scaled(u.sum()), standardised=scaled(distance))
    net.train = True
    _, mean, log_variance = encoded(pictures)
    logits = decoded(mean + torch.exp(log_variance / 2) * noise)
    save("vae-attention", bound(pictures, logits, mean, log_variance, 0.5), net, pictures=pictures, noise=noise, distance=distance.reshape(1),
         normal_mean=normal_mean, normal_variance=normal_variance, **{k: v.reshape(-1) for k, v in arrays.items()})


if __name__ == "__main__":
    cavga()
    image_critic()
    vae_attention()
    print("torch", torch.__version__, "numpy", np.__version__)
