"""Loss and lengths of all gradients of networks as wide as in the papers, of made-up weights: python papersizes.py writes .csv files here."""
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

import draem
import efficientad
from distillation import Net, laid_out

BACKBONE = Path(__file__).parents[3] / "main/resources/io/xvad/detectors/backbone/efficientnet-lite0-s16.onnx"
BIT = (1 << 64) - 1


def numbers(stream, length):
    """SplitMix64 (Steele, Lea and Flood 2014), in [-1, 1)."""
    with np.errstate(over="ignore"):
        z = np.uint64((stream << 32) & BIT) + np.arange(length, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 23) - 1


def made_up(stream, *shape):
    return torch.from_numpy(((numbers(stream, int(np.prod(shape))) + 1) / 2).astype(np.float32).reshape(shape))


def weights(net):
    """By name, each with its layer."""
    found = {}
    for key, layer in net.items():
        words = ("scale", "shift") if isinstance(layer, nn.BatchNorm2d) else ("", "bias")
        for word, x in zip(words, (layer.weight, layer.bias)):
            if x is not None:
                found[key + ("-" + word if word else "")] = (layer, x)
    return dict(sorted(found.items()))


def fill(net):
    for stream, (name, (layer, x)) in enumerate(weights(net).items()):
        shape = laid_out(layer, x).shape
        reach = (6 / (shape[0] * shape[1] * shape[2])) ** 0.5 if len(shape) == 4 else 0.5
        values = numbers(stream, x.numel()) * reach + (1 if name.endswith("-scale") else 0)
        values = torch.from_numpy(values.astype(np.float32).reshape(shape))
        order = (2, 3, 0, 1) if x.dim() == 4 and layer.groups > 1 else (3, 2, 0, 1)
        x.data = values.permute(order).contiguous() if x.dim() == 4 else values.reshape(x.shape)


def write(name, net, loss):
    loss.backward()
    rows = [f"{key},{x.grad.double().norm().item():.9g}" for key, (_, x) in weights(net).items()]
    total = sum(x.numel() for _, x in weights(net).values())
    with open(name + "-papersize.csv", "w") as file:
        file.write(f"# torch {torch.__version__}, numpy {np.__version__}, {total} weights\n")
        file.write("\n".join([f"loss,{loss.item():.9g}", *rows]) + "\n")
    print(name, total, loss.item())


def of_draem():
    """Widths 128 and 64, two images of 64 pixels."""
    net = draem.Draem()
    normal, texture = made_up(1000, 2, 3, 64, 64), made_up(1001, 2, 3, 64, 64)
    mask = (made_up(1002, 2, 64, 64) > 0.75).float()
    seen = torch.where(mask[:, None] > 0, texture, normal)

    def loss():
        restored = net.restored(seen, 128)
        told = net.told(restored, seen, 64)
        smooth = torch.stack([1 - mask, mask], 1).clamp(1e-5, 1 - 1e-5)
        right = (smooth * told).sum(1) + 1e-5
        focal = -((1 - right) ** 2 * torch.log(right)).mean()
        return ((restored - normal) ** 2).mean() + 1 - draem.similarity(normal, restored) + focal

    loss()
    fill(net)
    write("draem", net, loss())


def of_stfpm():
    """ResNet-18 up to its third stage beside strides 4, 8 and 16 of the packaged backbone, two images of 64 pixels."""
    net = Net()
    pictures = made_up(1000, 2, 3, 64, 64)
    teacher = [made_up(1001, 2, 24, 16, 16), made_up(1002, 2, 40, 8, 8), made_up(1003, 2, 112, 4, 4)]

    def loss():
        x = F.max_pool2d(F.relu(net.convolution("stem", pictures - 0.5, 64, 7, 2)), 3, 2, 1)
        total = 0
        for i, (channels, stride) in enumerate(((64, 2), (128, 4), (256, 8))):
            x = net.block(f"stage-{stride}-0", x, channels, 1 if stride == 2 else 2)
            x = net.block(f"stage-{stride}-1", x, channels)
            wanted = teacher[i]
            answer = net.layer(f"answer-{i}", lambda: nn.Conv2d(x.shape[1], wanted.shape[1], 1))(x)
            apart = ((F.normalize(wanted, dim=1) - F.normalize(answer, dim=1)) ** 2).sum(1) / 2
            total = total + apart.mean()
        return total

    loss()
    fill(net)
    write("stfpm", net, loss())


def of_stfpm_as_its_teacher():
    """A student with the nodes of the packaged backbone, each convolution normalised, on two images of 64 pixels."""
    graph = onnx.load(BACKBONE).graph
    shapes = {each.name: tuple(each.dims) for each in graph.initializer}
    net = Net()
    mean, std = (torch.tensor(json.loads(BACKBONE.with_suffix(".json").read_text())[key]).reshape(3, 1, 1) for key in ("mean", "std"))
    pictures = (made_up(1000, 2, 3, 64, 64) - mean) / std
    teacher = {"stride4": made_up(1001, 2, 24, 16, 16), "stride8": made_up(1002, 2, 40, 8, 8), "stride16": made_up(1003, 2, 112, 4, 4)}

    def convolution(name, node, x):
        given = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        out, _, *kernel = shapes[node.input[1]]
        top, left, bottom, right = given["pads"]
        make = lambda: nn.Conv2d(x.shape[1], out, kernel, given["strides"], groups=given["group"], bias=False)
        return net.normalised(name, net.layer(name, make)(F.pad(x, (left, right, top, bottom))))

    def loss():
        values = {"input": pictures}
        for i, node in enumerate(graph.node):
            x = values[node.input[0]]
            if node.op_type == "Conv":
                x = convolution(f"layer-{i}", node, x)
            else:
                x = x + values[node.input[1]] if node.op_type == "Add" else F.relu6(x)
            values[node.output[0]] = x
        return sum((1 - F.cosine_similarity(wanted, values[layer], dim=1)).mean() for layer, wanted in teacher.items())

    loss()
    fill(net)
    write("stfpm-as-its-teacher", net, loss())


def of_efficient_ad(name, width, medium):
    """Student and autoencoder beside a teacher of 384 outputs, two images of 64 pixels, the hardest of the differences above 4."""
    outputs = 384
    student = efficientad.patch_description(2 * outputs, width, medium)
    autoencoder = efficientad.Autoencoder(64, outputs)
    images, augmented, other = (made_up(1000 + i, 2, 3, 64, 64) for i in range(3))
    teacher, of_augmented = (6 * made_up(1003 + i, 2, outputs, 8, 8) - 3 for i in range(2))
    masks = [(made_up(1010 + i, 2, 64, side + 1, side + 1) >= 0.2).float() / 0.8 for i, side in enumerate(autoencoder.sides)]
    layers = efficientad.named(student, nn.Sequential(), autoencoder)
    fill(layers)
    write(name, layers, efficientad.loss(teacher, student(2 * images - 1)[:, :outputs], student(2 * other - 1)[:, :outputs], of_augmented,
                                         autoencoder(augmented, masks), student(2 * augmented - 1)[:, outputs:], 4))


if __name__ == "__main__":
    of_efficient_ad("efficient-ad-small", 128, False)
    of_efficient_ad("efficient-ad-medium", 256, True)
    of_stfpm()
    of_stfpm_as_its_teacher()
    of_draem()
