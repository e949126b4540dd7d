"""Layers, their gradients and optimisers' steps on small fixed values, computed by PyTorch, as one archive; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
ALL = {}


def save(name, **tensors):
    for key, value in tensors.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        ALL[f"{name}/{key}"] = np.ascontiguousarray(array.astype(np.float32))


def layer(name, function, x, weights=None):
    """The value, and the gradients of its sum weighed by fixed numbers."""
    weights = weights or {}
    x = x.clone().requires_grad_()
    y = function(x)
    weighed = torch.randn_like(y)
    found = torch.autograd.grad((y * weighed).sum(), [x, *weights.values()])
    save(name, x=x, y=y, weighed=weighed, **{"x-gradient": found[0]},
         **weights, **{f"{key}-gradient": gradient for key, gradient in zip(weights, found[1:])})


def batch_normalisation(name, norm, shape):
    torch.manual_seed(1)
    nn.init.uniform_(norm.weight, 0.5, 1.5)
    nn.init.uniform_(norm.bias, -1, 1)
    layer(name, norm, 3 + 2 * torch.randn(shape), {"scale": norm.weight, "shift": norm.bias})
    save(name, mean=norm.running_mean, variance=norm.running_var)
    norm.eval()
    scored = torch.randn(shape)
    save(name, scored=scored, **{"scored-y": norm(scored)})


def steps(name, **options):
    """Five steps towards a target that differs from step to step; the weights after each."""
    torch.manual_seed(2)
    weight = nn.Parameter(torch.randn(6))
    targets = torch.randn(5, 6)
    optimiser = torch.optim.SGD([weight], **options)
    save(name, start=weight, targets=targets)
    after = []
    for target in targets:
        optimiser.zero_grad()
        ((weight - target) ** 2).sum().backward()
        optimiser.step()
        after.append(weight.detach().clone())
    save(name, after=torch.stack(after))


batch_normalisation("batch-images", nn.BatchNorm2d(3), (4, 3, 5, 4))
batch_normalisation("batch-rows", nn.BatchNorm1d(5), (7, 5))
steps("sgd", lr=0.1)
steps("momentum", lr=0.1, momentum=0.9, weight_decay=1e-2)
steps("nesterov", lr=0.1, momentum=0.9, weight_decay=1e-2, nesterov=True)
np.savez(HERE / "layers.npz", **ALL)
print("torch", torch.__version__, "numpy", np.__version__)
