"""Writes synthetic normal images, soft stripes with noise, as docs/measurements/long-lives.md measures on.

    python stripes.py FOLDER FIRST COUNT SIDE

Each image is named by its number and made from it, so that folders of other numbers hold other images.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image


def image(number: int, side: int) -> Image.Image:
    random = np.random.default_rng(number)
    y, x = np.mgrid[0:side, 0:side]
    angle = random.uniform(-0.15, 0.15)
    frequency = 0.35 + 0.05 * random.random()
    along = (np.cos(angle) * x + np.sin(angle) * y) * frequency + random.uniform(0, 6)
    shade = 0.12 * np.sin(y * 0.11 + random.uniform(0, 6))
    values = 0.5 + 0.2 * np.sin(along) + shade + random.normal(0, 0.03, (side, side))
    return Image.fromarray((np.clip(values, 0, 1) * 255).astype("uint8"))


def main() -> None:
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    folder, first, count, side = Path(sys.argv[1]), *map(int, sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        image(number, side).save(folder / f"{number:05d}.png")


if __name__ == "__main__":
    main()
