"""Runs named groups of experiments and appends one row a configuration to results.csv.

    python sweep.py --data MAGNETIC_TILES layers resolution splits coreset padim textures
"""

import argparse
import csv
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from backbone import Backbone
from datasets import Split, magnetic_tile, texture
from evaluate import Cache, evaluate
from padim_reference import Padim, PadimOptions
from patchcore_reference import PatchCore, PatchCoreOptions

BASE = PatchCoreOptions()
LAYERS = [(8, 16), (16,), (8,), (4, 8), (4, 8, 16)]
SCALINGS = ["raw", "layer", "channel", "unit"]
TEXTURES = ["brick", "grass", "gravel"]
COLUMNS = ["data", "size", "square", "detector", "options", "fit_s", "detect_ms", "pixel", "aupro"]
SCORES = ["max", "reweighted", "smoothed", "original"]
KINDS = ["blowhole", "break", "crack", "fray", "uneven"]


class Experiments:
    def __init__(self, data: Path) -> None:
        self.data, self.backbone = data, Backbone()

    def layers(self) -> Iterator[dict]:
        tiles = self._tiles(0, 224)
        for strides in LAYERS:
            for scaling in SCALINGS:
                yield self._patchcore(tiles, replace(BASE, strides=strides, scaling=scaling))

    def resolution(self) -> Iterator[dict]:
        for size in (224, 256, 320):
            for square in (True, False):
                tiles = self._tiles(0, size, square)
                for strides in ((8, 16), (16,)):
                    yield self._patchcore(tiles, replace(BASE, strides=strides))

    def splits(self) -> Iterator[dict]:
        for split in (0, 1, 2, 3):
            tiles = self._tiles(split, 224)
            for strides in ((8, 16), (16,)):
                for scaling in ("raw", "channel"):
                    yield self._patchcore(tiles, replace(BASE, strides=strides, scaling=scaling, seed=split))

    def seeds(self) -> Iterator[dict]:
        tiles = self._tiles(0, 224)
        for seed in (1, 2, 3):
            for strides in ((8, 16), (16,)):
                yield self._patchcore(tiles, replace(BASE, strides=strides, seed=seed))

    def coreset(self) -> Iterator[dict]:
        tiles = self._tiles(0, 224)
        for coreset in (500, 1000, 5000):
            yield self._patchcore(tiles, replace(BASE, coreset=coreset))
        for neighbours in (3, 9):
            yield self._patchcore(tiles, replace(BASE, neighbours=neighbours))
        yield self._patchcore(tiles, replace(BASE, neighbourhood=1))
        yield self._patchcore(tiles, replace(BASE, projection=1000))
        yield self._patchcore(tiles, replace(BASE, projection=64))

    def candidates(self) -> Iterator[dict]:
        for split in (0, 1, 2, 3):
            tiles = self._tiles(split, 224)
            for candidates in (10000, 20000):
                yield self._patchcore(tiles, replace(BASE, candidates=candidates, seed=split))
            yield self._patchcore(tiles, replace(BASE, scaling="layer", candidates=20000, seed=split))

    def neighbourhood(self) -> Iterator[dict]:
        for split in (0, 1, 2, 3):
            tiles = self._tiles(split, 224)
            for strides, scaling in (((8, 16), "raw"), ((8, 16), "channel"), ((16,), "raw")):
                for side in (3, 5):
                    options = replace(BASE, strides=strides, scaling=scaling, neighbourhood=side, candidates=20000, seed=split)
                    yield self._patchcore(tiles, options)
            yield self._padim(tiles, PadimOptions(strides=(8, 16), neighbourhood=3, seed=split))
            yield self._padim(tiles, PadimOptions(strides=(8, 16), seed=split))
            yield self._padim(tiles, PadimOptions(seed=split))
        for name in TEXTURES:
            tiles = name, Cache(self.backbone, texture(name), 224)
            for side in (3, 5):
                yield self._patchcore(tiles, replace(BASE, neighbourhood=side, candidates=20000))
            yield self._padim(tiles, PadimOptions(strides=(8, 16), neighbourhood=3))

    def padding(self) -> Iterator[dict]:
        for split in (0, 1, 2, 3):
            options = replace(BASE, zero_padding=False, candidates=20000, seed=split)
            yield self._patchcore(self._tiles(split, 224), options)

    def padim(self) -> Iterator[dict]:
        for split in (0, 1):
            tiles = self._tiles(split, 224)
            for strides, channels in (((16,), 112), ((8, 16), 50), ((8, 16), 100), ((8, 16), 152), ((4, 8, 16), 50), ((4, 8, 16), 100)):
                for shrinkage in ("epsilon", "ledoit-wolf") if split == 0 else ("epsilon",):
                    options = PadimOptions(strides=strides, channels=channels, shrinkage=shrinkage)
                    yield self._padim(tiles, options)

    def textures(self) -> Iterator[dict]:
        for name in TEXTURES:
            tiles = name, Cache(self.backbone, texture(name), 224)
            for strides in LAYERS[:3] + LAYERS[4:]:
                for scaling in ("raw", "channel"):
                    if strides != (4, 8, 16) or scaling == "raw":
                        yield self._patchcore(tiles, replace(BASE, strides=strides, scaling=scaling))
            for strides, channels in (((4, 8, 16), 100), ((8, 16), 100), ((16,), 112)):
                for shrinkage in ("epsilon", "ledoit-wolf"):
                    options = PadimOptions(strides=strides, channels=channels, shrinkage=shrinkage)
                    yield self._padim(tiles, options)

    def _tiles(self, split: int, size: int, square: bool = True) -> tuple[str, Cache]:
        data: Split = magnetic_tile(self.data, split)
        return f"magnetic-tile/{split}", Cache(self.backbone, data, size, square)

    def _patchcore(self, tiles: tuple[str, Cache], options: PatchCoreOptions) -> dict:
        return _row(tiles, "patchcore", options, BASE, PatchCore)

    def _padim(self, tiles: tuple[str, Cache], options: PadimOptions) -> dict:
        return _row(tiles, "padim", options, PadimOptions(), Padim)


