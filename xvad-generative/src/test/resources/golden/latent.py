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

    def __init__(self, w, channels, width, prefix="unet-"):
        self.w, self.channels, self.width, self.prefix = w, channels, width, prefix

    def block(self, name, x, told, into, out, attends=False):
        name = self.prefix + name
        first = convolution(self.w, name + "-1", F.silu(normalised(self.w, name + "-norm-1", x, into)), into, out, 3, 1, 1)
        timed = first + dense(self.w, name + "-time", told, 4 * self.width, out)[:, :, None, None]
        second = convolution(self.w, name + "-2", F.silu(normalised(self.w, name + "-norm-2", timed, out)), out, out, 3, 1, 1)
        y = second + (x if into == out else convolution(self.w, name + "-past", x, into, out, 1, 1, 0))
        return attended(self.w, name, y, out) if attends else y

    def convolution(self, name, x, into, out, stride):
        return convolution(self.w, self.prefix + name, x, into, out, 3, stride, 1)

    def told(self, times):
        name, width = self.prefix + "time-", self.width
        hidden = F.silu(dense(self.w, name + "1", time_code(times, width), width, 4 * width))
        return F.silu(dense(self.w, name + "2", hidden, 4 * width, 4 * width))

    def encoded(self, x, told, hint=0):
        width = self.width
        skips = [self.convolution("in", x, self.channels, width, 1) + hint]
        skips.append(self.block("down-0-0", skips[-1], told, width, width))
        skips.append(self.convolution("reduced-0", skips[-1], width, width, 2))
        skips.append(self.block("down-1-0", skips[-1], told, width, width, True))
        y = self.block("middle-0", skips[-1], told, width, width, True)
        return skips, self.block("middle-1", y, told, width, width)

    def decoded(self, skips, y, told):
        width, skips = self.width, list(skips)
        for i in range(2):
            y = self.block(f"up-1-{i}", torch.cat([y, skips.pop()], 1), told, 2 * width, width, True)
        y = self.convolution("enlarged-1", F.interpolate(y, scale_factor=2), width, width, 1)
        for i in range(2):
            y = self.block(f"up-0-{i}", torch.cat([y, skips.pop()], 1), told, 2 * width, width)
        return self.convolution("last", F.silu(normalised(self.w, self.prefix + "last-norm", y, width)), width, self.channels, 1)

    def __call__(self, x, times):
        told = self.told(times)
        return self.decoded(*self.encoded(x, told), told)


def save(name, w, loss=None, without="nothing", **arrays):
    if loss is not None:
        loss.backward()
        arrays["loss"] = loss.reshape(1)
        arrays.update({key + "-gradient": x.grad for key, x in w.items() if x.grad is not None and not key.startswith(without)})
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


def hint(w, images, width, out):
    x = 2 * images - 1
    for name, into, to, stride in (("0-first", 3, width, 1), ("0-second", width, width, 1), ("1-first", width, 2 * width, 2),
                                   ("1-second", 2 * width, 2 * width, 1), ("2-first", 2 * width, 4 * width, 2)):
        x = F.silu(convolution(w, "hint-" + name, x, into, to, 3, stride, 1))
    return convolution(w, "hint-last", x, 4 * width, out, 3, 1, 1)


def lowered(w, name, x, channels):
    x = F.conv2d(x, w(name, 3, 3, channels, channels).permute(3, 2, 0, 1), None, 2, 1)
    return F.silu(F.group_norm(x, channels, w(name + "-norm-scale", 1, channels)[0], w(name + "-norm-shift", 1, channels)[0]))


def diad():
    """Gradients of the guidance; that of the way up of the diffusion model is in unet.npz."""
    torch.manual_seed(7)
    w, width, images = Weights(), 4, torch.rand(2, 3, 16, 16)
    noised, target, times = torch.randn(2, 2, 4, 4), torch.randn(2, 2, 4, 4), [3, 900]
    base, copy = UNet(w, 2, width), UNet(w, 2, width, "guide-")
    told = base.told(times)
    skips, middle = base.encoded(noised, told)
    seen, last = copy.encoded(noised, copy.told(times), hint(w, images, 2, width))
    controls = [convolution(w, f"control-{k}", seen[2 + k], width, width, 1, 1, 0) for k in range(2)]
    for k in range(2):
        fused = controls[k] + sum(lowered(w, f"fusion-{k}-{j}", seen[j], width) for j in range(2))
        skips[2 + k] = skips[2 + k] + F.silu(fused)
    middle = middle + convolution(w, "control-middle", last, width, width, 1, 1, 0)
    noise = base.decoded(skips, middle, told)
    save("diad", w, ((noise - target) ** 2).mean(), "unet-", images=images, noised=noised, target=target, noise=noise)


if __name__ == "__main__":
    kl_autoencoder()
    vq_autoencoder()
    deco_diff()
    diad()
    print("torch", torch.__version__, "numpy", np.__version__)
