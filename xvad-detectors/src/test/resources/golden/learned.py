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
    """Kwon et al. 2020, equations 2 and 3: cosine of gradients with their running mean, differentiated twice."""
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
        value, gradients = total(x, averages)
        adam.zero_grad()
        value.backward()
        adam.step()
        losses.append(value.item())
        now = [g.detach() for g in gradients]
        averages = now if averages is None else [a + (g - a) / (step + 1) for a, g in zip(averages, now)]
    save("gradcon", losses=np.array(losses))


def deep_svdd():
    """Ruff et al. 2018, equations 3 (soft boundary) and 4 (one class), on a small network without biases."""
    torch.manual_seed(12)
    pictures, centre, radius, nu = torch.rand(3, 3, 32, 32), torch.tensor([0.3, -0.2, 0.1]), 0.15, 0.25
    stages = [nn.Conv2d(into, out, 4, 2, 1, bias=False) for into, out in ((3, 2), (2, 4), (4, 8), (8, 8))]
    code = nn.Linear(32, 3, bias=False)
    x = pictures - 0.5
    for stage in stages:
        x = nn.functional.leaky_relu(stage(x), 0.2)
    distance = ((code(x.reshape(3, 32)) - centre) ** 2).sum(1)
    layers = {**{f"stage-{i + 1}": stage for i, stage in enumerate(stages)}, "code-weights": code}
    save("deep-svdd", pictures=pictures, centre=centre, distance=distance)
    save_network("deep-svdd", distance.mean(), layers)
    save_network("deep-svdd", radius + torch.relu(distance - radius).mean() / nu, layers, "soft-")


def sla2p():
    """Wang et al. 2022: classifier of random projections; uncertainty of features perturbed by torch's gradient."""
    torch.manual_seed(13)
    rows, projections = torch.randn(7, 5), torch.randn(3, 5, 4) / 5**0.5
    layers = {"inner": nn.Linear(4, 6), "outer": nn.Linear(6, 3)}

    def logits(u):
        return layers["outer"](nn.functional.leaky_relu(layers["inner"](u), 0.2))

    scaled = nn.functional.normalize(rows, dim=1) * 5**0.5
    u = torch.einsum("nd,kdw->nkw", scaled, projections).reshape(21, 4).requires_grad_()
    loss = nn.functional.cross_entropy(logits(u), torch.arange(3).repeat(7))
    gradient, = torch.autograd.grad(torch.log_softmax(logits(u), 1).max(1).values.sum(), u)
    predicted = torch.distributions.Categorical(logits=logits(u - 0.2 * gradient.sign()))
    save("sla2p", rows=rows, projections=projections.permute(1, 0, 2).reshape(5, 12),
         entropy=predicted.entropy().reshape(7, 3).mean(1),
         confidence=(1 - predicted.probs.max(1).values).reshape(7, 3).mean(1))
    save_network("sla2p", loss, layers)


def perturbation():
    """Liang et al. 2018, Hsu et al. 2020 and Lee et al. 2018 on one small classifier; perturbed by torch's gradients."""
    torch.manual_seed(14)
    pictures, labels = torch.rand(5, 3, 32, 32), torch.tensor([0, 2, 1, 1, 0])
    stages = [nn.Conv2d(into, out, 4, 2, 1) for into, out in ((3, 2), (2, 4), (4, 8), (8, 8))]
    logits, temperature, cosine = nn.Linear(8, 3), nn.Linear(8, 1), nn.Linear(8, 3, bias=False)
    means = [torch.randn(3, c) * 0.1 for c in (2, 4, 8, 8)]
    roots = [torch.randn(c, c) for c in (2, 4, 8, 8)]
    body = {f"stage-{i + 1}": stage for i, stage in enumerate(stages)}

    def features(x):
        found, x = [], x - 0.5
        for stage in stages:
            x = nn.functional.leaky_relu(stage(x), 0.2)
            found.append(x.mean((2, 3)))
        return found

    def odin(x):
        told = logits(features(x)[-1])
        return nn.functional.cross_entropy(told, labels), torch.log_softmax(told / 2, 1).max(1).values

    def generalized(x):
        last = features(x)[-1]
        h = nn.functional.cosine_similarity(last[:, None], cosine.weight[None], dim=2)
        return nn.functional.cross_entropy(h / (0.01 + 0.99 * torch.sigmoid(temperature(last))), labels), h.max(1).values

    def mahalanobis(x):
        total = 0
        for i, (f, m, r) in enumerate(zip(features(x), means, roots)):
            away = f[:, None] - m[None]
            closest = torch.einsum("nci,ij,ncj->nc", away, r @ r.T, away).min(1).values
            total = total + (closest - 0.1 * i) / (0.5 + i)
        return nn.functional.cross_entropy(logits(features(x)[-1]), labels), -total / 4

    save("perturbation", pictures=pictures, labels=nn.functional.one_hot(labels, 3),
         **{f"means-{i}": m for i, m in enumerate(means)}, **{f"precision-{i}": r @ r.T for i, r in enumerate(roots)})
    for name, confidence, layers in (("odin", odin, {"logits": logits}), ("mahalanobis", mahalanobis, {"logits": logits}),
                                     ("generalized", generalized, {"cosine": cosine, "temperature": temperature})):
        x = pictures.clone().requires_grad_()
        loss, sure = confidence(x)
        gradient, = torch.autograd.grad(sure.sum(), x, retain_graph=True)
        save("perturbation-" + name, confidence=sure, perturbed=confidence(pictures + 0.01 * gradient.sign())[1])
        save_network("perturbation-" + name, loss, {**body, **layers})


