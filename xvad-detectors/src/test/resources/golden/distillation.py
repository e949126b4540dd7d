"""Losses, gradients and scores of distillation with batch normalisation: python distillation.py writes an .npz for each method here."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def laid_out(layer, x):
    """Kernels as (height, width, in, out) or, transposed or of each channel by itself, (height, width, out, in); what is learned of a normalisation as a row."""
    if x.dim() == 4:
        return x.permute(2, 3, 0, 1) if layer.groups > 1 else x.permute(2, 3, 1, 0)
    return x.reshape(1, -1) if isinstance(layer, nn.BatchNorm2d) else x


def save(name, loss, net, layout=laid_out, **arrays):
    """Weights, their gradients and the loss; a normalisation's weights are its scale and shift."""
    loss.backward()
    arrays["loss"] = loss.reshape(1)
    for key, layer in net.items():
        words = ("scale", "shift") if isinstance(layer, nn.BatchNorm2d) else ("", "bias")
        for word, x in zip(words, (layer.weight, layer.bias)):
            if x is not None:
                full = key + ("-" + word if word else "")
                arrays[full] = layout(layer, x)
                arrays[full + "-gradient"] = layout(layer, x.grad)
    np.savez_compressed(name + ".npz", **{k: np.ascontiguousarray(v.detach().numpy()) for k, v in arrays.items()})


def curve(net, losses, rate):
    """The loss before each of a hundred steps, on batches in turn; ends where it began. Adam's epsilon is that of the shorter form at
    the end of section 2 of Kingma and Ba 2015, which ND4J has."""
    weights = [parameter for layer in net.values() for parameter in layer.parameters()]
    begun = [weight.detach().clone() for weight in weights]
    optimiser = torch.optim.Adam(weights, rate)
    passed = []
    for step in range(100):
        optimiser.param_groups[0]["eps"] = 1e-8 / (1 - 0.999 ** (step + 1)) ** 0.5
        loss = losses[step % len(losses)]()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        passed.append(loss.detach())
    optimiser.zero_grad()
    for weight, old in zip(weights, begun):
        weight.data = old
    return torch.stack(passed)


