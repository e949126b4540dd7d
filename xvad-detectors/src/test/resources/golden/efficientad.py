"""EfficientAD (Batzner et al. 2024) in PyTorch: python efficientad.py writes its losses, and a map and a hundred steps of small networks."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

SIDE, WIDTH, OUTPUTS, AUTOENCODER = 64, 2, 3, 4
THRESHOLD = 1.0


def patch_description(outputs, width=WIDTH, medium=False):
    """Tables 5 (small) and 6 (medium) of the paper."""
    wide = 2 * width
    layers = [nn.Conv2d(3, width, 4), nn.ReLU(), nn.AvgPool2d(2), nn.Conv2d(width, wide, 4), nn.ReLU(), nn.AvgPool2d(2)]
    layers += [nn.Conv2d(wide, wide, 1), nn.ReLU()] if medium else []
    layers += [nn.Conv2d(wide, wide, 3), nn.ReLU(), nn.Conv2d(wide, outputs, 4)]
    layers += [nn.ReLU(), nn.Conv2d(outputs, outputs, 1)] if medium else []
    return nn.Sequential(*layers)


class Autoencoder(nn.Module):
    """Table 8 of the paper, for images of 64 pixels."""

    def __init__(self, width, outputs=OUTPUTS):
        super().__init__()
        into = [3, width // 2, width // 2, width, width]
        self.encode = nn.ModuleList(nn.Conv2d(i, o, 4, 2, 1) for i, o in zip(into, into[1:] + [width]))
        self.code = nn.Conv2d(width, 64, SIDE // 32)
        self.sides = [max(1, SIDE // 64 - 1), SIDE // 32, SIDE // 16 - 1, SIDE // 8, SIDE // 4 - 1, SIDE // 2 - 1]
        self.decode = nn.ModuleList(nn.Conv2d(64 if i == 0 else width, width, 4, 1, 2) for i in range(6))
        self.mix = nn.Conv2d(width, width, 3, padding=1)
        self.describe = nn.Conv2d(width, outputs, 3, padding=1)

    def forward(self, images, masks=None):
        x = 2 * images - 1
        for layer in self.encode:
            x = F.relu(layer(x))
        x = self.code(x)
        for i, (side, layer) in enumerate(zip(self.sides, self.decode)):
            x = F.relu(layer(F.interpolate(x, size=(side, side), mode="bilinear")))
            x = x if masks is None else x * masks[i]
        x = F.interpolate(x, size=(SIDE // 4 - 8, SIDE // 4 - 8), mode="bilinear")
        return self.describe(F.relu(self.mix(x)))


def loss(teacher, first, other, augmented, restored, second, threshold):
    squares = (teacher - first) ** 2
    return (squares[squares >= threshold].mean() + (other ** 2).mean() + ((augmented - restored) ** 2).mean()
            + ((restored - second) ** 2).mean())


def losses():
    torch.manual_seed(21)
    shape = (2, 5, 2, 2)
    teacher, augmented = torch.randn(shape), torch.randn(shape)
    answers = {name: torch.randn(shape).requires_grad_() for name in ("first", "other", "restored", "second")}
    threshold = torch.quantile((teacher - answers["first"]).detach() ** 2, 0.9)
    value = loss(teacher, answers["first"], answers["other"], augmented, answers["restored"], answers["second"], threshold)
    value.backward()
    arrays = {"teacher": teacher, "augmented": augmented, "threshold": threshold.reshape(1), "loss": value.reshape(1), **answers,
              **{f"{name}-gradient": answer.grad for name, answer in answers.items()}}
    np.savez_compressed("efficient-ad.npz", **{k: v.detach().numpy() for k, v in arrays.items()})


def named(student, teacher, autoencoder):
    layers = {}
    for name, network in (("student", student), ("teacher", teacher)):
        layers.update({f"{name}-{i + 1}": layer for i, layer in enumerate(m for m in network if isinstance(m, nn.Conv2d))})
    layers.update({f"autoencoder-encode-{i + 1}": layer for i, layer in enumerate(autoencoder.encode)})
    layers.update({f"autoencoder-decode-{i}": layer for i, layer in enumerate(autoencoder.decode)})
    layers.update({f"autoencoder-{name}": getattr(autoencoder, name) for name in ("code", "mix", "describe")})
    return layers


def drawn(autoencoder):
    side = SIDE // 4 - 8
    batch = {"images": torch.rand(2, 3, SIDE, SIDE), "augmented": torch.rand(2, 3, SIDE, SIDE), "other": torch.rand(2, 3, SIDE, SIDE),
             "teacher": torch.randn(2, OUTPUTS, side, side), "teacher-augmented": torch.randn(2, OUTPUTS, side, side)}
    for i, s in enumerate(autoencoder.sides):
        batch[f"mask-{i}"] = (torch.rand(2, AUTOENCODER, s + 1, s + 1) >= 0.2).float() / 0.8
    return batch


def curve():
    """A map, and the loss before each of a hundred steps; for Adam's epsilon see distillation.py."""
    torch.manual_seed(22)
    student, teacher, autoencoder = patch_description(2 * OUTPUTS), patch_description(OUTPUTS), Autoencoder(AUTOENCODER)
    batches = [drawn(autoencoder) for _ in range(2)]
    layers = named(student, teacher, autoencoder)
    arrays = {key: layer.weight.permute(2, 3, 1, 0).detach().numpy().copy() for key, layer in layers.items()}
    arrays.update({key + "-bias": layer.bias.detach().numpy().copy() for key, layer in layers.items()})
    with torch.no_grad():
        seen = batches[0]["images"][:1]
        answer = student(2 * seen - 1)
        structural = ((teacher(2 * seen - 1) - answer[:, :OUTPUTS]) ** 2).mean(1)
        logical = ((autoencoder(seen) - answer[:, OUTPUTS:]) ** 2).mean(1)
        arrays["map"] = F.pad(0.5 * structural + 0.5 * logical, (4, 4, 4, 4)).numpy()
    optimiser = torch.optim.Adam([*student.parameters(), *autoencoder.parameters()], 0.001, weight_decay=1e-5)
    values = []
    for step in range(100):
        optimiser.param_groups[0]["eps"] = 1e-8 / (1 - 0.999 ** (step + 1)) ** 0.5
        b = batches[step % 2]
        masks = [b[f"mask-{i}"] for i in range(6)]
        value = loss(b["teacher"], student(2 * b["images"] - 1)[:, :OUTPUTS], student(2 * b["other"] - 1)[:, :OUTPUTS],
                     b["teacher-augmented"], autoencoder(b["augmented"], masks), student(2 * b["augmented"] - 1)[:, OUTPUTS:], THRESHOLD)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        values.append(value.item())
    for prefix, batch in zip(("", "other-"), batches):
        arrays.update({prefix + key: value.numpy() for key, value in batch.items()})
    np.savez_compressed("efficient-ad-curve.npz", curve=np.array(values, np.float32), **arrays)


if __name__ == "__main__":
    losses()
    curve()
