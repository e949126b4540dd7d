"""Losses, gradients, scores and first training steps of flows: python flows.py writes an .npz for each method here."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Step(nn.Module):
    """A coupling step, a scale and shift of each channel, and a mixing of the channels: see Flow's Javadoc for the equations."""

    def __init__(self, channels, clamp, subnet, mixing):
        super().__init__()
        self.kept, self.changed, self.clamp = channels - channels // 2, channels // 2, clamp
        self.first, self.second = subnet(self.kept, 2 * self.changed)
        self.scale = nn.Parameter(10 + torch.randn(channels))
        self.offset = nn.Parameter(torch.randn(channels))
        self.mixing = mixing

    def forward(self, x, *condition):
        x1, x2 = x[:, :self.kept], x[:, self.kept:]
        told = 0.1 * self.second(F.relu(self.first(torch.cat([x1, *condition], 1))))
        log_scale = self.clamp * torch.tanh(told[:, :self.changed])
        y = torch.cat([x1, x2 * torch.exp(log_scale) + told[:, self.changed:]], 1)
        g = 0.2 * torch.log1p(torch.exp(0.5 * self.scale))
        shape = (1, -1) + (1,) * (x.dim() - 2)
        y = y * g.reshape(shape) + self.offset.reshape(shape)
        return torch.einsum("nc...,cd->nd...", y, self.mixing), log_scale.sum(1) + torch.log(g).sum()


class Flow(nn.Module):
    def __init__(self, steps):
        super().__init__()
        self.steps = nn.ModuleList(steps)

    def forward(self, x, *condition):
        total = 0
        for step in self.steps:
            x, log_determinant = step(x, *condition)
            total = total + log_determinant
        return x, total


def laid_out(x):
    """Kernels as (height, width, in, out), matrices as (in, out)."""
    return x.permute(2, 3, 1, 0) if x.dim() == 4 else x.T if x.dim() == 2 else x


def named(flows):
    """The weights by the names they have in the graph; the scale of a step is a column, its offset a row."""
    for i, flow in enumerate(flows):
        for j, step in enumerate(flow.steps):
            name = f"flow-{i}-{j}"
            yield from ((name + "-1", step.first.weight), (name + "-1-bias", step.first.bias), (name + "-2", step.second.weight),
                        (name + "-2-bias", step.second.bias), (name + "-scale", step.scale), (name + "-offset", step.offset))


def save(name, flows, losses, steps, rate, split=lambda key, x: {key: laid_out(x)}, **arrays):
    """Weights and gradients of the first loss, and the losses before each of some steps of Adam on all in turn; Adam's epsilon is that of
    the shorter form at the end of section 2 of Kingma and Ba 2015, which ND4J has."""
    loss = losses[0]()
    loss.backward()
    arrays["loss"] = loss.reshape(1)
    for key, x in named(flows):
        arrays.update(split(key, x.detach().clone()))
        arrays.update({part + "-gradient": gradient for part, gradient in split(key, x.grad).items()})
    for i, flow in enumerate(flows):
        arrays.update({f"flow-{i}-{j}-mixing": step.mixing for j, step in enumerate(flow.steps)})
    optimiser = torch.optim.Adam([x for _, x in named(flows)], rate)
    passed = []
    for step in range(steps):
        optimiser.param_groups[0]["eps"] = 1e-8 / (1 - 0.999 ** (step + 1)) ** 0.5
        loss = losses[step % len(losses)]()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        passed.append(loss.detach())
    arrays["curve"] = torch.stack(passed)
    np.savez_compressed(name + ".npz", **{k: np.ascontiguousarray(v.detach().numpy()) for k, v in arrays.items()})


def rows(fine, coarse):
    """Features of both layers at each place of the finer one."""
    return torch.cat([fine, coarse.repeat_interleave(2, 2).repeat_interleave(2, 3)], 1).permute(0, 2, 3, 1).reshape(-1, 7)


def permutation(channels):
    return torch.eye(channels)[torch.randperm(channels)]


