"""Plain PaDiM (Defard et al. 2021) on the packaged backbone, written from the paper to choose the defaults of the Java detector."""

from dataclasses import dataclass

import numpy as np
import torch

from patches import joined


@dataclass(frozen=True)
class PadimOptions:
    strides: tuple[int, ...] = (4, 8, 16)
    channels: int = 100
    shrinkage: str = "epsilon"
    neighbourhood: int = 1
    seed: int = 0


class Padim:
    def __init__(self, options: PadimOptions, train: list[dict[int, np.ndarray]]) -> None:
        self.options = options
        total = sum(train[0][stride].shape[0] for stride in options.strides)
        generator = torch.Generator().manual_seed(options.seed)
        self.chosen = torch.randperm(total, generator=generator)[: options.channels].sort().values
        samples = torch.stack([self._grid(features) for features in train]).double()
        self.mean = samples.mean(0)
        centred = (samples - self.mean).flatten(2).permute(2, 0, 1)
        covariance = centred.transpose(1, 2) @ centred / (len(train) - 1)
        self.factor = torch.linalg.cholesky(_shrunk(covariance, centred, options.shrinkage))

    def score(self, features: dict[int, np.ndarray]) -> tuple[np.ndarray, dict[str, float]]:
        """Returns the Mahalanobis distances [h,w] (equation 2) and their maximum."""
        grid = self._grid(features).double() - self.mean
        columns = grid.flatten(1).T[:, :, None]
        whitened = torch.linalg.solve_triangular(self.factor, columns, upper=False)
        distances = whitened.square().sum((1, 2)).sqrt()
        return distances.reshape(grid.shape[1:]).numpy(), {"max": float(distances.max())}

    def _grid(self, features: dict[int, np.ndarray]) -> torch.Tensor:
        return joined(features, self.options.strides, self.options.neighbourhood)[self.chosen]


def _shrunk(covariance: torch.Tensor, centred: torch.Tensor, kind: str) -> torch.Tensor:
    identity = torch.eye(covariance.shape[-1], dtype=covariance.dtype)
    if kind == "epsilon":
        return covariance + 0.01 * identity
    if kind == "ledoit-wolf":
        weight, scale = _ledoit_wolf(covariance, centred)
        return (1 - weight) * covariance + weight * scale * identity
    raise ValueError(f"shrinkage: got {kind}, wanted epsilon or ledoit-wolf")


def _ledoit_wolf(covariance: torch.Tensor, centred: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Shrinkage weight and target scale at each position (Ledoit and Wolf 2004, lemma 3.2 to 3.4)."""
    count, size = centred.shape[1:]
    scale = covariance.diagonal(dim1=1, dim2=2).mean(1)
    target = covariance.square().sum((1, 2)) - size * scale.square()
    fourth = centred.square().sum(2).square().sum(1)
    spread = (fourth / count - covariance.square().sum((1, 2))) / count
    weight = (spread.clamp_min(0) / target.clamp_min(1e-12)).clamp(0, 1)
    return weight[:, None, None], scale[:, None, None]
