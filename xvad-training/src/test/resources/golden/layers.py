"""Layers, their gradients and optimisers' steps on small fixed values, computed by PyTorch, as one archive; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
ALL = {}


def save(name, **tensors):
    for key, value in tensors.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        ALL[f"{name}/{key}"] = np.ascontiguousarray(array.astype(np.float32))


def laid_out(x):
    """As ND4J has weights: kernel height, kernel width, and then the two numbers of channels; in before out."""
    return x.permute(2, 3, 1, 0) if x.dim() == 4 else x.T if x.dim() == 2 else x


def layer(name, function, x, weights=None, laid_out=laid_out):
    """The value, and the gradients of its sum weighed by fixed numbers."""
    weights = weights or {}
    x = x.clone().requires_grad_()
    y = function(x)
    weighed = torch.randn_like(y)
    found = torch.autograd.grad((y * weighed).sum(), [x, *weights.values()])
    save(name, x=x, y=y, weighed=weighed, **{"x-gradient": found[0]},
         **{key: laid_out(weight) for key, weight in weights.items()},
         **{f"{key}-gradient": laid_out(gradient) for key, gradient in zip(weights, found[1:])})


def batch_normalisation(name, norm, shape):
    torch.manual_seed(1)
    nn.init.uniform_(norm.weight, 0.5, 1.5)
    nn.init.uniform_(norm.bias, -1, 1)
    layer(name, norm, 3 + 2 * torch.randn(shape), {"scale": norm.weight, "shift": norm.bias})
    save(name, mean=norm.running_mean, variance=norm.running_var)
    norm.eval()
    scored = torch.randn(shape)
    save(name, scored=scored, **{"scored-y": norm(scored)})


def steps(name, **options):
    """Five steps towards a target that differs from step to step; the weights after each."""
    torch.manual_seed(2)
    weight = nn.Parameter(torch.randn(6))
    targets = torch.randn(5, 6)
    optimiser = torch.optim.SGD([weight], **options)
    save(name, start=weight, targets=targets)
    after = []
    for target in targets:
        optimiser.zero_grad()
        ((weight - target) ** 2).sum().backward()
        optimiser.step()
        after.append(weight.detach().clone())
    save(name, after=torch.stack(after))


def transposed(name, kernel, stride, padding):
    torch.manual_seed(3)
    made = nn.ConvTranspose2d(3, 2, kernel, stride, padding)
    layer(name, made, torch.randn(2, 3, 4, 5), {"weights": made.weight, "bias": made.bias})


def depthwise():
    torch.manual_seed(4)
    made = nn.Conv2d(3, 3, 3, 2, 1, groups=3)
    layer("depthwise", made, torch.randn(2, 3, 6, 5), {"weights": made.weight, "bias": made.bias},
          lambda w: w.permute(2, 3, 0, 1) if w.dim() == 4 else w)


def bilinear(name, size, corners):
    torch.manual_seed(5)
    layer(name, lambda x: nn.functional.interpolate(x, size, mode="bilinear", align_corners=corners),
          torch.randn(2, 3, 4, 5))


def normalisation(name, made, shape):
    torch.manual_seed(6)
    nn.init.uniform_(made.weight, 0.5, 1.5)
    nn.init.uniform_(made.bias, -1, 1)
    layer(name, made, 3 + 2 * torch.randn(shape), {"scale": made.weight, "shift": made.bias})


def activation(name, function):
    torch.manual_seed(7)
    layer(name, function, 3 * torch.randn(2, 3, 4, 5))


def spectral():
    """The weights once trained on: one step of the power iteration, then divided by their largest singular value."""
    torch.manual_seed(8)
    made = torch.nn.utils.spectral_norm(nn.Linear(6, 4, bias=False))
    save("spectral", before=made.weight_u)
    layer("spectral", made, torch.randn(5, 6), {"weights": made.weight_orig})
    save("spectral", after=made.weight_u)
    made.eval()
    save("spectral", scored=made.weight.T)


def attention():
    torch.manual_seed(9)
    made = nn.MultiheadAttention(8, 2, batch_first=True)
    nn.init.normal_(made.in_proj_bias)
    nn.init.normal_(made.out_proj.bias)
    parts = {name: nn.Linear(8, 8) for name in ("query", "key", "value", "out")}
    for i, name in enumerate(("query", "key", "value")):
        parts[name].weight = nn.Parameter(made.in_proj_weight[8 * i:8 * i + 8].detach())
        parts[name].bias = nn.Parameter(made.in_proj_bias[8 * i:8 * i + 8].detach())
    parts["out"] = made.out_proj

    def attended(x):
        y, _ = nn.functional.multi_head_attention_forward(
            *[x.transpose(0, 1)] * 3, 8, 2, None,
            torch.cat([parts[name].bias for name in ("query", "key", "value")]), None, None, False, 0,
            parts["out"].weight, parts["out"].bias, use_separate_proj_weight=True, need_weights=False,
            q_proj_weight=parts["query"].weight, k_proj_weight=parts["key"].weight, v_proj_weight=parts["value"].weight)
        return y.transpose(0, 1)

    x = torch.randn(2, 5, 8)
    assert torch.allclose(attended(x), made(x, x, x, need_weights=False)[0], atol=1e-6)
    weights = {}
    for name, part in parts.items():
        weights[name] = part.weight
        weights[name + "-bias"] = part.bias
    layer("attention", attended, x, weights)


batch_normalisation("batch-images", nn.BatchNorm2d(3), (4, 3, 5, 4))
batch_normalisation("batch-rows", nn.BatchNorm1d(5), (7, 5))
steps("sgd", lr=0.1)
steps("momentum", lr=0.1, momentum=0.9, weight_decay=1e-2)
steps("nesterov", lr=0.1, momentum=0.9, weight_decay=1e-2, nesterov=True)
transposed("transposed-2", 2, 2, 0)
transposed("transposed-4", 4, 2, 1)
depthwise()
bilinear("bilinear-corners", (7, 11), True)
bilinear("bilinear-centres", (7, 11), False)
bilinear("bilinear-smaller", (3, 4), False)
normalisation("group", nn.GroupNorm(2, 4), (3, 4, 5, 3))
normalisation("layer", nn.LayerNorm(6), (5, 6))
activation("gelu", nn.functional.gelu)
activation("silu", nn.functional.silu)
spectral()
attention()
np.savez(HERE / "layers.npz", **ALL)
print("torch", torch.__version__, "numpy", np.__version__)
