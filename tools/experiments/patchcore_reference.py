"""Plain PatchCore (Roth et al. 2022) on the packaged backbone, written from the paper to choose the defaults of the Java detector."""

from dataclasses import dataclass

import numpy as np
import torch

from patches import Scaling, joined, rows


@dataclass(frozen=True)
class PatchCoreOptions:
    strides: tuple[int, ...] = (8, 16)
    scaling: str = "raw"
    coreset: int = 2000
    projection: int = 128
    neighbours: int = 1
    reweighting: int = 9
    neighbourhood: int = 3
    zero_padding: bool = True
    candidates: int | None = None
    seed: int = 0


class PatchCore:
    def __init__(self, options: PatchCoreOptions, train: list[dict[int, np.ndarray]]) -> None:
        self.options = options
        vectors = torch.cat([rows(self._grid(features)) for features in train])
        channels = [train[0][stride].shape[0] for stride in sorted(options.strides)]
        self.scaling = Scaling(options.scaling, vectors, channels)
        vectors = self.scaling(vectors)[sampled(len(vectors), options)]
        self.memory = vectors[greedy_k_centre(vectors, options)]

    def score(self, features: dict[int, np.ndarray]) -> tuple[np.ndarray, dict[str, float]]:
        """Returns the patch distances [h,w], and the image score as their maximum and re-weighted (equation 7)."""
        grid = self._grid(features)
        vectors = self.scaling(rows(grid))
        distances, indices = _cdist(vectors, self.memory).topk(self.options.neighbours, dim=1, largest=False)
        scores = distances.mean(1)
        return scores.reshape(grid.shape[1:]).numpy(), {
            "max": float(scores.max()),
            "reweighted": self._reweighted(vectors, scores, indices[:, 0]),
        }

    def _reweighted(self, vectors: torch.Tensor, scores: torch.Tensor, nearest: torch.Tensor) -> float:
        worst = int(scores.argmax())
        centre = self.memory[nearest[worst]][None]
        support = _cdist(centre, self.memory)[0].topk(self.options.reweighting, largest=False).indices
        distances = _cdist(vectors[worst][None], self.memory[support])[0]
        return float((1 - torch.softmax(distances, 0)[0]) * scores[worst])

    def _grid(self, features: dict[int, np.ndarray]) -> torch.Tensor:
        return joined(features, self.options.strides, self.options.neighbourhood, self.options.zero_padding)


def greedy_k_centre(vectors: torch.Tensor, options: PatchCoreOptions) -> torch.Tensor:
    """Indices of the greedy k-centre coreset (algorithm 1), on a seeded Gaussian projection when that is smaller."""
    generator = torch.Generator().manual_seed(options.seed)
    if options.projection < vectors.shape[1]:
        matrix = torch.randn(vectors.shape[1], options.projection, generator=generator) / options.projection**0.5
        vectors = vectors @ matrix
    squares = vectors.square().sum(1)
    chosen = [int(torch.randint(len(vectors), (1,), generator=generator))]
    nearest = torch.full((len(vectors),), torch.inf)
    for _ in range(min(options.coreset, len(vectors)) - 1):
        centre = chosen[-1]
        nearest = torch.minimum(nearest, squares + squares[centre] - 2 * (vectors @ vectors[centre]))
        nearest[centre] = -torch.inf
        chosen.append(int(nearest.argmax()))
    return torch.tensor(chosen)


def sampled(count: int, options: PatchCoreOptions) -> torch.Tensor:
    """Indices of a uniform sample ahead of the coreset, which bounds its time and memory; all when candidates is None."""
    if options.candidates is None or options.candidates >= count:
        return torch.arange(count)
    return torch.randperm(count, generator=torch.Generator().manual_seed(options.seed))[: options.candidates]


def _cdist(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    squares = left.square().sum(1)[:, None] + right.square().sum(1)[None] - 2 * left @ right.T
    return squares.clamp_min(0).sqrt()
