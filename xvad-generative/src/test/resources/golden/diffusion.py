"""Loss and gradients of the U-Net of diffusion models, that of tools/train: python diffusion.py writes unet.npz."""
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[5] / "tools/train"))
from unet import UNet, time_code  # noqa: E402

WIDTH, SIDE = 4, 4
torch.manual_seed(4)
torch.set_num_threads(1)
network = UNet(1, 1, SIDE, WIDTH, [1, 2], 1, {2})
with torch.no_grad():
    for weight in network.parameters():  # 64ths make a small file
        weight.copy_(torch.round(20 * torch.randn_like(weight)) / 64)
noised, noise = torch.randn(2, 1, SIDE, SIDE), torch.randn(2, 1, SIDE, SIDE)
told = network(noised, time_code(torch.tensor([3, 250]), WIDTH))
loss = ((noise - told) ** 2).mean()
loss.backward()
arrays = {"noised": noised.numpy(), "noise": noise.numpy(), "told": told.detach().numpy(), "loss": loss.detach().reshape(1).numpy()}
gradients = network.weights(lambda weight: weight.grad)
arrays |= network.weights() | {name + "-gradient": gradient for name, gradient in gradients.items()}
np.savez_compressed("unet.npz", **{name: np.ascontiguousarray(value, np.float32) for name, value in arrays.items()})
print("torch", torch.__version__, "numpy", np.__version__)
