"""Loss and gradients of the SSPCAB block on small fixed weights, computed by PyTorch; see README.md."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent


def save(name, **tensors):
    for key, value in tensors.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        np.save(HERE / f"{name}-{key}.npy", np.ascontiguousarray(array.astype(np.float32)))


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


def sspcab():
    """Ristea et al. 2022, section 3: a 5 by 5 kernel of which only the corners are not zero, squeeze and excitation."""
    torch.manual_seed(17)
    x = torch.randn(2, 16, 7, 7)
    corners = nn.Conv2d(16, 16, 2, dilation=4)
    masked = torch.zeros(16, 16, 5, 5)
    masked[:, :, ::4, ::4] = corners.weight.detach()
    plain = nn.functional.conv2d(x, masked, corners.bias, padding=2)
    squeeze, excite = nn.Linear(16, 2), nn.Linear(2, 16)
    padded = nn.functional.pad(x, (2, 2, 2, 2))
    predicted = torch.relu(corners(padded))
    assert torch.allclose(predicted, torch.relu(plain), atol=1e-5)
    weights = torch.sigmoid(excite(torch.relu(squeeze(predicted.mean((2, 3))))))
    output = predicted * weights[:, :, None, None]
    save("sspcab", x=x, output=output.reshape(-1))
    save_network("sspcab", ((output - x) ** 2).mean(),
                 {"block-corners": corners, "block-squeeze": squeeze, "block-excite": excite})


sspcab()
print("torch", torch.__version__, "numpy", np.__version__)
