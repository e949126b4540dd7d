"""Loss, gradients, score and a hundred steps of DRAEM's networks with batch normalisation: python draem.py writes draem.npz here."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from distillation import Net, curve, save

SIDE, WINDOW = 64, 5


def similarity(a, b):
    """Wang et al. 2004, equation 13."""
    line = torch.exp(-((torch.arange(11) - 5.0) / 1.5) ** 2 / 2)
    line = line / line.sum()
    window = (line[:, None] * line[None, :]).expand(3, 1, 11, 11)

    def mean(x):
        return F.conv2d(x, window, groups=3)

    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    return ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))).mean()


class Draem(Net):
    """Zavrtanik et al. 2021, section 3, as wide as in the authors' code but for the first stages."""

    def pair(self, name, x, middle, out):
        return F.relu(self.convolution(name + "-2", F.relu(self.convolution(name + "-1", x, middle)), out))

    def enlarged(self, name, x, out):
        return F.relu(self.convolution(name, F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True), out))

    def last(self, name, x, out):
        return self.layer(name, lambda: nn.Conv2d(x.shape[1], out, 3, padding=1))(x)

    def restored(self, x, width=2):
        channels = [width * k for k in (1, 2, 4, 8, 8)]
        for i, out in enumerate(channels):
            x = self.pair(f"restore-down-{i}", F.max_pool2d(x, 2) if i else x, out, out)
        for i in (3, 2, 1, 0):
            x = self.enlarged(f"restore-up-{i}", x, channels[i])
            x = self.pair(f"restore-joint-{i}", x, channels[i], channels[max(0, i - 1)])
        return self.last("restored", x, 3)

    def told(self, restored, x, width=2):
        x = torch.cat([restored, x], 1)
        skipped = []
        for i, k in enumerate((1, 2, 4, 8, 8, 8)):
            x = self.pair(f"tell-down-{i}", F.max_pool2d(x, 2) if i else x, width * k, width * k)
            skipped.append(x)
        for i, k in ((4, 8), (3, 4), (2, 2), (1, 1), (0, 1)):
            x = self.enlarged(f"tell-up-{i}", x, width * k)
            x = self.pair(f"tell-joint-{i}", torch.cat([x, skipped[i]], 1), width * k, width * k)
        return torch.softmax(self.last("told", x, 2), 1)

    def loss(self, seen, normal, mask):
        restored = self.restored(seen)
        told = self.told(restored, seen)
        smooth = torch.stack([1 - mask, mask], 1).clamp(1e-5, 1 - 1e-5)
        right = (smooth * told).sum(1) + 1e-5
        focal = -((1 - right) ** 2 * torch.log(right)).mean()
        return ((restored - normal) ** 2).mean() + 1 - similarity(normal, restored) + focal


def batch():
    """Of 256 levels, so that the file is small; of no two neighbours alike, since it is left open which of equal maxima is the one."""
    normal = torch.randint(0, 256, (2, 3, SIDE, SIDE)) / 255.0
    texture = torch.randint(0, 256, (2, 3, SIDE, SIDE)) / 255.0
    mask = F.interpolate((torch.rand(2, 1, 8, 8) > 0.8).float(), scale_factor=8)
    return torch.where(mask > 0, texture, normal), normal, mask[:, 0]


if __name__ == "__main__":
    torch.manual_seed(21)
    net = Draem()
    batches = [batch() for _ in range(2)]
    net.loss(*batches[0])
    net.begin()
    net.train = False
    told = net.told(net.restored(batches[0][0]), batches[0][0])[:, 1]
    score = F.avg_pool2d(told[:, None], WINDOW, 1, WINDOW // 2).flatten(1).amax(1)
    net.train = True
    # Beside the seed there is nothing special about this point but that gradients in single and double precision agree there within 4e-4.
    passed = curve(net, [lambda batch=batch: net.loss(*batch) for batch in batches], 0.0001)
    (seen, normal, mask), (other_seen, other_normal, other_mask) = batches
    save("draem", net.loss(*batches[0]), net, seen=seen, normal=normal, mask=mask, other_seen=other_seen, other_normal=other_normal,
         other_mask=other_mask, probability=told.reshape(-1), score=score, curve=passed)
    print("torch", torch.__version__, "numpy", np.__version__, "loss", float(passed[0]), float(passed[-1]))
