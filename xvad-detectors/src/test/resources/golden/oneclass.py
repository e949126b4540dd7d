"""Losses, gradients and scores of one-class networks with batch normalisation: python oneclass.py writes an .npz for each here."""
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).parent


def laid_out(layer, x):
    """Kernels as (height, width, in, out), linear layers as (in, out), and what is learned of a normalisation as a row."""
    if x.dim() == 4:
        return x.permute(2, 3, 1, 0)
    return x.T if x.dim() == 2 else x


def weights(net):
    named = {}
    for key, layer in net.items():
        words = ("-scale", "-shift") if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) else ("", "-bias")
        for word, x in zip(words, (layer.weight, layer.bias)):
            if x is not None:
                named[key + word] = (layer, x)
    return named


def save(name, net, losses, **arrays):
    """Weights, and for each loss, by prefix, itself and its gradients."""
    named = weights(net)
    for key, (layer, x) in named.items():
        arrays[key] = laid_out(layer, x)
    for prefix, loss in losses.items():
        arrays[prefix + "loss"] = loss.reshape(1)
        found = torch.autograd.grad(loss, [x for _, x in named.values()], retain_graph=True)
        for (key, (layer, _)), gradient in zip(named.items(), found):
            arrays[f"{prefix}{key}-gradient"] = laid_out(layer, gradient)
    values = {k: np.ascontiguousarray(torch.as_tensor(v).detach().numpy().astype(np.float32)) for k, v in arrays.items()}
    np.savez_compressed(HERE / (name + ".npz"), **values)


def mode(net, training):
    for layer in net.values():
        layer.train(training)


def fcdd():
    """Liznerski et al. 2021, equations 2 (image labels) and 4 (masks), on two normalised convolutions of 3 x 3 pixels and a linear one."""
    torch.manual_seed(6)
    side, dimension, hidden = 4, 3, 5
    grid = torch.randn(3, dimension, side, side)
    labels = torch.tensor([0.0, 1.0, 1.0])
    masks = torch.zeros(3, side * side)
    masks[1, 1:3] = 1
    masks[2, 14] = 1
    net = {"first": nn.Conv2d(dimension, hidden, 3, padding=1, bias=False), "first-norm": nn.BatchNorm2d(hidden),
           "second": nn.Conv2d(hidden, hidden, 3, padding=1, bias=False), "second-norm": nn.BatchNorm2d(hidden),
           "out": nn.Conv2d(hidden, 1, 1)}
    for key in ("first-norm", "second-norm"):
        nn.init.uniform_(net[key].weight, 0.5, 1.5)
        nn.init.uniform_(net[key].bias, -0.5, 0.5)

    def huber():
        x = F.relu(net["first-norm"](net["first"](grid)))
        x = F.relu(net["second-norm"](net["second"](x)))
        return ((net["out"](x) ** 2 + 1).sqrt() - 1).reshape(3, -1)

    mode(net, False)
    score = huber()
    mode(net, True)
    a = huber()
    mean = a.mean(1)
    image = ((1 - labels) * mean - labels * torch.log(1 - torch.exp(-mean))).mean()
    inside = (masks * a).mean(1)[labels == 1]
    pixel = (((1 - masks) * a).mean(1).sum() - torch.log(1 - torch.exp(-inside)).sum()) / 3
    save("fcdd", net, {"image-": image, "pixel-": pixel}, rows=grid.permute(0, 2, 3, 1).reshape(-1, dimension), labels=labels,
         masks=masks, score=score.reshape(-1))


def contrast(images, smallest, extent):
    centred = images - images.mean((1, 2, 3), keepdim=True)
    return (centred / centred.abs().mean((1, 2, 3), keepdim=True) - smallest) / extent


