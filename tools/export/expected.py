"""What the methods compute from an image, in PyTorch and numpy, for the tests: written from the papers and from what is known of their code."""
import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from clip import MEAN, STD


def picture(seed, height=40, width=52, count=None):
    """A smooth coloured image with a little noise, or several: uint8 of shape (height, width, 3)."""
    random = np.random.default_rng(seed)
    coarse = torch.from_numpy(random.uniform(0, 255, (count or 1, 3, 5, 6)))
    smooth = functional.interpolate(coarse, (height, width), mode="bicubic", align_corners=True).permute(0, 2, 3, 1).numpy()
    images = np.clip(smooth + random.normal(0, 12, smooth.shape), 0, 255).round().astype(np.uint8)
    return images if count else images[0]


def preprocessed(image, size, resize="stretch"):
    """The tensor (1, 3, size, size) of an image: bicubic resizing of 8-bit values by Pillow, then CLIP's normalisation."""
    opened = Image.fromarray(image)
    if resize == "crop":
        opened = shorter_side(opened, size)
    else:
        opened = opened.resize((size, size), Image.BICUBIC)
    values = (np.asarray(opened, np.float32) / 255 - np.float32(MEAN)) / np.float32(STD)
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def shorter_side(opened, size):
    """The shorter side to `size`, then the middle, as torchvision's Resize and CenterCrop do."""
    width, height = opened.size
    if width <= height:
        width, height = size, int(size * height / width)
    else:
        width, height = int(size * width / height), size
    left, top = round((width - size) / 2), round((height - size) / 2)
    return opened.resize((width, height), Image.BICUBIC).crop((left, top, left + size, top + size))


def unit(x):
    return functional.normalize(x, dim=-1)


def anchor(embeds, order):
    """One vector for many sentences: `raw` takes the mean and normalises it, `unit` normalises before the mean as well."""
    return unit((unit(embeds) if order == "unit" else embeds).mean(0))


def anomalous(vectors, anchors, temperature):
    """The soft-max over the two anchors (normal, anomalous), second class; vectors of shape (..., D)."""
    return torch.softmax(unit(vectors) @ anchors.T / temperature, -1)[..., 1]


def enlarged(grid, height, width, align_corners=False):
    return functional.interpolate(grid[None, None], (height, width), mode="bilinear", align_corners=align_corners)[0, 0]


# ------------------------------------------------------------------------------------------------------------------ WinCLIP

NORMAL_STATES = ("{}", "flawless {}", "perfect {}", "unblemished {}", "{} without flaw", "{} without defect", "{} without damage")
ANOMALOUS_STATES = ("damaged {}", "{} with flaw", "{} with defect", "{} with damage")
TEMPLATES = [template.format(article, "{}") for template in (
    "a cropped photo of {} {}.", "a close-up photo of {} {}.", "a bright photo of {} {}.", "a dark photo of {} {}.",
    "a jpeg corrupted photo of {} {}.", "a blurry photo of {} {}.", "a photo of {} {}.", "a photo of {} small {}.",
    "a photo of {} large {}.", "a photo of {} {} for visual inspection.", "a photo of {} {} for anomaly detection.")
    for article in ("a", "the")]


def sentences(name, states, templates=TEMPLATES):
    return [template.format(state.format(name)) for state in states for template in templates]


def windows(grid, side):
    """For each place of a window of side x side patches, stride 1, its patches' numbers from 0: (windows, side * side)."""
    numbers = torch.arange(grid * grid).reshape(grid, grid)
    return numbers.unfold(0, side, 1).unfold(1, side, 1).reshape(-1, side * side)


def harmonic_spread(scores, grid, side):
    """Each patch gets the harmonic mean of the windows that cover it; (grid, grid)."""
    inverse, count = torch.zeros(grid * grid), torch.zeros(grid * grid)
    for score, patches in zip(scores, windows(grid, side)):
        inverse[patches] += 1 / score
        count[patches] += 1
    return torch.nan_to_num(count / inverse, nan=0, posinf=0).reshape(grid, grid)


def association(vectors, memory):
    """Half of one minus the cosine to the nearest of the memory."""
    return (1 - (unit(vectors) @ unit(memory).T).max(-1).values) / 2


def winclip(image, references, anchors, embed, body, size, temperature=0.07):
    """All steps of WinCLIP, and of WinCLIP+ with references; `embed` and `body` are the two halves of the image tower."""
    found = {"pixel_values": preprocessed(image, size)}

    def scales(pixels):
        embedded = embed(pixels)
        grid = round((embedded.shape[1] - 1) ** 0.5)
        pooled, tokens = body(embedded)
        parts = {side: torch.cat([body(torch.cat([embedded[:, :1], embedded[:, 1:][:, patches]], 1))[0] for patches in windows(grid, side)])
                 for side in (2, 3)}
        return grid, pooled[0], tokens[0, 1:], parts

    grid, pooled, tokens, parts = scales(found["pixel_values"])
    score = anomalous(pooled, anchors, temperature)
    spread = {side: harmonic_spread(anomalous(parts[side], anchors, temperature), grid, side) for side in parts}
    zero = 3 / (1 / score + 1 / spread[3] + 1 / spread[2])
    found |= {"image_embeds": pooled, "tokens_last": tokens, "zero/image": score, "zero/grid": zero}
    for side in parts:
        found |= {f"windows-{side}": parts[side], f"zero/windows-{side}": spread[side]}

    memories = [scales(preprocessed(reference, size)) for reference in references]
    few = {"patches": association(tokens, torch.cat([memory[2] for memory in memories])).reshape(grid, grid)}
    for side in parts:
        distances = association(parts[side], torch.cat([memory[3][side] for memory in memories]))
        few[f"windows-{side}"] = harmonic_spread(distances, grid, side)
    mean = sum(few.values()) / 3
    found |= {f"few/{name}": value for name, value in few.items()}
    found |= {"few/grid": mean, "plus/grid": (zero + mean) / 2, "plus/image": (score + mean.max()) / 2}
    for name in ("zero", "plus"):
        found[f"{name}/map"] = enlarged(found[f"{name}/grid"], size, size)
        found[f"{name}/map-of-image"] = enlarged(found[f"{name}/grid"], *image.shape[:2])
    return found
