"""The data of the experiments: magnetic tiles in the MVTec layout, and texture tiles with seeded synthetic defects."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

ROOT = Path(__file__).resolve().parents[2]
TEXTURES = ROOT / "xvad-cli/src/main/resources/io/xvad/cli/demo"


@dataclass(frozen=True)
class Sample:
    """A grey picture in [0,1], the kind of its defect (good when it has none) and the mask of that defect."""

    pixels: np.ndarray
    kind: str
    mask: np.ndarray


@dataclass(frozen=True)
class Split:
    train: list[Sample]
    test: list[Sample]


def magnetic_tile(folder: Path, split: int = 0) -> Split:
    """Split 0 is the one on disk; split k > 0 swaps the 40 normal test images with 40 seeded training images."""
    train = [_read(path, "good", folder) for path in sorted((folder / "train/good").iterdir())]
    test = [
        _read(path, kind.name, folder) for kind in sorted((folder / "test").iterdir()) for path in sorted(kind.iterdir())
    ]
    if split == 0:
        return Split(train, test)
    normal = [sample for sample in test if sample.kind == "good"]
    chosen = set(np.random.default_rng(split).permutation(len(train))[: len(normal)].tolist())
    swapped = [train[index] for index in sorted(chosen)]
    kept = [sample for index, sample in enumerate(train) if index not in chosen]
    return Split(kept + normal, swapped + [sample for sample in test if sample.kind != "good"])


def texture(name: str, seed: int = 0) -> Split:
    """128×128 tiles: training from the left half of the texture, test from the right half with and without defects."""
    picture = _grey(TEXTURES / f"{name}.png")
    others = [_grey(path) for path in sorted(TEXTURES.glob("*.png")) if path.stem != name]
    generator = np.random.default_rng(seed)
    train = [_good(tile) for tile in _tiles(picture[:, :256], 32)]
    held_out = _tiles(picture[:, 256:], 64)
    test = [_good(tile) for tile in held_out]
    for kind in ("scratch", "stain", "blur", "foreign"):
        test += [_defective(tile, kind, generator, others) for tile in held_out]
    return Split(train, test)


def _read(path: Path, kind: str, folder: Path) -> Sample:
    pixels = _grey(path)
    if kind == "good":
        return _good(pixels)
    mask = _grey(folder / "ground_truth" / kind / f"{path.stem}_mask.png") > 0.5
    if mask.shape != pixels.shape:
        raise SystemExit(f"{path}: mask is {mask.shape}, picture is {pixels.shape}")
    return Sample(pixels, kind, mask)


def _good(pixels: np.ndarray) -> Sample:
    return Sample(pixels, "good", np.zeros(pixels.shape, bool))


def _grey(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("L"), dtype=np.float32) / 255


def _tiles(picture: np.ndarray, step: int, side: int = 128) -> list[np.ndarray]:
    rows = range(0, picture.shape[0] - side + 1, step)
    columns = range(0, picture.shape[1] - side + 1, step)
    return [picture[row : row + side, column : column + side] for row in rows for column in columns]


def _defective(tile: np.ndarray, kind: str, generator: np.random.Generator, others: list[np.ndarray]) -> Sample:
    mask = _scratch(tile.shape, generator) if kind == "scratch" else _ellipse(tile.shape, generator)
    if kind == "scratch":
        changed = tile * 0.4
    elif kind == "stain":
        changed = np.clip(tile + generator.choice([-0.2, 0.2]), 0, 1)
    elif kind == "blur":
        changed = ndimage.gaussian_filter(tile, 2.5)
    else:
        changed = _matched(generator.choice(_tiles(others[generator.integers(len(others))], 64)), tile)
    soft = ndimage.gaussian_filter(mask.astype(np.float32), 0.7)
    return Sample(tile * (1 - soft) + changed * soft, kind, mask)


def _matched(foreign: np.ndarray, tile: np.ndarray) -> np.ndarray:
    return np.clip((foreign - foreign.mean()) / foreign.std() * tile.std() + tile.mean(), 0, 1)


def _scratch(shape: tuple[int, int], generator: np.random.Generator) -> np.ndarray:
    canvas = Image.new("1", shape[::-1])
    start, angle = generator.uniform(30, 98, 2), generator.uniform(0, 2 * np.pi)
    points = [tuple(start)]
    for _ in range(3):
        angle += generator.normal(0, 0.3)
        start = start + 12 * np.array([np.cos(angle), np.sin(angle)])
        points.append(tuple(start))
    ImageDraw.Draw(canvas).line(points, fill=1, width=2)
    return np.asarray(canvas)


def _ellipse(shape: tuple[int, int], generator: np.random.Generator) -> np.ndarray:
    centre, radii, angle = generator.uniform(20, 108, 2), generator.uniform(6, 14, 2), generator.uniform(0, np.pi)
    y, x = np.mgrid[: shape[0], : shape[1]] - centre[:, None, None]
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    return (along / radii[0]) ** 2 + (across / radii[1]) ** 2 <= 1
