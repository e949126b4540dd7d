"""Puts the images that magnetic-tile.txt names into MVTec's layout, with their masks: the data set magnetic-tile of docs/measurements/detectors.md.

usage: magnetic_tile.py SOURCE OUT

SOURCE is what Huang et al. (2020, "Surface defect saliency of magnetic tile") publish: folders MT_Free, MT_Blowhole, MT_Break, MT_Crack, MT_Fray and MT_Uneven,
each with Imgs/NAME.jpg and the mask Imgs/NAME.png.
"""
import shutil
import sys
from pathlib import Path


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    source, out = map(Path, sys.argv[1:])
    for line in Path(__file__).with_name("magnetic-tile.txt").read_text().split():
        target = Path(line)
        kind = target.parent.name
        image = source / ("MT_Free" if kind == "good" else f"MT_{kind.capitalize()}") / "Imgs" / target.name
        copy(image, out / target)
        if kind != "good":
            copy(image.with_suffix(".png"), out / "ground_truth" / kind / f"{target.stem}_mask.png")


main()
