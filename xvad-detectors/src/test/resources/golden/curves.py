"""A hundred steps of training without normalisation: python curves.py writes an .npz for each network here."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from distillation import curve

SLOPE = 0.2


class Plain(dict):
    """Convolutions by name, made when they are first used."""

    def convolution(self, name, x, out, kernel=3, stride=1):
        padding = 1 if kernel == 4 else kernel // 2
        if name not in self:
            self[name] = nn.Conv2d(x.shape[1], out, kernel, stride, padding)
        return self[name](x)

    def rectified(self, name, x, out, kernel=3, stride=1):
        return F.leaky_relu(self.convolution(name, x, out, kernel, stride), SLOPE)


def save(name, net, losses, rate, **arrays):
    losses[0]()
    for key, layer in net.items():
        arrays[key] = layer.weight.permute(2, 3, 1, 0)
        arrays[key + "-bias"] = layer.bias
    before = {key: value.detach().numpy().copy() for key, value in arrays.items()}
    np.savez_compressed(name + ".npz", curve=curve(net, losses, rate).numpy(), **before)


def patch_description(width=2):
    """Batzner et al. 2024, section 3.1: a patch description network learns features of another, with convolutions in place of pooling."""
    torch.manual_seed(22)
    net = Plain()
    batches = [(torch.rand(2, 3, 32, 32), torch.randn(2, 5, 8, 8)) for _ in range(2)]

    def loss(images, features):
        x = net.rectified("teacher-halve-1", images - 0.5, width, 4, 2)
        x = net.rectified("teacher-halve-2", x, 2 * width, 4, 2)
        x = net.rectified("teacher-mix", x, 2 * width)
        return ((net.convolution("teacher-describe", x, 5, 1) - features) ** 2).mean()

    (images, features), (other_images, other) = batches
    save("patch-description-curve", net, [lambda batch=batch: loss(*batch) for batch in batches], 0.001, images=images,
         rows=features.permute(0, 2, 3, 1), other_images=other_images, other_rows=other.permute(0, 2, 3, 1))


patch_description()
