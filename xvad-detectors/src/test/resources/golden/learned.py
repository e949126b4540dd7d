"""Losses and gradients of the learned detectors on small fixed weights, computed by PyTorch; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent


def save(name, **tensors):
    for key, value in tensors.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        np.save(HERE / f"{name}-{key}.npy", np.ascontiguousarray(array.astype(np.float32)))


def simplenet():
    """Liu et al. 2023, equations 3 to 6, with torch's own layers."""
    torch.manual_seed(5)
    rows, noise = torch.randn(6, 4), 0.5 * torch.randn(6, 4)
    adaptor = nn.Linear(4, 4, bias=False)
    hidden, norm, out = nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Linear(3, 1, bias=False)
    norm.weight.data = torch.tensor([1.0, 0.5, 2.0])
    norm.bias.data = torch.tensor([0.1, -0.2, 0.3])
    adapted = adaptor(rows)
    told = out(nn.functional.leaky_relu(norm(hidden(torch.cat([adapted, adapted + noise]))), 0.2))
    loss = torch.relu(0.5 - told[:6]).mean() + torch.relu(0.5 + told[6:]).mean()
    loss.backward()
    names = {"adaptor": adaptor.weight, "hidden": hidden.weight, "hidden-bias": hidden.bias,
             "norm-scale": norm.weight, "norm-shift": norm.bias, "out": out.weight}
    save("simplenet", rows=rows, noise=noise, loss=loss.reshape(1),
         **{k: v.T if v.dim() == 2 else v for k, v in names.items()},
         **{f"{k}-gradient": v.grad.T if v.dim() == 2 else v.grad for k, v in names.items()})


def fcdd():
    """Liznerski et al. 2021, equations 2 (image labels) and 4 (masks), on the outputs of a small network."""
    torch.manual_seed(6)
    rows = torch.randn(3, 5, 4)
    labels = torch.tensor([0.0, 1.0, 1.0])
    masks = torch.zeros(3, 5)
    masks[1, 1:3] = 1
    masks[2, 4] = 1
    hidden, out = nn.Linear(4, 6), nn.Linear(6, 1)

    def gradients(loss, name):
        names = {"hidden": hidden.weight, "hidden-bias": hidden.bias, "out": out.weight, "out-bias": out.bias}
        found = torch.autograd.grad(loss, list(names.values()), retain_graph=True)
        save("fcdd", **{f"{name}-loss": loss.reshape(1)},
             **{k: v.T if v.dim() == 2 else v for k, v in names.items()},
             **{f"{name}-{k}-gradient": g.T if g.dim() == 2 else g for k, g in zip(names, found)})

    a = torch.sqrt(out(torch.relu(hidden(rows))).squeeze(-1) ** 2 + 1) - 1
    mean = a.mean(1)
    image = ((1 - labels) * mean - labels * torch.log(1 - torch.exp(-mean))).mean()
    anomalous = masks.any(1)
    outside = ((1 - masks) * a).mean(1)
    inside = (masks * a).mean(1)[anomalous]
    pixel = (outside.sum() - torch.log(1 - torch.exp(-inside)).sum()) / 3
    save("fcdd", rows=rows.reshape(15, 4), labels=labels, masks=masks, score=a.reshape(15))
    gradients(image, "image")
    gradients(pixel, "pixel")


def ssim():
    """Wang et al. 2004, equation 13, by torch convolutions with a Gaussian window, checked against scikit-image."""
    torch.manual_seed(7)
    a = torch.rand(2, 3, 16, 16)
    b = (a + 0.2 * torch.randn(2, 3, 16, 16)).clamp(0, 1).requires_grad_()
    away = (torch.arange(11) - 5.0) / 1.5
    line = torch.exp(-away**2 / 2)
    line = line / line.sum()
    window = (line[:, None] * line[None, :]).expand(3, 1, 11, 11)

    def mean(x):
        return nn.functional.conv2d(x, window, groups=3)

    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    found = (2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))
    (1 - found.mean()).backward()
    save("ssim", a=a, b=b, map=found, gradient=b.grad)
    from skimage.metrics import structural_similarity
    _, full = structural_similarity(a[0, 0].numpy(), b[0, 0].detach().numpy(), data_range=1, gaussian_weights=True,
                                    sigma=1.5, use_sample_covariance=False, full=True)
    assert np.allclose(full[5:-5, 5:-5], found[0, 0].detach().numpy(), atol=1e-4)


def vae():
    """Kingma and Welling 2014, equation 10, with torch's own divergence of Gaussians."""
    torch.manual_seed(8)
    x = torch.rand(3, 6)
    output, mean, log_variance = (t.requires_grad_() for t in (torch.rand(3, 6), torch.randn(3, 4), torch.randn(3, 4)))
    divergence = torch.distributions.kl_divergence(
        torch.distributions.Normal(mean, torch.exp(log_variance / 2)), torch.distributions.Normal(0, 1)).sum(1)
    loss = (((output - x) ** 2).sum(1) / 2 + 0.7 * divergence).mean() / 6
    loss.backward()
    save("vae", input=x, output=output, mean=mean, loss=loss.reshape(1),
         **{"log-variance": log_variance, "output-gradient": output.grad, "mean-gradient": mean.grad,
            "log-variance-gradient": log_variance.grad})


simplenet()
fcdd()
ssim()
vae()
print("torch", torch.__version__, "numpy", np.__version__)