class Net(dict):
    """Layers by name, made when they are first used."""

    def __init__(self):
        super().__init__()
        self.train = True

    def layer(self, name, make):
        if name not in self:
            self[name] = make()
        return self[name].train(self.train)

    def begin(self):
        """Normalisations as nothing has been seen yet, with scales and shifts that matter."""
        for layer in self.values():
            if isinstance(layer, nn.BatchNorm2d):
                layer.reset_running_stats()
                nn.init.uniform_(layer.weight, 0.5, 1.5)
                nn.init.uniform_(layer.bias, -0.5, 0.5)

    def normalised(self, name, x):
        return self.layer(name + "-norm", lambda: nn.BatchNorm2d(x.shape[1]))(x)

    def convolution(self, name, x, out, kernel=3, stride=1):
        made = self.layer(name, lambda: nn.Conv2d(x.shape[1], out, kernel, stride, kernel // 2, bias=False))
        return self.normalised(name, made(x))

    def doubled(self, name, x, out):
        return self.normalised(name, self.layer(name, lambda: nn.ConvTranspose2d(x.shape[1], out, 2, 2, bias=False))(x))

    def block(self, name, x, out, stride=1):
        first = F.relu(self.convolution(name + "-1", x, out, 3, stride))
        past = x if x.shape[1] == out and stride == 1 else self.convolution(name + "-shortcut", x, out, 1, stride)
        return F.relu(self.convolution(name + "-2", first, out) + past)

    def enlarging(self, name, x, out):
        first = F.relu(self.doubled(name + "-1", x, out))
        past = self.doubled(name + "-shortcut", x, out)
        return F.relu(self.convolution(name + "-2", first, out) + past)


def rows(fine, coarse):
    """Features of both scales at each place of the finer one."""
    return torch.cat([fine, coarse.repeat_interleave(2, 2).repeat_interleave(2, 3)], 1).permute(0, 2, 3, 1).reshape(-1, 7)


def reverse_distillation():
    """Deng and Li 2022, section 3.2, with basic blocks; the loss of whole feature maps as in the authors' code."""
    torch.manual_seed(9)
    net = Net()
    batches = [(torch.randn(2, 3, 8, 8) + 1, torch.randn(2, 4, 4, 4) - 1) for _ in range(2)]

    def student(fine, coarse):
        fused = torch.cat([F.relu(net.convolution("fuse-0-0", fine, 4, 3, 2)), coarse], 1)
        embedding = net.block("embed-1", net.block("embed-0", fused, 8, 2), 8)
        x = net.block("decode-0-1", net.enlarging("decode-0-0", embedding, 4), 4)
        of_coarse = net.layer("restore-1", lambda: nn.Conv2d(4, 4, 1))(x)
        x = net.block("decode-1-1", net.enlarging("decode-1-0", x, 2), 2)
        return net.layer("restore-0", lambda: nn.Conv2d(2, 3, 1))(x), of_coarse

    def loss(batch):
        return sum((1 - F.cosine_similarity(a.flatten(1), b.flatten(1))).mean() for a, b in zip(batch, student(*batch)))

    student(*batches[0])
    net.begin()
    net.train = False
    scores = [1 - F.cosine_similarity(a, b) for a, b in zip(batches[0], student(*batches[0]))]
    score = scores[0] + F.interpolate(scores[1][:, None], scale_factor=2, mode="bilinear")[:, 0]
    net.train = True
    passed = curve(net, [lambda batch=batch: loss(batch) for batch in batches], 0.005)
    save("reverse-distillation", loss(batches[0]), net, rows=rows(*batches[0]), other_rows=rows(*batches[1]), score=score.reshape(-1),
         curve=passed)


def stfpm():
    """Wang et al. 2021, equations 1 to 3 and 5, with stages of ResNet-18: half the squared difference of features of unit length."""
    torch.manual_seed(18)
    net = Net()
    batches = [(torch.rand(2, 3, 32, 32), torch.randn(2, 3, 8, 8), torch.randn(2, 4, 4, 4)) for _ in range(2)]

    def student(pictures):
        x = F.relu(net.convolution("stem", pictures - 0.5, 2, 7, 2))
        x = F.max_pool2d(x, 3, 2, 1)
        x = net.block("stage-2-1", net.block("stage-2-0", x, 2), 2)
        of_fine = net.layer("answer-0", lambda: nn.Conv2d(2, 3, 1))(x)
        x = net.block("stage-4-1", net.block("stage-4-0", x, 4, 2), 4)
        return of_fine, net.layer("answer-1", lambda: nn.Conv2d(4, 4, 1))(x)

    def apart(pictures, *teacher):
        pairs = zip(teacher, student(pictures))
        return [((F.normalize(a, dim=1) - F.normalize(b, dim=1)) ** 2).sum(1) / 2 for a, b in pairs]

    def loss(batch):
        return sum(map(torch.mean, apart(*batch)))

    student(batches[0][0])
    net.begin()
    net.train = False
    of_fine, of_coarse = apart(*batches[0])
    score = of_fine * F.interpolate(of_coarse[:, None], scale_factor=2, mode="bilinear")[:, 0]
    net.train = True
    passed = curve(net, [lambda batch=batch: loss(batch) for batch in batches], 0.001)
    (pictures, *teacher), (other_pictures, *other) = batches
    save("stfpm", loss(batches[0]), net, rows=rows(*teacher), pictures=pictures, other_rows=rows(*other),
         other_pictures=other_pictures, score=score.reshape(-1), curve=passed)


if __name__ == "__main__":
    reverse_distillation()
    stfpm()
    print("torch", torch.__version__, "numpy", np.__version__)
