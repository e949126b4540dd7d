"""Losses, gradients and maps of the methods that work in the latent of an autoencoder: python latent.py writes an .npz for each here."""
import numpy as np
import torch
from scipy.ndimage import gaussian_filter
from torch.nn import functional as F


class Weights(dict):
    """Weights by the names and in the layouts they have in the graph, drawn when first asked for."""

    def __call__(self, name, *shape):
        if name not in self:
            self[name] = torch.nn.Parameter(0.3 * torch.randn(*shape))
        return self[name]


def convolution(w, name, x, into, out, kernel, stride, padding):
    kernels, bias = w(name, kernel, kernel, into, out), w(name + "-bias", out)
    return F.conv2d(x, kernels.permute(3, 2, 0, 1), bias, stride, padding)


def doubled(w, name, x, into, out):
    kernels, bias = w(name, 4, 4, out, into), w(name + "-bias", out)
    return F.conv_transpose2d(x, kernels.permute(3, 2, 0, 1), bias, 2, 1)


def dense(w, name, x, into, out):
    return x @ w(name, into, out) + w(name + "-bias", 1, out)


def encoded(w, x, width, values):
    """Of images of 16 pixels to latents of 4 places."""
    x = F.leaky_relu(convolution(w, "autoencoder-encoder-1", 2 * x - 1, 3, width, 4, 2, 1), 0.2)
    x = F.leaky_relu(convolution(w, "autoencoder-encoder-2", x, width, 2 * width, 4, 2, 1), 0.2)
    x = F.leaky_relu(convolution(w, "autoencoder-encoder-3", x, 2 * width, 2 * width, 3, 1, 1), 0.2)
    return convolution(w, "autoencoder-code", x, 2 * width, values, 3, 1, 1)


def decoded(w, x, width, channels):
    x = F.leaky_relu(convolution(w, "autoencoder-decoder-3", x, channels, 2 * width, 3, 1, 1), 0.2)
    x = F.leaky_relu(doubled(w, "autoencoder-decoder-2", x, 2 * width, width), 0.2)
    return (doubled(w, "autoencoder-decoder-1", x, width, 3) + 1) / 2


