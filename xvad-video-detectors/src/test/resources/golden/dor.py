"""Golden values of self-trained ordinal regression: python dor.py. Written from the equations, with torch and numpy."""

import numpy as np
import torch

torch.manual_seed(0)
N, C, H, W, CHANNELS, HIDDEN, STEPS, DECAY, RATE = 6, 5, 3, 4, 4, 3, 20, 0.05, 0.01
shapes = {"convolution": (1, 1, C, CHANNELS), "convolution-bias": (CHANNELS,), "fully-connected": (CHANNELS, HIDDEN),
          "fully-connected-bias": (1, HIDDEN), "ordinal": (HIDDEN, 1), "ordinal-bias": (1, 1)}
p = {name: (torch.randn(shape) * 0.6).requires_grad_() for name, shape in shapes.items()}
x = torch.randn(N, C, H, W) * 2 + 1
mean, deviation = torch.randn(1, C, 1, 1), torch.rand(1, C, 1, 1) + 0.5
y = torch.tensor([1., 0., 0., 1., 0., 1.]).view(N, 1)


def parts():
    scaled = (x - mean) / deviation
    activation = torch.relu(torch.einsum("nchw,ck->nkhw", scaled, p["convolution"][0, 0]) + p["convolution-bias"].view(1, -1, 1, 1))
    pooled = activation.mean((2, 3))
    score = torch.relu(pooled @ p["fully-connected"] + p["fully-connected-bias"]) @ p["ordinal"] + p["ordinal-bias"]
    return activation, pooled, score


activation, pooled, score = parts()
slope, = torch.autograd.grad(score.sum(), pooled, retain_graph=True)
cam = (slope.view(N, CHANNELS, 1, 1) * activation).sum(1)
loss = (score - y).abs().mean()
loss.backward()
arrays = {name: tensor.detach().clone().numpy() for name, tensor in p.items()}
arrays.update({name + "-gradient": tensor.grad.clone().numpy() for name, tensor in p.items()})
arrays.update({"features": x, "feature-mean": mean, "feature-deviation": deviation, "pseudo-label": y, "score": score.detach(),
               "cam": cam.detach(), "loss": np.array([loss.item()])})
optimiser = torch.optim.RMSprop([
    {"params": [t for n, t in p.items() if not n.endswith("-bias")], "weight_decay": DECAY},
    {"params": [t for n, t in p.items() if n.endswith("-bias")]}], lr=RATE, alpha=0.99, eps=1e-8)
curve = []
for _ in range(STEPS):
    optimiser.zero_grad()
    loss = (parts()[2] - y).abs().mean()
    loss.backward()
    optimiser.step()
    curve.append(loss.item())
arrays["curve"] = np.array(curve)
np.savez_compressed("dor.npz", **{name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()})
