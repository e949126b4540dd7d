"""Loss, gradients and bounds of the autoencoder of likelihood regret: python likelihood_regret.py writes likelihood-regret.npz here."""
import numpy as np
import torch
from torch.nn import functional as F

SIDE, LEVELS, WIDTH, LATENT, IMAGES, DRAWS = 16, 4, 2, 3, 3, 5
torch.set_default_dtype(torch.float64)
weights, kept = {}, {}


def weight(name, *shape, mean=0.0):
    return weights.setdefault(name, (mean + 0.3 * torch.randn(*shape)).requires_grad_())


def normalised(name, x, training):
    """Batch normalisation and a rectifier; the averages of training are drawn, so that both forms differ."""
    channels = x.shape[1]
    mean = kept.setdefault(name + "-running-mean", 0.2 * torch.randn(1, channels))
    variance = kept.setdefault(name + "-running-variance", 0.5 + torch.rand(1, channels))
    scale, shift = weight(name + "-scale", 1, channels, mean=1.0), weight(name + "-shift", 1, channels)
    return F.relu(F.batch_norm(x, mean[0].clone(), variance[0].clone(), scale[0], shift[0], training))


def linear(name, x, out):
    return x @ weight(name, x.shape[1], out) + weight(name + "-bias", 1, out)


def encoded(levels, training):
    x = levels / (LEVELS - 1)
    for i in range(3):
        kernel = weight(f"encoder-{i + 1}", 4, 4, x.shape[1], WIDTH << i).permute(3, 2, 0, 1)
        x = normalised(f"encoder-{i + 1}-norm", F.conv2d(x, kernel, stride=2, padding=1), training)
    rows = x.flatten(1)
    return linear("encoder-mean", rows, LATENT), linear("encoder-log-variance", rows, LATENT)


def transposed(name, x, out):
    kernel = weight(name, 4, 4, out, x.shape[1]).permute(3, 2, 0, 1)
    return F.conv_transpose2d(x, kernel, weight(name + "-bias", out), stride=2, padding=1)


def decoded(code, training):
    """Logits of shape (N, levels, side, side)."""
    small = SIDE // 8
    x = linear("decoder-1", code, 4 * WIDTH * small * small).reshape(-1, 4 * WIDTH, small, small)
    x = normalised("decoder-1-norm", x, training)
    for i in (2, 3):
        x = normalised(f"decoder-{i}-norm", transposed(f"decoder-{i}", x, 8 * WIDTH >> i), training)
    return transposed("decoder-out", x, LEVELS)


def log_likelihood(levels, logits):
    """Of each pixel."""
    return -F.cross_entropy(logits, levels[:, 0].long().expand(len(logits), SIDE, SIDE), reduction="none")


def divergence(mean, log_variance):
    return torch.distributions.kl_divergence(
        torch.distributions.Normal(mean, torch.exp(log_variance / 2)), torch.distributions.Normal(0.0, 1.0)).sum(1)


if __name__ == "__main__":
    torch.manual_seed(11)
    levels = torch.randint(0, LEVELS, (IMAGES, 1, SIDE, SIDE)).double()
    noise = torch.randn(IMAGES, LATENT)
    mean, log_variance = encoded(levels, True)
    logits = decoded(mean + torch.exp(log_variance / 2) * noise, True)
    loss = (divergence(mean, log_variance) - log_likelihood(levels, logits).sum((1, 2))).mean()
    loss.backward()
    arrays = dict(weights)
    arrays.update({name + "-gradient": x.grad for name, x in weights.items()})
    arrays.update(kept)
    image = levels[:1]
    encoded_mean, encoded_log_variance = encoded(image, False)
    mean, log_variance = torch.randn(1, LATENT).requires_grad_(), torch.randn(1, LATENT).requires_grad_()
    draws = torch.randn(DRAWS, LATENT)
    z = mean + torch.exp(log_variance / 2) * draws
    logits = decoded(z, False)
    pixels = log_likelihood(image, logits)
    prior = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
    posterior = torch.distributions.Normal(mean, torch.exp(log_variance / 2)).log_prob(z).sum(1)
    bound = (divergence(mean, log_variance) - pixels.sum((1, 2)).mean()).sum()
    slopes = torch.autograd.grad(bound, (mean, log_variance))
    output = (torch.softmax(logits, 1) * torch.arange(LEVELS)[:, None, None]).sum(1) / (LEVELS - 1)
    arrays.update({"loss": loss.reshape(1), "training-levels": levels, "training-noise": noise, "levels": image, "mean": mean,
                   "log-variance": log_variance, "noise": draws, "encoded-mean": encoded_mean,
                   "encoded-log-variance": encoded_log_variance, "log-weights": pixels.sum((1, 2)) + prior - posterior,
                   "pixels": pixels, "mean-gradient": slopes[0], "log-variance-gradient": slopes[1], "output": output})
    np.savez_compressed("likelihood-regret.npz", **{k: np.ascontiguousarray(v.detach().numpy().astype("float32")) for k, v in arrays.items()})
    print("torch", torch.__version__, "numpy", np.__version__, "loss", loss.item())
