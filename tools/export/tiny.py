"""Makes the tiny random exports of the tests, with what each method computes from them; see README.md.

    python tiny.py                 writes them all into the test resources of xvad-foundation
    python tiny.py winclip         only this one
    python tiny.py --check         makes them in a temporary folder and compares them with those
"""
import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

import folder
import tiny_clip
import tiny_components
import tiny_dino
import tiny_segment
import tiny_words

HOME = Path(__file__).resolve().parents[2] / "xvad-foundation/src/test/resources/exports"
EXPORTS = {**tiny_clip.EXPORTS, **tiny_dino.EXPORTS, **tiny_components.EXPORTS, **tiny_segment.EXPORTS, **tiny_words.EXPORTS}
LARGEST = 500_000
TOLERANCE = 1e-5


def made(name, home):
    """Writes one folder, with the methods' values beside it in expected.npz."""
    out = home / name
    folder.archive(out / "expected.npz", EXPORTS[name](out))
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    if size > LARGEST:
        raise SystemExit(f"{out} has {size:,} bytes, more than {LARGEST:,}")


def differences(made, committed):
    """What two folders do not have in common, in words."""
    names = {file.relative_to(made) for file in made.rglob("*")}
    for name in sorted(names ^ {file.relative_to(committed) for file in committed.rglob("*")}):
        yield f"{name} is in one of them only"
    for name in sorted(name for name in names if name.suffix == ".npz" and (committed / name).exists()):
        ours, theirs = np.load(made / name), np.load(committed / name)
        for entry in sorted({*ours.files} ^ {*theirs.files}):
            yield f"{name}: {entry} is in one of them only"
        for entry in sorted({*ours.files} & {*theirs.files}):
            difference = folder.largest(ours[entry], theirs[entry])
            if not difference <= TOLERANCE * max(1, np.abs(theirs[entry].astype(float)).max(initial=0)):
                yield f"{name}: {entry} differs by {difference:.1e}"


def checked(name, home):
    with tempfile.TemporaryDirectory() as temporary:
        made(name, Path(temporary))
        found = list(differences(Path(temporary, name), home / name))
    print(*(found or [f"{name} is as committed"]), sep="\n")
    return not found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(EXPORTS))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--home", type=Path, default=HOME, help="another folder than that of the tests")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    results = [(checked if arguments.check else made)(name, arguments.home) for name in arguments.names or EXPORTS]
    sys.exit(arguments.check and not all(results))


if __name__ == "__main__":
    main()
