"""Locally aware patch vectors (Roth et al. 2022, section 3.1): means over square neighbourhoods, coarser layers joined at the finer grid."""

import numpy as np
import torch
from torch.nn import functional


def joined(features: dict[int, np.ndarray], strides: tuple[int, ...], neighbourhood: int = 3, zero_padding: bool = True) -> torch.Tensor:
    """Returns [D,h,w] on the grid of the finest stride; with zero_padding a mean at the border counts the zeros outside."""
    grids = []
    for stride in sorted(strides):
        grid = torch.from_numpy(features[stride])[None]
        if neighbourhood > 1:
            grid = functional.avg_pool2d(grid, neighbourhood, 1, neighbourhood // 2, count_include_pad=zero_padding)
        if grids:
            grid = functional.interpolate(grid, grids[0].shape[-2:], mode="bilinear", align_corners=False)
        grids.append(grid)
    return torch.cat(grids, 1)[0]


def rows(grid: torch.Tensor) -> torch.Tensor:
    return grid.flatten(1).T.contiguous()


class Scaling:
    """How patch vectors are scaled before distances: raw, layer (one factor a layer), channel (z-scores), unit (length 1 a layer)."""

    def __init__(self, kind: str, train: torch.Tensor, channels: list[int]) -> None:
        self.kind, self.channels = kind, channels
        self.centre, self.spread = train.mean(0), train.std(0) + 1e-6

    def __call__(self, vectors: torch.Tensor) -> torch.Tensor:
        if self.kind == "raw":
            return vectors
        if self.kind == "channel":
            return (vectors - self.centre) / self.spread
        parts = vectors.split(self.channels, 1)
        if self.kind == "layer":
            spreads = self.spread.split(self.channels)
            return torch.cat([part / spread.square().sum().sqrt() for part, spread in zip(parts, spreads)], 1)
        if self.kind == "unit":
            return torch.cat([functional.normalize(part, dim=1) for part in parts], 1)
        raise ValueError(f"scaling: got {self.kind}, wanted raw, layer, channel or unit")