def deep_svdd():
    """Ruff et al. 2018: equations 3 (soft boundary) and 4 (one class) after global contrast normalisation, and the autoencoder before."""
    torch.manual_seed(12)
    images, centre, radius, nu = torch.rand(3, 3, 32, 32), torch.randn(16), 30.0, 0.25
    seen = contrast(images, -2.5, 4.0)
    net = {}
    for i, (into, out) in enumerate(((3, 2), (2, 4), (4, 8))):
        net[f"stage-{i + 1}"] = nn.Conv2d(into, out, 5, padding=2, bias=False)
        net[f"stage-{i + 1}-norm"] = nn.BatchNorm2d(out)
    net["code-weights"] = nn.Linear(128, 16, bias=False)

    def code():
        x = seen
        for i in (1, 2, 3):
            x = F.max_pool2d(F.leaky_relu(net[f"stage-{i}-norm"](net[f"stage-{i}"](x)), 0.01), 2)
        return net["code-weights"](x.flatten(1))

    mode(net, False)
    scored = ((code() - centre) ** 2).sum(1)
    mode(net, True)
    distance = ((code() - centre) ** 2).sum(1)
    assert (distance > radius).any() and (distance < radius).any(), distance
    save("deep-svdd", net, {"": distance.mean() / 1000, "soft-": (radius + torch.relu(distance - radius).mean() / nu) / 1000},
         images=images, centre=centre, distance=scored, seen=seen)
    net["code-norm"] = nn.BatchNorm1d(16)
    for i, (into, out) in zip((3, 2, 1), ((1, 8), (8, 4), (4, 2))):
        net[f"decoder-{i}"] = nn.Conv2d(into, out, 5, padding=2, bias=False)
        net[f"decoder-{i}-norm"] = nn.BatchNorm2d(out)
    net["decoder-0"] = nn.Conv2d(2, 3, 5, padding=2, bias=False)
    x = F.leaky_relu(net["code-norm"](code()).reshape(3, 1, 4, 4), 0.01)
    for i in (3, 2, 1):
        x = F.interpolate(F.leaky_relu(net[f"decoder-{i}-norm"](net[f"decoder-{i}"](x)), 0.01), scale_factor=2)
    error = ((torch.sigmoid(net["decoder-0"](x)) - seen) ** 2).sum((1, 2, 3)).mean()
    save("deep-svdd-autoencoder", net, {"": error / 1000}, images=images)


def sla2p():
    """Wang et al. 2022: the classifier of random projections; the squared error for features moved by torch's gradient."""
    torch.manual_seed(13)
    rows, projections, epsilon = torch.randn(7, 5), torch.randn(3, 5, 4), 5.0
    net = {"first": nn.Linear(4, 8), "first-norm": nn.BatchNorm1d(8), "second": nn.Linear(8, 16), "second-norm": nn.BatchNorm1d(16),
           "out": nn.Linear(16, 3)}
    for key in ("first-norm", "second-norm"):
        nn.init.uniform_(net[key].weight, 0.5, 1.5)
        nn.init.uniform_(net[key].bias, -0.5, 0.5)

    def logits(x):
        x = F.leaky_relu(net["first-norm"](net["first"](x)), 0.01)
        return net["out"](F.leaky_relu(net["second-norm"](net["second"](x)), 0.01))

    u = torch.einsum("nd,kdw->nkw", F.normalize(rows, dim=1), projections).reshape(21, 4).requires_grad_()
    classes = torch.arange(3).repeat(7)
    told = logits(u)
    loss = F.cross_entropy(told, classes)
    accuracy = (told.argmax(1) == classes).float().mean()
    for key in ("first-norm", "second-norm"):
        units = net[key].num_features
        net[key].running_mean, net[key].running_var = torch.rand(units) - 0.5, torch.rand(units) + 0.5
    mode(net, False)
    gradient, = torch.autograd.grad(F.cross_entropy(logits(u), logits(u).argmax(1), reduction="sum"), u)

    def score(x):
        wrong = F.softmax(logits(x), 1).reshape(7, 3, 3) - torch.eye(3)
        return (wrong ** 2).mean((1, 2))

    save("sla2p", net, {"": loss}, rows=rows, projections=projections.permute(1, 0, 2).reshape(5, 12), accuracy=accuracy.reshape(1),
         perturbed=u + epsilon * gradient, score=score(u + epsilon * gradient), unperturbed=score(u),
         **{f"{key}-running-{word}": value for key in ("first-norm", "second-norm")
            for word, value in (("mean", net[key].running_mean), ("variance", net[key].running_var))})


fcdd()
deep_svdd()
sla2p()
