"""Distils a patch description network from the packaged backbone, as the paper does from a WideResNet; goes on where it was killed."""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image
from torch import nn

RESOURCES = Path(__file__).parents[2] / "xvad-detectors/src/main/resources/io/xvad/detectors"
BACKBONE = RESOURCES / "backbone/efficientnet-lite0-s16.onnx"
KINDS = ("small", "medium")
GRID = 64
BORDER = 4
OUTPUTS = 32
STRIDE = 4
INPUT = STRIDE * OUTPUTS + 32
RATE = 1e-3
DECAY = 1e-5
BATCH = 4
KEEP_EVERY = 100
HELD_OUT = 64


def network(kind: str, width: int, outputs: int) -> nn.Sequential:
    """PDN-S or PDN-M with a first layer of this width, the next of twice that: a stride of 4, a field of 33 pixels, no padding."""
    first = [nn.Conv2d(3, width, 4), nn.ReLU(), nn.AvgPool2d(2), nn.Conv2d(width, 2 * width, 4), nn.ReLU(), nn.AvgPool2d(2)]
    middle = [nn.Conv2d(2 * width, 2 * width, 3), nn.ReLU(), nn.Conv2d(2 * width, outputs, 4)]
    if kind == "small":
        return nn.Sequential(*first, *middle)
    return nn.Sequential(*first, nn.Conv2d(2 * width, 2 * width, 1), nn.ReLU(), *middle, nn.ReLU(), nn.Conv2d(outputs, outputs, 1))


def targets(crops: np.ndarray, path: Path) -> np.ndarray:
    """Strides 8 and 16 of the backbone at 512 pixels, on a grid of 64, each the mean of 3 x 3 neighbours; kept in a file."""
    if path.exists():
        return np.load(path, mmap_mode="r")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(BACKBONE), options)
    part = path.with_suffix(".part.npy")
    kept = None
    for i, crop in enumerate(crops):
        values = (crop.astype(np.float32).transpose(2, 0, 1)[None] - 127) / 128
        fine, coarse = (torch.from_numpy(v) for v in session.run(["stride8", "stride16"], {"input": values}))
        large = nn.functional.interpolate(coarse, size=(GRID, GRID), mode="bilinear")
        mean = nn.functional.avg_pool2d(torch.cat([fine, large], 1), 3, 1, 1, count_include_pad=False)[0].numpy()
        if kept is None:
            kept = np.lib.format.open_memmap(part, "w+", np.float16, (len(crops), *mean.shape))
        kept[i] = mean
    kept.flush()
    part.rename(path)
    return np.load(path, mmap_mode="r")


def halved(crops: np.ndarray, path: Path) -> np.ndarray:
    """The crops as the patch description network sees them, with 256 pixels."""
    if not path.exists():
        small = [np.asarray(Image.fromarray(c).resize((256, 256), Image.Resampling.BILINEAR)) for c in crops]
        np.save(path, np.stack(small).transpose(0, 3, 1, 2))
    return np.load(path)


class Lessons:
    """Windows of the crops and what the backbone says there: its channels with mean 0 and deviation 1, turned to their principal components."""

    def __init__(self, images: np.ndarray, described: np.ndarray, outputs: int) -> None:
        self.images, self.described = images, described
        some = described[HELD_OUT:HELD_OUT + 400, :, ::4, ::4].astype(np.float64)
        values = some.transpose(0, 2, 3, 1).reshape(-1, some.shape[1])
        self.mean, deviation = values.mean(0), values.std(0)
        shares, components = np.linalg.eigh(np.corrcoef(values.T))
        scale = np.sqrt(shares[-outputs:].mean())
        self.components = (components[:, ::-1][:, :outputs] / deviation[:, None] / scale).astype(np.float32)
        self.share = shares[-outputs:].sum() / shares.sum()

    def window(self, index: int, top: int, left: int) -> tuple[np.ndarray, np.ndarray]:
        y, x = STRIDE * top, STRIDE * left
        image = self.images[index, :, y:y + INPUT, x:x + INPUT].astype(np.float32) / 255
        wanted = self.described[index, :, top + BORDER:top + BORDER + OUTPUTS, left + BORDER:left + BORDER + OUTPUTS]
        centred = wanted.astype(np.float32) - self.mean.astype(np.float32)[:, None, None]
        return image, np.einsum("cyx,co->oyx", centred, self.components, optimize=True)

    def batch(self, places: list[tuple[int, int, int]]) -> tuple[torch.Tensor, torch.Tensor]:
        images, wanted = zip(*(self.window(*place) for place in places), strict=True)
        return torch.from_numpy(2 * np.stack(images) - 1), torch.from_numpy(np.stack(wanted))

    def drawn(self, step: int) -> tuple[torch.Tensor, torch.Tensor]:
        random = np.random.default_rng((1, step))
        most = GRID - 2 * BORDER - OUTPUTS
        return self.batch([(int(random.integers(HELD_OUT, len(self.images))), *(int(v) for v in random.integers(0, most + 1, 2)))
                           for _ in range(BATCH)])

    def held_out(self) -> list[tuple[torch.Tensor, torch.Tensor]]:
        return [self.batch([(i, 12, 12) for i in range(start, start + 8)]) for start in range(0, HELD_OUT, 8)]


