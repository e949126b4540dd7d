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
    """Liu et al. 2018, equations 2 to 4, weights 1, 1 and 2."""
    torch.manual_seed(31)
    before, target = torch.rand(2, 1, 12, 12), torch.rand(2, 1, 12, 12)
    output = (target + 0.2 * torch.randn(2, 1, 12, 12)).requires_grad_()
    intensity = ((output - target) ** 2).mean()
    gradient = sum((output.diff(dim=d).abs() - target.diff(dim=d).abs()).abs().mean() for d in (2, 3))
    found, wanted = flow(before, output), flow(before, target)
    moved = (found - wanted).abs().mean((0, 1, 2, 3)).sum()
    loss = intensity + gradient + 2 * moved
    loss.backward()
    save("prediction", before=before, target=target, output=output, loss=loss.reshape(1), flow=wanted,
         **{"output-gradient": output.grad})


prediction()