def _row(tiles: tuple[str, Cache], detector: str, options, base, fit) -> dict:
    name, cache = tiles
    shown = ("strides", "scaling") if detector == "patchcore" else ("strides", "channels", "shrinkage")
    defaults = asdict(base)
    text = " ".join(f"{key}={value}" for key, value in asdict(options).items() if key in shown or value != defaults[key])
    about = {"data": name, "size": cache.size, "square": cache.square, "detector": detector, "options": text}
    return about | evaluate(cache, fit, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "results.csv")
    parser.add_argument("groups", nargs="+")
    arguments = parser.parse_args()
    experiments = Experiments(arguments.data)
    fields = COLUMNS + [f"image_{score}" for score in SCORES] + [f"{kind}_{score}" for kind in KINDS for score in SCORES]
    for group in arguments.groups:
        for row in getattr(experiments, group)():
            _append(arguments.out, fields, row)
            print(_shown(row), flush=True)


def _append(path: Path, fields: list[str], row: dict) -> None:
    fresh = not path.exists()
    with path.open("a", newline="") as stream:
        writer = csv.DictWriter(stream, fields, extrasaction="ignore", lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerow({key: f"{value:.4f}" if isinstance(value, float) else value for key, value in row.items()})


def _shown(row: dict) -> str:
    figures = {key: value for key, value in row.items() if key.startswith(("image_", "pixel", "aupro", "fit", "detect_"))}
    about = f"{row['data']} {row['detector']} {row['size']} square={row['square']} {row['options']}:"
    kinds = {key[:5]: value for key, value in row.items() if key.endswith("_original") and not key.startswith("image")}
    return about + "".join(f" {key}={value:.3f}" for key, value in (figures | kinds).items())


if __name__ == "__main__":
    main()
