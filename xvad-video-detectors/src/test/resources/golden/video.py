"""Losses and gradients of the video networks on fixed frames, computed by PyTorch from the papers' equations; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

HERE = Path(__file__).parent


def save(name, **tensors):
    for key, value in tensors.items():
        np.save(HERE / f"{name}-{key}.npy", np.ascontiguousarray(value.detach().numpy().astype(np.float32)))


def flow(first, second):
    """One step of Lucas and Kanade by solving the 2 x 2 system of each pixel, 0.001 on its diagonal."""
    across = F.conv2d(first, torch.tensor([[[[0, 0, 0], [-0.5, 0, 0.5], [0, 0, 0]]]]), padding=1)
    down = F.conv2d(first, torch.tensor([[[[0, -0.5, 0], [0, 0, 0], [0, 0.5, 0]]]]), padding=1)
    gradients, change = torch.stack([across, down], -1), second - first

    def box(x):
        return F.avg_pool2d(x, 5, stride=1, padding=2)

    tensor = torch.stack([torch.stack([box(gradients[..., i] * gradients[..., j]) for j in range(2)], -1)
                          for i in range(2)], -2) + 1e-3 * torch.eye(2)
    right = torch.stack([box(gradients[..., i] * change) for i in range(2)], -1)
    return -torch.linalg.solve(tensor, right)


def prediction():
    """Liu et al. 2018, equations 2 to 5 with values in [-1, 1], weights 1, 1 and 2; flow, the mean of both components, at two scales, in pixels of the first."""
    torch.manual_seed(31)
    before, target = torch.rand(2, 1, 24, 24), torch.rand(2, 1, 24, 24)
    output = (target + 0.2 * torch.randn(2, 1, 24, 24)).requires_grad_()
    a, b = 2 * output - 1, 2 * target - 1
    intensity = ((a - b) ** 2).mean()
    gradient = sum((a.diff(dim=d).abs() - b.diff(dim=d).abs()).abs().mean() for d in (2, 3))
    wanted = flow(before, target)
    moved = (flow(before, output) - wanted).abs().mean()
    half = [F.avg_pool2d(x, 2) for x in (before, output, target)]
    moved = (moved + 2 * (flow(half[0], half[1]) - flow(half[0], half[2])).abs().mean()) / 2
    loss = intensity + gradient + 2 * moved
    loss.backward()
    save("prediction", before=before, target=target, output=output, loss=loss.reshape(1), flow=wanted,
         **{"output-gradient": output.grad})


def memory():
    """Park et al. 2020: reading of equations 1 and 2, compactness and separateness as in the authors' code, and the update of 5 to 7."""
    torch.manual_seed(4)
    items = torch.nn.functional.normalize(torch.randn(3, 4), dim=1)
    rows = torch.randn(7, 4, requires_grad=True)
    queries = torch.nn.functional.normalize(rows, dim=1)
    read = torch.softmax(queries @ items.T, dim=1) @ items
    distances = torch.cdist(queries, items)
    order = distances.argsort(dim=1)
    nearest, second = items[order[:, 0]], items[order[:, 1]]
    compactness = F.mse_loss(queries, nearest)
    separateness = F.triplet_margin_loss(queries, nearest, second, margin=1.0)
    loss = read.square().mean() * 3 + 0.7 * compactness + 0.4 * separateness
    loss.backward()
    weights = torch.softmax(queries @ items.T, dim=0)
    updated = items.clone()
    for item in range(3):
        own = (order[:, 0] == item).nonzero()[:, 0]
        if len(own):
            share = weights[own, item] / weights[own, item].max()
            updated[item] += (share[:, None] * queries[own]).sum(0)
    save("memory", items=items, rows=rows, queries=queries, read=read, loss=loss.reshape(1), **{"rows-gradient": rows.grad},
         distances=distances.min(1).values, nearest=order[:, 0], updated=torch.nn.functional.normalize(updated, dim=1))


