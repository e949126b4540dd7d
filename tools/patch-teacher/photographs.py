"""Crops of the photographs and textures that Debian packages ship, to distil on; nothing of them is kept in the repository."""

import argparse
import hashlib
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

ARTEFACTS = Path(__file__).with_name("artefacts.txt")
KINDS = (".jpg", ".jpeg", ".png", ".webp", ".tga")
NO_PHOTOGRAPHS = ("_norm", "_gloss", "_glow", "_bump", "_pants", "_shirt")
SIDE = 512
LEAST = 200
GREY = 0.1
MOST = 12

Image.MAX_IMAGE_PIXELS = None


def artefacts() -> list[tuple[str, str, str, int]]:
    """Returns package, version, SHA-256 and the most images to take of each package."""
    rows = [line.split() for line in ARTEFACTS.read_text().splitlines() if line and not line.startswith("#")]
    return [(name, version, digest, int(most)) for name, version, digest, most, *_ in rows]


def fetch(folder: Path, name: str, version: str, digest: str) -> Path:
    """Downloads a package with apt, unless it is there, and unpacks it."""
    unpacked = folder / name
    if unpacked.exists():
        return unpacked
    subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=folder, check=True)
    (archive,) = folder.glob(f"{name}_*.deb")
    got = hashlib.sha256(archive.read_bytes()).hexdigest()
    if got != digest:
        raise ValueError(f"{archive.name} must have the SHA-256 {digest}, has {got}")
    subprocess.run(["dpkg-deb", "-x", str(archive), str(unpacked)], check=True)
    return unpacked


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yields name and bytes of all images of a package, also of those in archives of games."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".pk3":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.lower().endswith(KINDS):
                        yield name, archive.read(name)
        elif path.suffix.lower() in KINDS and path.is_file() and not path.is_symlink():
            yield str(path.relative_to(folder)), path.read_bytes()


def colour(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Returns the image in RGB, what is transparent in one colour."""
    rgba = image.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, (*(int(v) for v in random.integers(0, 256, 3)), 255))
    return Image.alpha_composite(ground, rgba).convert("RGB")


def crops(image: Image.Image, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yields squares of 512 pixels: of large images several, at scales between the whole image and every pixel."""
    short = min(image.size)
    count = int(np.clip(image.size[0] * image.size[1] / SIDE**2 / 2, 1, MOST))
    for _ in range(count):
        window = int(min(short, SIDE * np.exp(random.uniform(np.log(0.75), np.log(max(0.75, short / SIDE))))))
        left, top = (int(random.integers(0, full - window + 1)) for full in image.size)
        crop = image.crop((left, top, left + window, top + window)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        crop = crop.convert("L").convert("RGB") if random.uniform() < GREY else crop
        values = np.asarray(crop)
        yield values[:, ::-1] if random.uniform() < 0.5 else values


def package(folder: Path, most: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yields crops of so many images of a package."""
    wanted = [(name, data) for name, data in files(folder) if not any(part in name for part in NO_PHOTOGRAPHS)]
    taken = 0
    for index in random.permutation(len(wanted)):
        name, data = wanted[index]
        with Image.open(io.BytesIO(data)) as opened:
            if min(opened.size) < LEAST or taken >= most:
                continue
            opened.draft("RGB", (2048, 2048))
            taken += 1
            image = colour(opened, random)
        if max(image.size) > 4 * SIDE:
            image.thumbnail((4 * SIDE, 4 * SIDE))
        yield from crops(image, random)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder for packages and crops")
    folder = parser.parse_args().work
    (folder / "packages").mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(0)
    found = []
    for name, version, digest, most in artefacts():
        before = len(found)
        found += package(fetch(folder / "packages", name, version, digest), most, random)
        print(f"{name} {version}: {len(found) - before} crops", flush=True)
    np.save(folder / "crops.npy", np.stack([found[i] for i in random.permutation(len(found))]))


if __name__ == "__main__":
    main()
