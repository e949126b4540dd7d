"""Loss and gradients of the U-Net of diffusion models: python diffusion.py writes unet.npz."""
import math

import numpy as np
import torch
from torch.nn import functional as F

WIDTH, MULTIPLIERS, SIDE, HEADS, ATTENTION = 4, (1, 2), 4, 2, 2
torch.manual_seed(4)
torch.set_num_threads(1)
weights = {}


def weight(name, *shape):
    """A weight in the shape it has in the graph: kernels as (height, width, in, out), matrices as (in, out); 64ths, which make a small file."""
    if name not in weights:
        weights[name] = (torch.round(20 * torch.randn(*shape)) / 64).requires_grad_()
    return weights[name]


def dense(name, x, out):
    return x @ weight(name, x.shape[1], out) + weight(name + "-bias", 1, out)


def convolution(name, x, out, kernel=3, stride=1):
    kernels = weight(name, kernel, kernel, x.shape[1], out)
    return F.conv2d(x, kernels.permute(3, 2, 0, 1), weight(name + "-bias", out), stride, kernel // 2)


def normalised(name, x):
    channels = x.shape[1]
    scale, shift = weight(name + "-scale", 1, channels), weight(name + "-shift", 1, channels)
    return F.group_norm(x, channels // 4, scale.flatten(), shift.flatten(), 1e-5)


def block(name, x, told, out):
    h = convolution(name + "-1", F.silu(normalised(name + "-norm-1", x)), out)
    h = h + dense(name + "-time", told, out)[:, :, None, None]
    h = convolution(name + "-2", F.silu(normalised(name + "-norm-2", h)), out)
    return (x if x.shape[1] == out else convolution(name + "-past", x, out, 1)) + h


def attended(name, x):
    n, channels, side, _ = x.shape
    if side > ATTENTION:
        return x
    rows = normalised(name + "-attention-norm", x).flatten(2).transpose(1, 2).reshape(-1, channels)
    q, k, v = (dense(f"{name}-attention-{part}", rows, channels).reshape(n, -1, HEADS, channels // HEADS).transpose(1, 2)
               for part in ("query", "key", "value"))
    seen = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(channels / HEADS), -1) @ v
    seen = dense(name + "-attention-out", seen.transpose(1, 2).reshape(-1, channels), channels)
    return x + seen.reshape(n, -1, channels).transpose(1, 2).reshape(x.shape)


def place(name, x, told, out):
    return attended(name, block(name, x, told, out))


def unet(x, code):
    told = F.silu(dense("unet-time-2", F.silu(dense("unet-time-1", code, 4 * WIDTH)), 4 * WIDTH))
    h = convolution("unet-in", x, WIDTH)
    skips = [h]
    for level, multiplier in enumerate(MULTIPLIERS):
        h = place(f"unet-down-{level}-0", h, told, WIDTH * multiplier)
        skips.append(h)
        if level + 1 < len(MULTIPLIERS):
            h = convolution(f"unet-reduced-{level}", h, h.shape[1], stride=2)
            skips.append(h)
    h = place("unet-middle-0", h, told, h.shape[1])
    h = block("unet-middle-1", h, told, h.shape[1])
    for level in reversed(range(len(MULTIPLIERS))):
        for i in range(2):
            h = place(f"unet-up-{level}-{i}", torch.cat([h, skips.pop()], 1), told, WIDTH * MULTIPLIERS[level])
        if level > 0:
            h = convolution(f"unet-enlarged-{level}", F.interpolate(h, scale_factor=2), h.shape[1])
    return convolution("unet-last", F.silu(normalised("unet-last-norm", h)), 1)


def code(times):
    angles = torch.tensor(times, dtype=torch.float64)[:, None] * 10_000 ** (-torch.arange(WIDTH // 2) / (WIDTH / 2))
    return torch.cat([torch.cos(angles), torch.sin(angles)], 1).float()


noised, noise = torch.randn(2, 1, SIDE, SIDE), torch.randn(2, 1, SIDE, SIDE)
told_noise = unet(noised, code([3, 250]))
loss = ((noise - told_noise) ** 2).mean()
loss.backward()
arrays = {"noised": noised, "noise": noise, "told": told_noise, "loss": loss.reshape(1)}
for name, value in weights.items():
    arrays[name] = value
    arrays[name + "-gradient"] = value.grad
np.savez_compressed("unet.npz", **{name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()})
print("torch", torch.__version__, "numpy", np.__version__)