def gaussians():
    """Class means by numpy, the tied covariance by scikit-learn's LDA."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    rows = np.random.default_rng(15).normal(size=(40, 3)) @ np.array([[1, 0.5, 0], [0, 1, 0.3], [0, 0, 2]])
    classes = np.arange(40) % 4
    rows = rows + classes[:, None]
    model = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(rows, classes)
    covariance = model.covariance_ + np.eye(3) * 0.01 * np.trace(model.covariance_) / 3
    save("gaussians", rows=rows, means=model.means_, precision=np.linalg.inv(covariance))


def draem():
    """Zavrtanik et al. 2021, equations 2 and 3, the focal loss over a softmax of two classes."""
    torch.manual_seed(16)
    normal, output = torch.rand(2, 3, 16, 16), torch.rand(2, 3, 16, 16).requires_grad_()
    logits = torch.randn(2, 1, 16, 16).requires_grad_()
    mask = (torch.rand(2, 16, 16) > 0.8).float()
    away = (torch.arange(11) - 5.0) / 1.5
    line = torch.exp(-away**2 / 2) / torch.exp(-away**2 / 2).sum()
    window = (line[:, None] * line[None, :]).expand(3, 1, 11, 11)

    def mean(x):
        return nn.functional.conv2d(x, window, groups=3)

    ma, mb = mean(normal), mean(output)
    va, vb, cov = mean(normal**2) - ma**2, mean(output**2) - mb**2, mean(normal * output) - ma * mb
    similar = ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))).mean()
    told = torch.softmax(torch.cat([torch.zeros_like(logits), logits], 1), 1)
    right = torch.where(mask == 1, told[:, 1], told[:, 0])
    loss = ((output - normal) ** 2).mean() + 1 - similar - ((1 - right) ** 2 * torch.log(right)).mean()
    loss.backward()
    save("draem", normal=normal, output=output, logits=logits, mask=mask, probability=told[:, 1].reshape(-1),
         loss=loss.reshape(1), **{"output-gradient": output.grad, "logits-gradient": logits.grad})


def efficient_ad():
    """Batzner et al. 2024, sections 3.2 and 3.3: hard feature loss by torch's quantile, penalty and autoencoder losses."""
    torch.manual_seed(21)
    teacher = torch.randn(40, 5)
    rows = {name: torch.randn(40, 5).requires_grad_() for name in ("first", "second", "other", "restored")}
    squares = (teacher - rows["first"]) ** 2
    threshold = torch.quantile(squares.detach(), 0.9)
    apart = (rows["restored"] - rows["second"]) ** 2
    loss = (squares[squares >= threshold].mean() + (rows["other"] ** 2).mean()
            + ((teacher - rows["restored"]) ** 2).mean() + apart.mean())
    loss.backward()
    save("efficient-ad", teacher=teacher, threshold=threshold.reshape(1, 1), structural=squares.mean(1),
         logical=apart.mean(1), loss=loss.reshape(1), **rows, **{f"{k}-gradient": v.grad for k, v in rows.items()})


simplenet()
fcdd()
ssim()
vae()
critic()
gradcon()
deep_svdd()
sla2p()
perturbation()
gaussians()
draem()
efficient_ad()
print("torch", torch.__version__, "numpy", np.__version__)
