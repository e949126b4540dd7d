"""Tiny random DINOv2 (transformers' own class) and Dinomaly networks, exported, and what their methods compute on them."""
import hashlib

import numpy as np
import torch
from PIL import Image
from scipy import ndimage
from torch import nn
from torch.nn import functional
from transformers import Dinov2Config, Dinov2Model, Dinov2WithRegistersConfig, Dinov2WithRegistersModel

import dinomaly
import dinov2
from expected import picture

WIDTH, DECODED, HEADS, PATCH, SIDE = 32, 16, 2, 14, 4
NAME = "random, seed {}"


def filled(network, seed):
    """Random weights that make attention and activations vary."""
    random = np.random.default_rng(seed)
    with torch.no_grad():
        for name, weight in sorted(network.named_parameters()):
            spread = 1.5 * weight[0].numel() ** -0.5 if weight.dim() > 1 else 0.3
            middle = 1.0 if name.endswith(("norm.weight", "norm1.weight", "norm2.weight", "lambda1")) else 0.0
            weight.copy_(torch.from_numpy(middle + spread * random.standard_normal(weight.shape)))
    return network.eval()


def random_dinov2(seed, registers=0, layers=2, swiglu=False, width=WIDTH):
    settings = dict(hidden_size=width, num_hidden_layers=layers, num_attention_heads=HEADS, mlp_ratio=2, image_size=SIDE * PATCH, patch_size=PATCH,
                    use_swiglu_ffn=swiglu)
    if registers:
        return filled(Dinov2WithRegistersModel(Dinov2WithRegistersConfig(**settings, num_register_tokens=registers)), seed)
    return filled(Dinov2Model(Dinov2Config(**settings)), seed)


def digest(state):
    return hashlib.sha256(b"".join(np.ascontiguousarray(state[name].numpy()).tobytes() for name in sorted(state))).hexdigest()


def as_transformers(network, reference, pixels, registers):
    """Stops when our blocks and transformers' differ."""
    with torch.no_grad():
        wanted = reference(pixels).last_hidden_state[:, 1 + registers:]
        difference = float((network(pixels)[0] - wanted).abs().max())
    if not difference <= 1e-5:
        raise SystemExit(f"our blocks differ from transformers' by {difference:.1e}")


def resized(image, height, width, mode):
    """As Pillow resizes an image; (1, 3, H, W) in [0, 1]."""
    values = np.asarray(Image.fromarray(image).resize((width, height), mode), np.float32) / 255
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def normalised(values):
    return (values - torch.tensor(dinov2.IMAGENET_MEAN)[:, None, None]) / torch.tensor(dinov2.IMAGENET_STD)[:, None, None]


# ------------------------------------------------------------------------------------------------------------- AnomalyDINO

ANGLES = (0, 45, 90, 135, 180, 225, 270, 315)


def shorter_side_cropped(image, size, patch):
    """Resized so that the shorter side has `size` pixels, bicubic, then cut at right and bottom to whole patches; (1, 3, H, W)."""
    height, width = image.shape[:2]
    if width <= height:
        width, height = size, int(size * height / width)
    else:
        width, height = int(size * width / height), size
    return normalised(resized(image, height, width, Image.BICUBIC)[:, :, :height - height % patch, :width - width % patch])


