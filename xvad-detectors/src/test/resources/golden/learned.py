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


def save_network(name, loss, layers, prefix=""):
    """Weights and gradients of convolutions and linear layers in the layouts of ND4J."""
    parameters = {}
    for key, layer in layers.items():
        parameters[key] = layer.weight
        if layer.bias is not None:
            parameters[key + "-bias"] = layer.bias
    found = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True)

    def laid_out(x):
        return x.permute(2, 3, 1, 0) if x.dim() == 4 else x.T if x.dim() == 2 else x

    save(name, **{prefix + "loss": loss.reshape(1)}, **{k: laid_out(v) for k, v in parameters.items()},
         **{f"{prefix}{k}-gradient": laid_out(g) for k, g in zip(parameters, found)})


def critic():
    """Kim and Mnih 2018, the discriminator's loss in algorithm 2, with torch's cross-entropy."""
    torch.manual_seed(10)
    codes, shuffled = torch.randn(6, 4), torch.randn(6, 4)
    layers = [nn.Linear(4, 5), nn.Linear(5, 5), nn.Linear(5, 5), nn.Linear(5, 1)]

    def logit(x):
        for layer in layers[:-1]:
            x = nn.functional.leaky_relu(layer(x), 0.2)
        return layers[-1](x)

    logits = torch.cat([logit(codes), logit(shuffled)])
    loss = nn.functional.binary_cross_entropy_with_logits(logits, torch.cat([torch.ones(6, 1), torch.zeros(6, 1)]))
    save("critic", codes=codes, shuffled=shuffled)
    save_network("critic", loss, {f"critic-{i}": layer for i, layer in enumerate(layers)})


def gradcon():
    """Kwon et al. 2020, equations 4 to 6: cosine of gradients with the running mean of those of the whole loss, differentiated twice."""
    torch.manual_seed(11)
    inputs = [torch.rand(4, 5) for _ in range(3)]
    layers = {"encode": nn.Linear(5, 3), "decode": nn.Linear(3, 4), "decoder-1": nn.Linear(4, 5)}
    names = {name + part: value for name, layer in layers.items()
             for part, value in (("", layer.weight), ("-bias", layer.bias))}
    decoder = ["decode", "decoder-1"]

    def loss(x):
        hidden = torch.tanh(layers["decode"](torch.tanh(layers["encode"](x))))
        return ((torch.sigmoid(layers["decoder-1"](hidden)) - x) ** 2).mean()

    def total(x, averages):
        value = loss(x)
        gradients = torch.autograd.grad(value, [names[n] for n in decoder], create_graph=True)
        if averages is None:
            return value, gradients
        cosines = [nn.functional.cosine_similarity(a.reshape(1, -1), g.reshape(1, -1))
                   for a, g in zip(averages, gradients)]
        return value - 0.5 * torch.cat(cosines).mean(), gradients

    def laid_out(x):
        return x.detach().clone().T if x.dim() == 2 else x.detach().clone()

    save("gradcon", **{f"input-{i}": x for i, x in enumerate(inputs)}, **{n: laid_out(v) for n, v in names.items()})
    averages = [g.detach() for g in total(inputs[0], None)[1]]
    found = torch.autograd.grad(total(inputs[1], averages)[0], list(names.values()))
    save("gradcon", **{f"{n}-gradient": laid_out(g) for n, g in zip(names, found)})
    adam = torch.optim.Adam(names.values(), lr=0.01)
    averages, losses = None, []
    for step, x in enumerate(inputs):
        value, _ = total(x, averages)
        adam.zero_grad()
        value.backward()
        adam.step()
        losses.append(value.item())
        now = [names[n].grad.clone() for n in decoder]
        averages = now if averages is None else [a + (g - a) / (step + 1) for a, g in zip(averages, now)]
    save("gradcon", losses=np.array(losses))


def gaussians():
    """Class means by numpy, the tied covariance by scikit-learn's LDA."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    rows = np.random.default_rng(15).normal(size=(40, 3)) @ np.array([[1, 0.5, 0], [0, 1, 0.3], [0, 0, 2]])
    classes = np.arange(40) % 4
    rows = rows + classes[:, None]
    model = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(rows, classes)
    covariance = model.covariance_ + np.eye(3) * 0.01 * np.trace(model.covariance_) / 3
    save("gaussians", rows=rows, means=model.means_, precision=np.linalg.inv(covariance))


simplenet()
ssim()
critic()
gradcon()
gaussians()
print("torch", torch.__version__, "numpy", np.__version__)
