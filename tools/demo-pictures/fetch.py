"""Copies the CC0 demo pictures out of the pinned scikit-image wheel (CPython 3.11, x86-64 Linux) into the resources of xvad-cli."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "xvad-cli/src/main/resources/io/xvad/cli/demo"
SHA256 = {
    "brick.png": "7966caf324f6ba843118d98f7a07746d22f6a343430add0233eca5f6eaaa8fcf",
    "grass.png": "b6b6022426b38936c43a4ac09635cd78af074e90f42ffa8227ac8b7452d39f89",
    "gravel.png": "c48615b451bf1e606fbd72c0aa9f8cc0f068ab7111ef7d93bb9b0f2586440c12",
}
DOWNLOAD = [
    "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:",
    "--python-version=3.11", "--implementation=cp",
    "--platform=manylinux_2_24_x86_64", "--platform=manylinux_2_28_x86_64",
    "--requirement", str(HERE / "artefacts.txt"),
]  # fmt: skip


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", *DOWNLOAD, "--dest", folder], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for name, wanted in SHA256.items():
                data = wheel.read(f"skimage/data/{name}")
                got = hashlib.sha256(data).hexdigest()
                if got != wanted:
                    raise SystemExit(f"{name}: SHA-256 is {got}, wanted {wanted}")
                (TARGET / name).write_bytes(data)
                print(name, len(data), "bytes", got)


if __name__ == "__main__":
    main()
