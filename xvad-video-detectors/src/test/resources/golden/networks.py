"""Losses of the whole video networks and the gradients of all weights, by PyTorch with width 2 and frames of 32 x 32 pixels; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from video import flow

HERE = Path(__file__).parent
SIZE, WIDTH, BATCH = 32, 2, 2


class Network:
    """Weights by the names they have in the models, drawn as they are asked for; convolutions as (height, width, in, out)."""

    def __init__(self, name, seed):
        torch.manual_seed(seed)
        self.name, self.weights, self.kept = name, {}, {}

    def weight(self, name, *shape, scale=0.3):
        if name not in self.weights:
            self.weights[name] = (scale * torch.randn(*shape)).requires_grad_()
        return self.weights[name]

    def convolution(self, name, x, out, kernel=3, stride=1):
        inputs = x.shape[1]
        weights = self.weight(name, kernel, kernel, inputs, out, scale=(2 / (inputs * kernel * kernel)) ** 0.5)
        return F.conv2d(x, weights.permute(3, 2, 0, 1), self.weight(name + "-bias", out, scale=0.1), stride=stride, padding=1)

    def rectified(self, name, x, out, kernel=3, stride=1):
        return F.leaky_relu(self.convolution(name, x, out, kernel, stride), 0.2)

    def dense(self, name, x, out):
        return x @ self.weight(name, x.shape[1], out, scale=0.1) + self.weight(name + "-bias", 1, out, scale=0.1)

    def encoded(self, x, linear):
        whole = self.rectified("down-1", x, WIDTH)
        half = self.rectified("down-2", self.rectified("halved-2", whole, 2 * WIDTH, 4, 2), 2 * WIDTH)
        quarter = self.rectified("down-3", self.rectified("halved-3", half, 4 * WIDTH, 4, 2), 4 * WIDTH)
        halved = self.rectified("halved-4", quarter, 8 * WIDTH, 4, 2)
        code = self.convolution("down-4", halved, 8 * WIDTH)
        return whole, half, quarter, code if linear else F.leaky_relu(code, 0.2)

    def decoded(self, encoded, code, planes, skips):
        x = code
        for level, across in ((3, encoded[2]), (2, encoded[1]), (1, encoded[0])):
            out = WIDTH << (level - 1)
            x = self.rectified(f"enlarged-{level}", F.interpolate(x, scale_factor=2, mode="nearest"), out)
            x = self.rectified(f"up-{level}", torch.cat([x, across], 1) if skips else x, out)
        return torch.sigmoid(self.convolution("last", x, planes))

    def rows(self, code):
        return code.permute(0, 2, 3, 1).reshape(-1, code.shape[1])

    def planes(self, rows):
        side = SIZE // 8
        return rows.reshape(-1, side, side, rows.shape[1]).permute(0, 3, 1, 2)

    def save(self, loss, seen, target):
        loss.backward()
        arrays = {"seen": seen, "target": target, "loss": loss.reshape(1), **self.kept, **self.weights}
        arrays.update({f"{name}-gradient": weight.grad for name, weight in self.weights.items()})
        np.savez_compressed(HERE / f"network-{self.name}.npz",
                            **{k: np.ascontiguousarray(v.detach().numpy().astype(np.float32)) for k, v in arrays.items()})


def frames(planes):
    """Smooth frames, so that flow is well defined."""
    raw = torch.rand(BATCH, planes, SIZE // 4, SIZE // 4)
    return F.interpolate(raw, size=SIZE, mode="bilinear", align_corners=False)


def intensity(output, target):
    return F.mse_loss(2 * output - 1, 2 * target - 1)


def gradient(output, target):
    a, b = 2 * output - 1, 2 * target - 1
    return sum((a.diff(dim=d).abs() - b.diff(dim=d).abs()).abs().mean() for d in (2, 3))


def moved(before, output, target):
    """Mean over scales down to 12 pixels, each in pixels of the whole frame."""
    first, found, wanted = (x.mean(1, keepdim=True) for x in (before, output, target))
    losses, pixel = [], 1
    while True:
        losses.append(pixel * (flow(first, found) - flow(first, wanted)).abs().mean())
        if pixel == 8 or first.shape[-1] // 2 < 12:
            return sum(losses) / len(losses)
        first, found, wanted = (F.avg_pool2d(x, 2) for x in (first, found, wanted))
        pixel *= 2


def told(net, x):
    for layer, (out, stride) in enumerate(((2, 2), (4, 2), (8, 2), (8, 1))):
        x = net.rectified(f"critic-{layer}", x, out * WIDTH, 4, stride)
    return net.convolution("critic-last", x, 1, 4)


def prediction():
    """Liu et al. 2018, equation 7, weights 1, 1, 2 and 0.05; frames in colour."""
    net = Network("frame-prediction", 41)
    seen, target = frames(12), frames(3)
    output = net.decoded(encoded := net.encoded(seen, False), encoded[3], 3, True)
    deceived = 0.5 * ((told(net, output) - 1) ** 2).mean()
    loss = intensity(output, target) + gradient(output, target) + 2 * moved(seen[:, 9:], output, target) + 0.05 * deceived
    net.save(loss, seen, target)


def critic():
    """Liu et al. 2018, equation 6: what the discriminator learns by."""
    net = Network("critic", 42)
    real, made = frames(3), frames(3)
    loss = 0.5 * (((told(net, real) - 1) ** 2).mean() + (told(net, made) ** 2).mean())
    net.save(loss, real, made)


def reconstruction():
    net = Network("frame-reconstruction", 43)
    seen = frames(1)
    output = net.decoded(encoded := net.encoded(seen, False), encoded[3], 1, False)
    net.save(intensity(output, seen) + gradient(output, seen), seen, seen)


def compact_and_separate(queries, items):
    order = torch.cdist(queries, items).argsort(dim=1)
    nearest, second = items[order[:, 0]], items[order[:, 1]]
    return F.mse_loss(queries, nearest), F.triplet_margin_loss(queries, nearest, second, margin=1.0)


def mnad():
    """Park et al. 2020 with 5 items, weights 0.1 and 0.1."""
    net = Network("mnad", 44)
    seen, target = frames(4), frames(1)
    items = net.kept["memory"] = F.normalize(torch.randn(5, 8 * WIDTH), dim=1)
    encoded = net.encoded(seen, True)
    queries = F.normalize(net.rows(encoded[3]), dim=1)
    read = torch.softmax(queries @ items.T, dim=1) @ items
    output = net.decoded(encoded, net.planes(torch.cat([queries, read], 1)), 1, True)
    compact, separate = compact_and_separate(queries, items)
    net.save(intensity(output, target) + 0.1 * compact + 0.1 * separate, seen, target)


def density(net, codes, bins, features):
    """Each value's layers see slices of those before it."""
    length = codes.shape[1]
    widths = [1, features, features, bins]
    x = codes
    for layer, (i, o) in enumerate(zip(widths, widths[1:])):
        weights = net.weight(f"density-{layer}", length * i, length * o)
        bias = net.weight(f"density-{layer}-bias", 1, length * o, scale=0.1)
        values = []
        for v in range(length):
            known = (v if layer == 0 else v + 1) * i
            values.append(x[:, :known] @ weights[:known, v * o:(v + 1) * o] + bias[:, v * o:(v + 1) * o])
        x = torch.cat(values, 1)
        x = F.leaky_relu(x, 0.2) if layer < 2 else x
    return F.cross_entropy(x.reshape(-1, bins), (codes.detach() * bins).long().clamp(max=bins - 1).reshape(-1), reduction="none")