def normalised(w, name, x, channels):
    groups = max(g for g in range(1, 33) if channels % g == 0 and (channels // g >= 4 or g == 1))
    return F.group_norm(x, groups, w(name + "-scale", 1, channels)[0], w(name + "-shift", 1, channels)[0])


def attended(w, name, x, channels):
    n, _, side, _ = x.shape
    rows = normalised(w, name + "-attention-norm", x, channels).reshape(n, channels, -1).permute(0, 2, 1)
    query, key, value = (dense(w, f"{name}-attention-{part}", rows, channels, channels) for part in ("query", "key", "value"))
    seen = dense(w, name + "-attention-out", F.scaled_dot_product_attention(query, key, value), channels, channels)
    return x + seen.permute(0, 2, 1).reshape(n, channels, side, side)


def time_code(times, length):
    angles = torch.tensor(times, dtype=torch.float32)[:, None] * 10000 ** (-torch.arange(length // 2) / (length / 2))
    return torch.cat([torch.cos(angles), torch.sin(angles)], 1)


class UNet:
    """Two levels of one block on the way down and two on the way up, attention at the second."""

    def __init__(self, w, channels, width):
        self.w, self.channels, self.width = w, channels, width

    def block(self, name, x, told, into, out, attends=False):
        name = "unet-" + name
        first = convolution(self.w, name + "-1", F.silu(normalised(self.w, name + "-norm-1", x, into)), into, out, 3, 1, 1)
        timed = first + dense(self.w, name + "-time", told, 4 * self.width, out)[:, :, None, None]
        second = convolution(self.w, name + "-2", F.silu(normalised(self.w, name + "-norm-2", timed, out)), out, out, 3, 1, 1)
        y = second + (x if into == out else convolution(self.w, name + "-past", x, into, out, 1, 1, 0))
        return attended(self.w, name, y, out) if attends else y

    def __call__(self, x, times):
        w, width = self.w, self.width
        embedding = dense(w, "unet-time-2", F.silu(dense(w, "unet-time-1", time_code(times, width), width, 4 * width)), 4 * width, 4 * width)
        told = F.silu(embedding)
        skips = [convolution(w, "unet-in", x, self.channels, width, 3, 1, 1)]
        skips.append(self.block("down-0-0", skips[-1], told, width, width))
        skips.append(convolution(w, "unet-reduced-0", skips[-1], width, width, 3, 2, 1))
        skips.append(self.block("down-1-0", skips[-1], told, width, width, True))
        y = self.block("middle-0", skips[-1], told, width, width, True)
        y = self.block("middle-1", y, told, width, width)
        for i in range(2):
            y = self.block(f"up-1-{i}", torch.cat([y, skips.pop()], 1), told, 2 * width, width, True)
        y = convolution(w, "unet-enlarged-1", F.interpolate(y, scale_factor=2), width, width, 3, 1, 1)
        for i in range(2):
            y = self.block(f"up-0-{i}", torch.cat([y, skips.pop()], 1), told, 2 * width, width)
        return convolution(w, "unet-last", F.silu(normalised(w, "unet-last-norm", y, width)), width, self.channels, 3, 1, 1)


def save(name, w, loss=None, **arrays):
    if loss is not None:
        loss.backward()
        arrays["loss"] = loss.reshape(1)
        arrays.update({key + "-gradient": x.grad for key, x in w.items() if x.grad is not None})
    arrays.update(w)
    np.savez_compressed(name + ".npz", **{k: np.ascontiguousarray(v.detach().numpy()) for k, v in arrays.items()})


MEAN, DEVIATION = torch.tensor([0.5, -1.0])[:, None, None], torch.tensor([2.0, 0.5])[:, None, None]


def kl_autoencoder():
    torch.manual_seed(5)
    w, images, noise = Weights(), torch.rand(2, 3, 16, 16), torch.randn(2, 2, 4, 4)
    mean, log_variance = encoded(w, images, 3, 4).split(2, 1)
    again = decoded(w, mean + torch.exp(log_variance / 2) * noise, 3, 2)
    divergence = 0.5 * (torch.exp(log_variance) + mean ** 2 - 1 - log_variance).mean()
    save("kl-autoencoder", w, ((again - images) ** 2).mean() + 1e-6 * divergence, images=images, noise=noise,
         latent=(mean - MEAN) / DEVIATION, decoded=decoded(w, mean, 3, 2))


def vq_autoencoder():
    """Straight-through gradients, and a quarter of the commitment."""
    torch.manual_seed(8)
    w, images = Weights(), torch.rand(2, 3, 16, 16)
    features = encoded(w, images, 3, 2)
    codes = features.permute(0, 2, 3, 1).reshape(-1, 2)[::7][:5].detach() + 0.05 * torch.randn(5, 2)
    nearest = torch.cdist(features.permute(0, 2, 3, 1).reshape(-1, 2), codes).argmin(1)
    quantised = codes[nearest].reshape(2, 4, 4, 2).permute(0, 3, 1, 2)
    again = decoded(w, features + (quantised - features).detach(), 3, 2)
    loss = ((again - images) ** 2).mean() + 0.25 * ((features - quantised) ** 2).mean()
    save("vq-autoencoder", w, loss, images=images, codes=codes, latent=(features - MEAN) / DEVIATION,
         nearest=(quantised - MEAN) / DEVIATION, decoded=decoded(w, quantised, 3, 2))


def deco_diff():
    torch.manual_seed(6)
    w = Weights()
    unet = UNet(w, 2, 4)
    deviated, deviation = torch.randn(2, 2, 4, 4), torch.randn(2, 2, 4, 4)
    loss = ((unet(deviated, [3, 9]) - deviation) ** 2).mean()
    image = torch.rand(1, 3, 16, 16)
    betas = [min(0.999, 1 - np.cos(((t + 1) / 10 + 0.008) / 1.008 * np.pi / 2) ** 2 / np.cos((t / 10 + 0.008) / 1.008 * np.pi / 2) ** 2) for t in range(10)]
    bars = np.cumprod(1 - np.array(betas))
    with torch.no_grad():
        latent = z = (encoded(w, image, 3, 4)[:, :2] - MEAN) / DEVIATION
        for t, following in zip((8, 6, 4, 2, 0), (6, 4, 2, 0, None)):
            eta = unet(z, [t])
            clean = z - np.sqrt(1 - bars[t]) * eta
            z = clean if following is None else clean + np.sqrt(1 - bars[following]) * eta
        before, after = (decoded(w, x * DEVIATION + MEAN, 3, 2) for x in (latent, z))
        pixel = ((after - before).abs().max(1)[0] / 0.1).clamp(max=1)[0]
        place = ((z - latent).abs().mean(1) / 0.4).clamp(max=1)[0]
        pixel = torch.tensor(gaussian_filter(pixel.double().numpy(), 3 / 256 * 16))
        place = torch.tensor(gaussian_filter(place.double().numpy(), 1 / 32 * 4))
        place = F.interpolate(place[None, None], size=16, mode="bilinear")[0, 0]
    save("deco-diff", w, loss, deviated=deviated, deviation=deviation, image=image, corrected=z, restored=after, map=torch.sqrt(pixel * place).float())


if __name__ == "__main__":
    kl_autoencoder()
    vq_autoencoder()
    deco_diff()
    print("torch", torch.__version__, "numpy", np.__version__)