def fastflow():
    """Yu et al. 2021, as in the published code; convolutions of 3 x 3 and of 1 x 1 places in turn."""
    torch.manual_seed(7)

    def subnet(kernel):
        return lambda inner, out: (nn.Conv2d(inner, inner, kernel, padding=kernel // 2), nn.Conv2d(inner, out, kernel, padding=kernel // 2))

    flows = [Flow([Step(channels, 2.0, subnet(3 if i % 2 == 0 else 1), permutation(channels)) for i in range(3)]) for channels in (3, 4)]
    batches = [(torch.randn(2, 3, 4, 4) + 0.5, torch.randn(2, 4, 2, 2) - 0.5) for _ in range(2)]

    def loss(batch):
        passed = [flow(x) for flow, x in zip(flows, batch)]
        return sum((0.5 * (z ** 2).sum((1, 2, 3)) - log_determinant.sum((1, 2))).mean() for z, log_determinant in passed)

    fine, coarse = (torch.exp(-0.5 * (flow(x)[0] ** 2).mean(1, keepdim=True)) for flow, x in zip(flows, batches[0]))
    score = 1 - (fine + F.interpolate(coarse, scale_factor=2, mode="bilinear")) / 2
    save("fastflow", flows, [lambda batch=batch: loss(batch) for batch in batches], 30, 0.003,
         rows=rows(*batches[0]), other_rows=rows(*batches[1]), score=score.reshape(-1))


def position_code(length, side):
    """The codes of a square grid, row by row, shape (side * side, length)."""
    waves = torch.exp(torch.arange(0, length // 2, 2) * -(np.log(10000.0) / (length // 2)))
    line = torch.stack([torch.sin(torch.arange(side)[:, None] * waves), torch.cos(torch.arange(side)[:, None] * waves)], 2).reshape(side, -1)
    return torch.cat([line.repeat(side, 1), line.repeat_interleave(side, 0)], 1)


def cflow():
    """Gudovskiy et al. 2022, as in the authors' code: likelihoods per channel; subnets of two linear layers, twice as wide as what goes in."""
    torch.manual_seed(3)
    code = 8

    def subnet(inner, out):
        return nn.Linear(inner + code, 2 * (inner + code)), nn.Linear(2 * (inner + code), out)

    def rotation(channels):
        return torch.linalg.qr(torch.randn(channels, channels))[0]

    flows = [Flow([Step(channels, 1.9, subnet, rotation(channels)) for _ in range(2)]) for channels in (3, 4)]
    batches = [[(torch.randn(6, channels) + 0.5, position_code(code, 4)[torch.randint(16, (6,))]) for channels in (3, 4)] for _ in range(2)]

    def likelihood(flow, x, positions):
        z, log_determinant = flow(x, positions)
        return (log_determinant - 0.5 * (z ** 2).sum(1) - x.shape[1] / 2 * np.log(2 * np.pi)) / x.shape[1]

    def loss(batch):
        return sum(-F.logsigmoid(likelihood(flow, *of_flow)).mean() for flow, of_flow in zip(flows, batch))

    def split(key, x):
        """The first layer of a step sees the features and the position; it is two matrices in the graph."""
        matrix = laid_out(x)
        return {key: matrix[:-code], key + "-condition": matrix[-code:]} if key.endswith("-1") else {key: matrix}

    fine, coarse = torch.randn(1, 3, 4, 4), torch.randn(1, 4, 2, 2)
    highest = torch.tensor([-2.0, -1.5])
    maps = []
    for flow, x, most in zip(flows, (fine, coarse), highest):
        places = x.permute(0, 2, 3, 1).reshape(-1, x.shape[1])
        maps.append(torch.exp((likelihood(flow, places, position_code(code, x.shape[2])) - most).clamp(max=0)).reshape(1, 1, *x.shape[2:]))
    score = 1 - (maps[0] + F.interpolate(maps[1], scale_factor=2, mode="bilinear")) / 2
    arrays = {f"{what}-{i}{other}": values for other, batch in (("", batches[0]), ("-other", batches[1])) for i, of_flow in enumerate(batch)
              for what, values in zip(("vectors", "positions"), of_flow)}
    save("cflow", flows, [lambda batch=batch: loss(batch) for batch in batches], 30, 0.003, split,
         rows=rows(fine, coarse), score=score.reshape(-1), highest=highest, codes=position_code(code, 4), **arrays)


if __name__ == "__main__":
    fastflow()
    cflow()
    print("torch", torch.__version__, "numpy", np.__version__)