def density():
    """Abati et al. 2019, section 3.2: 4 values in 5 bins, 2 features; each value's layers see slices of those before it."""
    torch.manual_seed(5)
    length, bins, features = 4, 5, 2
    codes = torch.rand(3, length, requires_grad=True)
    widths = [1, features, features, bins]
    layers = [(torch.randn(length * i, length * o).mul(0.5).requires_grad_(), torch.randn(length * o).mul(0.1).requires_grad_())
              for i, o in zip(widths, widths[1:])]
    x = codes
    for layer, ((weights, bias), i, o) in enumerate(zip(layers, widths, widths[1:])):
        values = []
        for v in range(length):
            known = (v if layer == 0 else v + 1) * i
            values.append(x[:, :known] @ weights[:known, v * o:(v + 1) * o] + bias[v * o:(v + 1) * o])
        x = torch.cat(values, 1)
        x = F.leaky_relu(x, 0.2) if layer < 2 else x
    surprise = F.cross_entropy(x.reshape(-1, bins), (codes.detach() * bins).long().clamp(max=bins - 1).reshape(-1), reduction="none")
    loss = surprise.mean()
    loss.backward()
    named = {"codes": codes}
    for layer, (weights, bias) in enumerate(layers):
        named[f"density-{layer}"], named[f"density-{layer}-bias"] = weights, bias
    save("density", surprise=surprise, loss=loss.reshape(1), **named, **{f"{k}-gradient": v.grad for k, v in named.items()})


def codebook():
    """Van den Oord et al. 2017: quantisation, straight-through gradient, commitment 0.25, and the averages of appendix A.1."""
    torch.manual_seed(6)
    book, features = torch.randn(5, 3), torch.randn(7, 3, requires_grad=True)
    distances = torch.cdist(features, book)
    nearest = distances.argmin(1)
    quantised = book[nearest]
    passed = features + (quantised - features).detach()
    loss = ((passed - 0.3) ** 2).mean() + 0.25 * F.mse_loss(features, quantised)
    loss.backward()
    ones = F.one_hot(nearest, 5).float()
    counts = 0.9 * torch.ones(5) + 0.1 * ones.sum(0)
    sums = 0.9 * book + 0.1 * ones.T @ features
    smoothed = (counts + 1e-5) / (counts.sum() + 5e-5) * counts.sum()
    save("codebook", book=book, features=features, passed=passed, loss=loss.reshape(1), nearest=nearest,
         distances=distances.min(1).values, updated=sums / smoothed[:, None], **{"features-gradient": features.grad})


def aggregation():
    """NetVLAD (Arandjelovic et al. 2016) window by window, a centre moved by its residuals, and MNAD's losses of distance;
    2 windows of 3 places, 4 centres of which the second is not used, sharpness 3."""
    torch.manual_seed(7)
    rows, raw = torch.randn(6, 5, requires_grad=True), torch.randn(4, 5, requires_grad=True)
    selected = torch.tensor([[1.0, 0, 1, 1]])
    used = [0, 2, 3]
    features, centres = F.normalize(rows, dim=1), F.normalize(raw, dim=1)
    shares = torch.softmax(-3 * torch.cdist(features, centres[used]) ** 2, 1)
    assigned = torch.zeros(6, 4)
    assigned[:, used] = shares.detach()
    prototypes, read = [], []
    for window in range(2):
        own = features[3 * window:3 * window + 3]
        moved = [centres[k] + (shares[3 * window:3 * window + 3, n, None] * (own - centres[k])).sum(0) for n, k in enumerate(used)]
        found = F.normalize(torch.stack(moved), dim=1)
        prototypes.append(torch.stack([found[0], centres[1], found[1], found[2]]))
        read.append(torch.softmax(own @ found.T, 1) @ found)
    read = torch.cat(read)
    squared = ((features[:, None] - centres[used][None]) ** 2).sum(2).sort(1).values
    compactness = squared[:, 0].mean() / 5
    separateness = torch.relu(squared[:, 0].sqrt() - squared[:, 1].sqrt() + 1).mean()
    loss = ((read - 0.2) ** 2).mean() + 0.7 * compactness + 0.4 * separateness
    loss.backward()
    save("aggregation", rows=rows, centres=raw, selected=selected, assigned=assigned, prototypes=torch.stack(prototypes), read=read,
         loss=loss.reshape(1), **{"rows-gradient": rows.grad, "centres-gradient": raw.grad})



if __name__ == "__main__":
    prediction()
    memory()
    density()
    codebook()
    aggregation()
