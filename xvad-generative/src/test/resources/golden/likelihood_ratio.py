"""Loss, gradients and scores of the two models of a likelihood ratio: python likelihood_ratio.py writes likelihood-ratio.npz here."""
import numpy as np
import torch
from torch.nn import functional as F

FILTERS, LAYERS, COMPONENTS, SIDE = 3, 2, 2, 8
torch.set_default_dtype(torch.float64)


class Model:
    """Ren et al. 2019 after PixelCNN++ (Salimans et al. 2017): see PixelCnn's Javadoc."""

    def __init__(self, name):
        self.name, self.weights = name, {}

    def weight(self, name, *shape):
        return self.weights.setdefault(self.name + name, (0.25 * torch.randn(*shape)).requires_grad_())

    def convolved(self, name, x, out, height=1, width=1, seen=lambda y, x: True):
        """Places of the kernel that are not seen are 0; (y, x) is a place from the centre."""
        weights = self.weight(name, height, width, x.shape[1], out)
        mask = torch.tensor([[float(seen(y - height // 2, x - width // 2)) for x in range(width)] for y in range(height)])
        kernel = (weights * mask[:, :, None, None]).permute(3, 2, 0, 1)
        return F.conv2d(x, kernel, self.weight(name + "-bias", out), padding=(height // 2, width // 2))

    def residual(self, name, x, seen, told=None):
        both = lambda x: F.elu(torch.cat([x, -x], 1))
        inner = self.convolved(name + "-1", both(x), FILTERS, 3, 3, seen)
        if told is not None:
            inner = inner + self.convolved(name + "-told", both(told), FILTERS)
        value, gate = self.convolved(name + "-2", both(inner), 2 * FILTERS, 3, 3, seen).chunk(2, 1)
        return x + value * torch.sigmoid(gate)

    def parameters(self, levels):
        x = torch.cat([levels / 127.5 - 1, torch.ones_like(levels)], 1)
        vertical = self.convolved("above", x, FILTERS, 5, 3, lambda y, x: y < 0)
        horizontal = (self.convolved("row-above", x, FILTERS, 3, 3, lambda y, x: y < 0)
                      + self.convolved("left", x, FILTERS, 3, 3, lambda y, x: y <= 0 and x < 0))
        down, beside = (lambda y, x: y <= 0), (lambda y, x: y <= 0 and x <= 0)
        passed = [(vertical, horizontal)]
        for i in range(1, LAYERS + 1):
            vertical = self.residual(f"up-{i}-vertical", vertical, down)
            horizontal = self.residual(f"up-{i}-horizontal", horizontal, beside, vertical)
            passed.append((vertical, horizontal))
        vertical, horizontal = passed.pop()
        for i in range(1, LAYERS + 1):
            above, left = passed.pop()
            vertical = self.residual(f"down-{i}-vertical", vertical, down, above)
            horizontal = self.residual(f"down-{i}-horizontal", horizontal, beside, torch.cat([vertical, left], 1))
        return self.convolved("out", F.elu(horizontal), 3 * COMPONENTS)

    def log_likelihood(self, levels):
        """From the definition: differences of the distribution function, in double precision."""
        logits, mean, raw = self.parameters(levels).chunk(3, 1)
        scale = F.softplus(raw) + np.exp(-7)
        below = torch.where(levels == 0, -1000.0, (levels - 0.5) / 127.5 - 1)
        above = torch.where(levels == 255, 1000.0, (levels + 0.5) / 127.5 - 1)
        mass = torch.sigmoid((above - mean) / scale) - torch.sigmoid((below - mean) / scale)
        return torch.log((torch.softmax(logits, 1) * mass).sum(1, keepdim=True))


if __name__ == "__main__":
    torch.manual_seed(5)
    image, background = Model("image-"), Model("background-")
    levels = torch.randint(0, 256, (2, 1, SIDE, SIDE)).double()
    levels[0, 0, :2] = 0
    levels[1, 0, :2] = 255
    mutated = torch.where(torch.rand(levels.shape) < 0.3, torch.randint(0, 256, levels.shape).double(), levels)
    images = torch.cat([levels, levels.flip(0), levels], 1)
    images[:, 0] = (images[:, 0] * 0.5).floor()
    loss = -(image.log_likelihood(levels) + background.log_likelihood(mutated)).mean()
    loss.backward()
    grey = (images.mean(1, keepdim=True) + 0.5).floor()
    pixels = (background.log_likelihood(grey) - image.log_likelihood(grey))[:, 0]
    arrays = {**image.weights, **background.weights}
    arrays.update({name + "-gradient": x.grad for name, x in list(arrays.items())})
    arrays.update(loss=loss.reshape(1), levels=levels, mutated=mutated, images=images / 255, pixels=pixels, sum=pixels.sum((1, 2)))
    np.savez_compressed("likelihood-ratio.npz", **{k: np.ascontiguousarray(v.detach().numpy().astype("float32")) for k, v in arrays.items()})
    print("torch", torch.__version__, "numpy", np.__version__, "loss", loss.item())