def lsa():
    """Abati et al. 2019: 3 frames, four squares of 16 pixels with codes of 4 values in 5 bins, 2 features; squared errors of a square and a quarter of the surprises."""
    net = Network("lsa", 45)
    seen = frames(3)
    mean = net.kept["code-mean"] = 0.1 * torch.randn(1, 4)
    variance = net.kept["code-variance"] = 0.5 + torch.rand(1, 4)
    encoded = net.encoded(seen, False)
    features = encoded[3]
    widened, surprises = torch.zeros_like(features), []
    for top in (0, 2):
        for left in (0, 2):
            square = features[:, :, top:top + 2, left:left + 2]
            flat = square.reshape(BATCH, -1)
            code = torch.sigmoid((net.dense("code", flat, 4) - mean) / variance.sqrt())
            wide = F.leaky_relu(net.dense("widened", code, flat.shape[1]), 0.2).reshape(square.shape)
            widened = widened + F.pad(wide, (left, 2 - left, top, 2 - top))
            surprises.append(density(net, code, 5, 2).reshape(BATCH, 4).sum(1))
    output = net.decoded(encoded, widened, 3, False)
    errors = ((output - seen) ** 2).sum((1, 2, 3)).mean() / len(surprises)
    net.save(errors + 0.25 * torch.stack(surprises).mean(), seen, seen[:, 2:])


def codebook():
    """Van den Oord et al. 2017 in a U-Net: 6 codes, commitment 0.25."""
    net = Network("vq-memory", 46)
    seen, target = frames(4), frames(1)
    encoded = net.encoded(seen, False)
    features = net.rows(encoded[3])
    book = net.kept["codes"] = features.detach()[torch.randperm(len(features))[:6]] + 0.05 * torch.randn(6, 8 * WIDTH)
    quantised = book[torch.cdist(features, book).argmin(1)]
    passed = features + (quantised - features).detach()
    output = net.decoded(encoded, net.planes(passed), 1, True)
    net.save(intensity(output, target) + gradient(output, target) + 0.25 * F.mse_loss(features, quantised), seen, target)


def aggregation():
    """After Yang et al. 2022: 4 centres of which the third is not used, sharpness 10, weights 0.01 and 0.01."""
    net = Network("dlan-ac", 47)
    seen, target = frames(4), frames(1)
    net.kept["selected"] = torch.tensor([[1.0, 1, 0, 1]])
    used = [0, 1, 3]
    encoded = net.encoded(seen, True)
    features = F.normalize(net.rows(encoded[3]), dim=1)
    centres = F.normalize(net.weight("centres", 4, 8 * WIDTH), dim=1)[used]
    shares = torch.softmax(-10 * torch.cdist(features, centres) ** 2, 1)
    places = (SIZE // 8) ** 2
    read = []
    for own, share in zip(features.split(places), shares.split(places)):
        residuals = [(share[:, k, None] * (own - centres[k])).sum(0) for k in range(len(used))]
        prototypes = F.normalize(centres + torch.stack(residuals), dim=1)
        read.append(torch.softmax(own @ prototypes.T, 1) @ prototypes)
    output = net.decoded(encoded, net.planes(torch.cat([features, torch.cat(read)], 1)), 1, True)
    compact, separate = compact_and_separate(features, centres)
    net.save(intensity(output, target) + 0.01 * compact + 0.01 * separate, seen, target)


prediction()
critic()
reconstruction()
mnad()
lsa()
codebook()
aggregation()
