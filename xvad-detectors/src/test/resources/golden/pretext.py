"""Losses, gradients and perturbed confidences of a residual classifier: python pretext.py writes an .npz for each method here."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from distillation import Net, laid_out

SIZE, CLASSES, EPSILON = 32, 3, 0.01
CHANNELS = (2, 2, 4)


class Row(nn.BatchNorm1d):
    """A normalisation of rows."""


def features(net, x):
    """A first convolution and stages of one and two blocks, each of which halves the side."""
    x = F.relu(net.convolution("first", x - 0.5, 2, 3, 2))
    found = [x.mean((2, 3))]
    for stage, (out, blocks) in enumerate(((2, 1), (4, 2))):
        for block in range(blocks):
            x = net.block(f"stage-{stage + 1}-block-{block + 1}", x, out, 2 if block == 0 else 1)
        found.append(x.mean((2, 3)))
    return found


def logits(net, x):
    return net.layer("logits", lambda: nn.Linear(4, CLASSES))(features(net, x)[-1])


def odin(net, x):
    told = logits(net, x)
    return told, torch.log_softmax(told / 2, 1).max(1).values


def generalized(net, x):
    """Hsu et al. 2020, section 3.1.2."""
    last = features(net, x)[-1]
    h = F.cosine_similarity(last[:, None], net.layer("cosine", lambda: nn.Linear(4, CLASSES, bias=False)).weight[None], dim=2)
    linear = net.layer("divisor", lambda: nn.Linear(4, 1))(last)
    return h / torch.sigmoid(net.layer("divisor-norm", lambda: Row(1))(linear)), h.max(1).values


def mahalanobis(net, x):
    total = 0
    for i, f in enumerate(features(net, x)):
        away = f[:, None] - MEANS[i][None]
        total = total + (torch.einsum("nci,ij,ncj->nc", away, PRECISIONS[i], away).min(1).values - 0.1 * i) / (0.5 + i)
    return logits(net, x), -total / 3


def weights(net):
    arrays = {}
    for key, layer in net.items():
        normal = isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d))
        for word, x in zip(("scale", "shift") if normal else ("", "bias"), (layer.weight, layer.bias)):
            if x is not None:
                full = key + ("-" + word if word else "")
                row = normal or isinstance(layer, nn.Linear) and word == "bias"
                turn = (lambda a: a.reshape(1, -1)) if row else (lambda a: a.T) if isinstance(layer, nn.Linear) else (
                    lambda a: laid_out(layer, a))
                arrays[full], arrays[full + "-gradient"] = turn(x), turn(x.grad)
    return arrays


def save(name, method, images, labels):
    net = Net()
    method(net, images)
    for layer in net.values():
        if isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d)):
            layer.reset_running_stats()
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.uniform_(layer.bias, -0.5, 0.5)
    net.train = False
    x = images.clone().requires_grad_()
    told, sure = method(net, x)
    gradient, = torch.autograd.grad(sure.sum(), x)
    arrays = {"judged": F.cross_entropy(told, labels).reshape(1), "confidence": sure,
              "perturbed": method(net, images + EPSILON * gradient.sign())[1]}
    net.train = True
    loss = F.cross_entropy(method(net, images)[0], labels)
    loss.backward()
    arrays.update(weights(net), loss=loss.reshape(1))
    np.savez_compressed("pretext-" + name + ".npz", **{k: np.ascontiguousarray(v.detach().numpy()) for k, v in arrays.items()})


torch.manual_seed(14)
MEANS = [torch.randn(CLASSES, c) * 0.1 for c in CHANNELS]
PRECISIONS = [(lambda root: root @ root.T)(torch.randn(c, c)) for c in CHANNELS]
IMAGES, LABELS = (torch.rand(5, 3, SIZE, SIZE) * 16).round() / 16, torch.tensor([0, 2, 1, 1, 0])
np.savez_compressed("pretext.npz", images=IMAGES.numpy(), labels=F.one_hot(LABELS, CLASSES).float().numpy(),
                    **{f"means-{i}": m.numpy() for i, m in enumerate(MEANS)},
                    **{f"precision-{i}": p.numpy() for i, p in enumerate(PRECISIONS)})
for one in (odin, generalized, mahalanobis):
    save(one.__name__, one, IMAGES, LABELS)
print("torch", torch.__version__, "numpy", np.__version__)
