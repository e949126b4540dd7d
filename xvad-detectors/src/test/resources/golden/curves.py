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

    def enlarged(self, name, x, out, skipped=None):
        large = F.interpolate(x, scale_factor=2)
        return self.rectified(name, large if skipped is None else torch.cat([large, skipped], 1), out)


def save(name, net, losses, rate, **arrays):
    losses[0]()
    for key, layer in net.items():
        arrays[key] = layer.weight.permute(2, 3, 1, 0)
        arrays[key + "-bias"] = layer.bias
    before = {key: value.detach().numpy().copy() for key, value in arrays.items()}
    np.savez_compressed(name + ".npz", curve=curve(net, losses, rate).numpy(), **before)


def similarity(a, b):
    """Wang et al. 2004, equation 13."""
    line = torch.exp(-((torch.arange(11) - 5.0) / 1.5) ** 2 / 2)
    line = line / line.sum()
    window = (line[:, None] * line[None, :]).expand(3, 1, 11, 11)

    def mean(x):
        return F.conv2d(x, window, groups=3)

    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    return ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))).mean()


def draem(width=2):
    """Zavrtanik et al. 2021, equations 2 and 3, with convolutions in place of pooling."""
    torch.manual_seed(21)
    net = Plain()
    batches = [(torch.rand(2, 3, 32, 32), torch.rand(2, 3, 32, 32), (torch.rand(2, 32, 32) > 0.8).float()) for _ in range(2)]

    def loss(seen, normal, mask):
        x = net.rectified("encoder-1", seen, width)
        for i in (2, 3, 4):
            x = net.rectified(f"encoder-{i}", x, width << i - 1, 4, 2)
        for i in (1, 2, 3):
            x = net.enlarged(f"decoder-{i}", x, width << 3 - i)
        output = torch.sigmoid(net.convolution("decoder-4", x, 3))
        one = net.rectified("down-1", torch.cat([seen, output], 1), width)
        two = net.rectified("down-2", one, 2 * width, 4, 2)
        four = net.rectified("down-3", two, 4 * width, 4, 2)
        eight = net.rectified("down-4", four, 4 * width, 4, 2)
        x = net.enlarged("up-1", eight, 2 * width, four)
        x = net.enlarged("up-2", x, width, two)
        x = net.enlarged("up-3", x, width, one)
        told = torch.sigmoid(net.convolution("told", x, 1) - 3).sum(1)
        right = torch.where(mask == 1, told, 1 - told)
        focal = -((1 - right) ** 2 * torch.log(right + 1e-6)).mean()
        return ((output - normal) ** 2).mean() + 1 - similarity(normal, output) + focal

    (seen, normal, mask), (other_seen, other_normal, other_mask) = batches
    save("draem-curve", net, [lambda batch=batch: loss(*batch) for batch in batches], 0.001, seen=seen, normal=normal, mask=mask,
         other_seen=other_seen, other_normal=other_normal, other_mask=other_mask)


draem()