def train(net: nn.Sequential, lessons: Lessons, state: Path, seconds: float, steps: int) -> None:
    """Adam with a learning rate that falls along a half cosine over the time given, with a state that is kept every hundred steps."""
    optimiser = torch.optim.Adam(net.parameters(), RATE, weight_decay=DECAY)
    first, spent = 0, 0.0
    if state.exists():
        kept = torch.load(state, weights_only=True)
        net.load_state_dict(kept["net"])
        optimiser.load_state_dict(kept["optimiser"])
        first, spent = kept["step"], kept["spent"]
    held_out = lessons.held_out()
    started = time.time() - spent
    losses = []
    for step in range(first, steps):
        done = max(step / steps, (time.time() - started) / seconds)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)
        images, wanted = lessons.drawn(step)
        with torch.autocast("cpu", torch.bfloat16):
            said = net(images.to(memory_format=torch.channels_last))
        loss = nn.functional.mse_loss(said.float(), wanted)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        if (step + 1) % KEEP_EVERY == 0:
            print(json.dumps({"step": step + 1, "loss": round(float(np.mean(losses)), 4), "held_out": round(judged(net, held_out), 4),
                              "seconds": round(time.time() - started)}), flush=True)
            losses.clear()
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1,
                        "spent": time.time() - started}, state)


def judged(net: nn.Sequential, windows: list[tuple[torch.Tensor, torch.Tensor]]) -> float:
    with torch.no_grad():
        return float(np.mean([nn.functional.mse_loss(net(images), wanted).item() for images, wanted in windows]))


def write(net: nn.Sequential, path: Path, kind: str, width: int, outputs: int) -> None:
    """Kind, width and outputs as integers, then kernels and biases layer by layer as floats, all of 32 bits and little endian."""
    head = np.array([KINDS.index(kind), width, outputs], "<i4").tobytes()
    path.write_bytes(head + b"".join(p.detach().contiguous().numpy().astype("<f4").tobytes() for p in net.parameters()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder that photographs.py filled")
    parser.add_argument("--kind", choices=KINDS, default="small", help="PDN-S or PDN-M")
    parser.add_argument("--width", type=int, default=32, help="of the first layer; in the paper 128 (small) and 256 (medium)")
    parser.add_argument("--outputs", type=int, default=64, help="principal components of what the backbone says; 384 channels in the paper")
    parser.add_argument("--seconds", type=float, default=1500)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=RESOURCES / "efficientad/patch-teacher.bin")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    crops = np.load(arguments.work / "crops.npy", mmap_mode="r")
    lessons = Lessons(halved(crops, arguments.work / "halved.npy"), targets(crops, arguments.work / "targets.npy"), arguments.outputs)
    print(json.dumps({"crops": len(crops), "share": round(float(lessons.share), 3)}), flush=True)
    kind, width, outputs = arguments.kind, arguments.width, arguments.outputs
    net = network(kind, width, outputs).to(memory_format=torch.channels_last)
    train(net, lessons, arguments.work / f"state-{kind}-{width}-{outputs}.pt", arguments.seconds, arguments.steps)
    write(net, arguments.out, kind, width, outputs)


if __name__ == "__main__":
    main()