def patches(network, image, size):
    pixels = shorter_side_cropped(image, size, network.patch)
    with torch.no_grad():
        tokens = network(pixels)[0][0].double().numpy()
    return tokens, (pixels.shape[2] // network.patch, pixels.shape[3] // network.patch)


def foreground(tokens, grid, threshold, border=0.2, covered=0.35):
    """Patches whose first principal component is large, or whose negative is where the middle of the image holds too few of them."""
    centred = tokens - tokens.mean(0)
    direction = np.linalg.svd(centred, full_matrices=False)[2][0]
    component = centred @ direction * np.sign(direction[np.abs(direction).argmax()])
    rows, columns = [slice(int(side * border), int(side * (1 - border))) for side in grid]
    mask = (component > threshold).reshape(grid)
    middle = mask[rows, columns]
    if middle.sum() <= middle.size * covered:
        mask = (-component > threshold).reshape(grid)
    square = np.ones((3, 3), bool)
    grown = ndimage.binary_dilation(mask, square)
    closed = ndimage.binary_erosion(ndimage.binary_dilation(grown, square), square, border_value=1)
    return closed.ravel()


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def top_mean(distances, share=0.01):
    count = int(len(distances) * share)
    return distances.max() if count == 0 else np.sort(distances)[::-1][:count].mean()


def anomaly_dino(network, image, references, size, threshold=None):
    memory = []
    for reference in references:
        tokens, grid = patches(network, reference, size)
        memory.append(tokens)
    tokens, grid = patches(network, image, size)
    seen = np.ones(len(tokens), bool) if threshold is None else foreground(tokens, grid, threshold)
    distances = np.zeros(len(tokens))
    distances[seen] = 1 - (unit(tokens[seen]) @ unit(np.concatenate(memory)).T).max(1)
    return {"tokens": tokens.astype(np.float32), "distances": distances.reshape(grid).astype(np.float32), "seen": seen.reshape(grid),
            "score": np.float32(top_mean(distances))}


def anomaly_dino_map(distances, height, width, sigma=4.0):
    """Bilinear to the image, then a Gaussian."""
    enlarged = functional.interpolate(torch.from_numpy(distances)[None, None].double(), (height, width), mode="bilinear", align_corners=False)
    return ndimage.gaussian_filter(enlarged[0, 0].numpy(), sigma).astype(np.float32)


def dinov2_export(out, seed=3, registers=0, size=112, swiglu=False):
    reference = random_dinov2(seed, registers, swiglu=swiglu)
    state = reference.state_dict()
    network = dinov2.export(out, state, NAME.format(seed), "none", digest(state), size, [1, 2], HEADS)
    as_transformers(network, reference, torch.from_numpy(np.random.default_rng(0).standard_normal((2, 3, 56, 70)).astype(np.float32)), registers)
    image, references = picture(1, 70, 94), picture(2, 70, 94, 2)
    found = {"image": image, "references": references}
    for name, threshold in (("plain", None), ("masked", 3.0)):
        values = anomaly_dino(network, image, references, size, threshold)
        values["map"] = anomaly_dino_map(values["distances"], *image.shape[:2])
        found |= {f"{name}/{key}": value for key, value in values.items()}
    return found


# ---------------------------------------------------------------------------------------------------------------- Dinomaly

class LinearAttentionBlock(nn.Module):
    """A decoder block as the paper draws it: pre-norm, attention with elu + 1 in place of the soft-max, two layers of GELU."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-8), nn.LayerNorm(width, eps=1e-8)
        self.attn = nn.ModuleDict({"qkv": nn.Linear(width, 3 * width), "proj": nn.Linear(width, width)})
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(width, 2 * width), "fc2": nn.Linear(2 * width, width)})

    def forward(self, x):
        n, s, w = x.shape
        q, k, v = self.attn["qkv"](self.norm1(x)).reshape(n, s, 3, self.heads, w // self.heads).unbind(2)
        q, k = functional.elu(q) + 1, functional.elu(k) + 1
        attention = torch.einsum("nqhd,nkhd->nhqk", q, k)
        attention = attention / attention.sum(-1, keepdim=True)
        x = x + self.attn["proj"](torch.einsum("nhqk,nkhd->nqhd", attention, v).reshape(n, s, w))
        return x + self.mlp["fc2"](functional.gelu(self.mlp["fc1"](self.norm2(x))))


def dinomaly_features(encoder, registers, bottleneck, decoder, pixels, targets, groups):
    """Fused features of encoder and decoder by the paper's figure, from transformers' hidden states."""
    with torch.no_grad():
        hidden = encoder(pixels, output_hidden_states=True).hidden_states
        encoded = [hidden[target] for target in targets]
        x = bottleneck["fc2"](functional.gelu(bottleneck["fc1"](sum(encoded) / len(encoded))))
        decoded = []
        for block in decoder:
            x = block(x)
            decoded.append(x)
        decoded.reverse()
        return [tuple((sum(side[i] for i in group) / len(group))[:, 1 + registers:] for side in (encoded, decoded)) for group in groups]


def dinomaly_pixels(image, side, size):
    first = round((side - size) / 2)
    return normalised(resized(image, side, side, Image.BILINEAR)[:, :, first:first + size, first:first + size])


def gaussian(side=5, sigma=4.0):
    x = torch.arange(side) - (side - 1) / 2
    kernel = torch.exp(-(x[:, None] ** 2 + x[None] ** 2) / (2 * sigma ** 2))
    return (kernel / kernel.sum())[None, None]


def dinomaly_map(features, size, side, share=0.01):
    """Mean over groups of one minus the cosine, align_corners, then to `side`, blurred 5 x 5, zeros beyond the border."""
    maps = []
    for encoded, decoded in features:
        grid = round(encoded.shape[1] ** 0.5)
        distance = (1 - functional.cosine_similarity(encoded, decoded, dim=-1)).reshape(1, 1, grid, grid)
        maps.append(functional.interpolate(distance, size, mode="bilinear", align_corners=True))
    mean = functional.interpolate(torch.cat(maps, 1).mean(1, keepdim=True), side, mode="bilinear", align_corners=False)
    blurred = functional.conv2d(mean, gaussian(), padding=2)[0, 0]
    values = blurred.flatten().sort(descending=True).values
    return blurred.numpy(), values[:int(len(values) * share)].mean().numpy()


def dinomaly_export(out, seed=5, registers=2, side=64, size=56, targets=(1, 2, 3), groups=((0, 1), (2,))):
    encoder = random_dinov2(seed, registers, layers=3, width=DECODED)
    torch.manual_seed(seed)
    bottleneck = nn.ModuleDict({"fc1": nn.Linear(DECODED, 2 * DECODED), "fc2": nn.Linear(2 * DECODED, DECODED)}).eval()
    decoder = nn.ModuleList(LinearAttentionBlock(DECODED, HEADS) for _ in targets).eval()
    state = {f"encoder.{name}": value for name, value in dinov2.metas_names(encoder.state_dict()).items()}
    state |= {f"bottleneck.0.{name}": value for name, value in bottleneck.state_dict().items()}
    state |= {f"decoder.{name}": value for name, value in decoder.state_dict().items()}
    dinomaly.export(out, state, NAME.format(seed), "none", digest(state), side, size, HEADS, targets, groups, offset=0.0)
    found = {"image": picture(7, 60, 74), "other": picture(8, 60, 74)}
    for name in ("image", "other"):
        features = dinomaly_features(encoder, registers, bottleneck, decoder, dinomaly_pixels(found[name], side, size), targets, groups)
        grid, score = dinomaly_map(features, size, 256)
        found |= {f"{name}/score": score, f"{name}/every-8th": grid[::8, ::8].astype(np.float32)}
        found |= {f"{name}/{side}_{i}": value[0].numpy() for i, pair in enumerate(features) for side, value in zip(("encoder", "decoder"), pair)}
    return found


EXPORTS = {"dinov2": dinov2_export, "dinomaly": dinomaly_export}
