"""Trains the network of `anoddpm` (Wyatt et al. 2022) on normal images, on a GPU if there is one, and exports it for `xvad fit --detector anoddpm -o networks=OUT`.

    python anoddpm.py IMAGES OUT --preset paper
    xvad fit --data DATA --detector anoddpm -o preset=paper -o networks=OUT --model model.xvad

IMAGES is a folder of normal images; OUT gets network.onnx and model.json. The run is written to OUT/state.pt every 500 steps and goes on from there.
"""
import argparse
from pathlib import Path

import numpy
import torch
from PIL import Image
from torch.nn import functional

from unet import UNet, export, time_code

PRESETS = {
    "standard": dict(side=64, margin=8, width=16, multipliers=[1, 2, 3, 4], blocks=1, attention_side=8, average=0.999, trained_times=300, rate=1e-3, batch=8, steps=1250),
    "paper": dict(side=256, margin=0, width=128, multipliers=[1, 1, 2, 2, 4, 4], blocks=2, attention_side=32, average=0.9999, trained_times=800, rate=1e-4, batch=1, steps=300_000),
}
TIMES = 1000
PERSISTENCE = 0.8
SHORTEST = 2.0
SIMPLEX_DEVIATION = 0.392
SCALE = 76.8
GRADIENTS = numpy.array([[1, 1, 0], [-1, 1, 0], [1, -1, 0], [-1, -1, 0], [1, 0, 1], [-1, 0, 1],
                         [1, 0, -1], [-1, 0, -1], [0, 1, 1], [0, -1, 1], [0, 1, -1], [0, -1, -1]], float)


def simplex(points, order):
    """Gradient noise on a lattice of tetrahedra (Perlin 2001; Gustavson 2005) at points of shape (N, 3), in [-1, 1]."""
    cell = numpy.floor(points + points.sum(1, keepdims=True) / 3)
    start = points - cell + cell.sum(1, keepdims=True) / 6
    rank = numpy.argsort(numpy.argsort(start[:, ::-1], 1, kind="stable"), 1, kind="stable")[:, ::-1] + 1
    total = numpy.zeros(len(points))
    for corner in range(4):
        step = (rank > 3 - corner).astype(float)
        offset = start - step + corner / 6
        left = numpy.clip(0.5 - (offset ** 2).sum(1), 0, None) ** 4
        i, j, k = (cell + step).astype(int).T
        hashed = order[(i + order[(j + order[k & 255]) & 255]) & 255]
        total += left * (GRADIENTS[hashed % 12] * offset).sum(1)
    return SCALE * total


def octaves(side, longest, time, random):
    """Noise of half as long wavelengths again and again, down to two pixels, with variance 1; shape (side, side)."""
    wavelengths = []
    wavelength = longest
    while wavelength >= SHORTEST:
        wavelengths.append(wavelength)
        wavelength /= 2
    strengths = PERSISTENCE ** numpy.arange(len(wavelengths))
    y, x = numpy.mgrid[:side, :side].reshape(2, -1).astype(float)
    points = numpy.stack([x, y, numpy.full_like(x, time)], 1)
    order = random.permutation(256)
    noise = sum(strength * simplex(points / wavelength, order) for strength, wavelength in zip(strengths, wavelengths))
    return (noise / (SIMPLEX_DEVIATION * numpy.sqrt((strengths ** 2).sum()))).reshape(side, side)


def pixels(folder, side, margin, mode):
    files = sorted(file for file in Path(folder).rglob("*") if file.suffix.lower() in (".png", ".jpg", ".jpeg", ".bmp", ".tif"))
    if not files:
        raise SystemExit(f"{folder} has no images")
    images = [numpy.asarray(Image.open(file).convert(mode).resize((side, side), Image.BILINEAR), float) for file in files]
    stacked = numpy.stack([image.reshape(side, side, -1).transpose(2, 0, 1) for image in images])
    stacked = numpy.pad(stacked, [(0, 0), (0, 0), (margin, margin), (margin, margin)], "symmetric")
    return torch.tensor(stacked / 127.5 - 1, dtype=torch.float32)


def train(given, setting):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    random = numpy.random.default_rng(given.seed)
    torch.manual_seed(given.seed)
    images = pixels(given.images, setting["side"], setting["margin"], "L" if given.channels == "grey" else "RGB")
    wide = images.shape[-1]
    levels = setting["multipliers"]
    attended = {wide >> level for level in range(len(levels)) if setting["side"] >> level <= setting["attention_side"]}
    network = UNet(images.shape[1], images.shape[1], wide, setting["width"], levels, setting["blocks"], attended).to(device)
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(setting["average"]))
    optimiser = torch.optim.Adam(network.parameters(), setting["rate"])
    kept = torch.cumprod(1 - torch.linspace(1e-4, 0.02, TIMES, dtype=torch.float64), 0).float()
    state = Path(given.out) / "state.pt"
    begin = 0
    if state.exists():
        found = torch.load(state, map_location=device, weights_only=True)
        network.load_state_dict(found["network"])
        average.load_state_dict(found["average"])
        optimiser.load_state_dict(found["optimiser"])
        begin = found["step"]
    for step in range(begin, setting["steps"]):
        some = images[random.integers(0, len(images), setting["batch"])]
        times = random.integers(0, setting["trained_times"], setting["batch"])
        noise = torch.tensor(numpy.stack([[octaves(wide, max(2, given.wavelength * setting["side"]), time, random)
                                           for _ in range(some.shape[1])] for time in times]), dtype=torch.float32)
        share = kept[times][:, None, None, None]
        noised = (share.sqrt() * some + (1 - share).sqrt() * noise).to(device)
        code = time_code(torch.tensor(times, device=device), setting["width"])
        loss = functional.mse_loss(network(noised, code), noise.to(device))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average.update_parameters(network)
        if step % 500 == 499 or step + 1 == setting["steps"]:
            print(f"step {step + 1}: loss {loss.item():.4f}", flush=True)
            torch.save({"network": network.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, state)
    return average.module


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images")
    parser.add_argument("out")
    parser.add_argument("--preset", choices=PRESETS, default="standard")
    parser.add_argument("--channels", choices=["grey", "colour"], default="grey")
    parser.add_argument("--wavelength", type=float, default=0.5, help="longest, as a share of the side")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    setting = {**PRESETS[given.preset], **({"steps": given.steps} if given.steps else {})}
    Path(given.out).mkdir(parents=True, exist_ok=True)
    network = train(given, setting)
    options = {"input-size": setting["side"], "channels": given.channels, "width": setting["width"], "multipliers": ",".join(map(str, setting["multipliers"])), "blocks": setting["blocks"],
               "attention-side": setting["attention_side"], "trained-times": setting["trained_times"], "wavelength": given.wavelength, "margin": setting["margin"]}
    name = f"U-Net of {setting['width']} channels, {setting['steps']} steps on {Path(given.images).name}, tools/train/anoddpm.py"
    export(network, given.out, "anoddpm", name, options, setting["side"] + 2 * setting["margin"], 1 if given.channels == "grey" else 3, setting["width"])


if __name__ == "__main__":
    main()
