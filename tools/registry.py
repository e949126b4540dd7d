"""Packages of registries, checked by hash: data to measure on, of which nothing is kept in the repository. Needs Python 3.9, pip, apt-get and dpkg-deb."""
import hashlib
import subprocess
import sys
import zipfile


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


def fetched(listing, folder):
    """The files that a list of artefacts names, a line each: registry, name, version, SHA-256, files."""
    for line in listing.read_text().splitlines():
        if not line.startswith("#"):
            registry, name, version, digest, *files = line.split()
            archive = download(folder / f"{name}.download", registry, name, version)
            yield from unpacked(archive, digest, folder, files)
