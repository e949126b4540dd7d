"""Small classifiers with random weights, built of torchvision's blocks, as ONNX, and ODIN's and Mahalanobis scores on them by PyTorch.

python networks.py writes NAME.onnx and NAME.npz for each beside itself; see README.md.
"""
import copy
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torchvision
from torch import nn
from torchvision.models import DenseNet, EfficientNet, MobileNetV3
from torchvision.models.efficientnet import MBConvConfig
from torchvision.models.mobilenetv3 import InvertedResidualConfig
from torchvision.models.resnet import BasicBlock

HERE = Path(__file__).parent
SIZE, TEMPERATURE, EPSILON, CLASSES = 32, 2.0, 0.01, 3
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


def resnet():
    """torchvision's ResNet-18 with 8 channels in place of 64 and two stages."""
    def stage(into, out):
        shortcut = nn.Sequential(nn.Conv2d(into, out, 1, 2, bias=False), nn.BatchNorm2d(out))
        return nn.Sequential(BasicBlock(into, out, 2, shortcut), BasicBlock(out, out))

    return nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1),
                         BasicBlock(8, 8), stage(8, 16), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, CLASSES))


def mobilenet():
    block = partial(InvertedResidualConfig, width_mult=1.0)
    return MobileNetV3([block(16, 3, 16, 16, True, "RE", 2, 1), block(16, 5, 24, 16, True, "HS", 2, 1),
                        block(16, 5, 24, 16, True, "HS", 1, 2)], 16, num_classes=CLASSES)


def efficientnet():
    block = partial(MBConvConfig, width_mult=1.0, depth_mult=1.0)
    return EfficientNet([block(1, 3, 1, 32, 8, 1), block(4, 5, 2, 8, 16, 2)], 0.2, last_channel=24, num_classes=CLASSES)


def densenet():
    return DenseNet(growth_rate=4, block_config=(2, 2), num_init_features=8, bn_size=2, num_classes=CLASSES)


def mixed():
    """What the others lack: groups, dilation, padded average pooling, other rectifiers, sigmoids in products, a matrix product."""
    class Mixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.grouped, self.dilated = nn.Conv2d(3, 6, 3, 2, 1, groups=3), nn.Conv2d(6, 6, 3, 1, 2, dilation=2)
            self.strided, self.linear = nn.Conv2d(6, 8, 3, 2, 1, groups=2), nn.Parameter(torch.randn(8, CLASSES))

        def forward(self, x):
            x = nn.functional.leaky_relu(self.grouped(x), 0.1)
            x = nn.functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False) + nn.functional.avg_pool2d(x, 3, 2, 1)
            x = torch.cat([nn.functional.relu6(3 * self.dilated(x)), torch.tanh(x)], 1)
            x = self.strided(nn.functional.gelu(x.reshape(x.shape[0], 2, 6, 8, 8).sum(1)))
            x = x * torch.sigmoid(x) / (1 + x.abs()) - nn.functional.softplus(x)
            return torch.softmax(x.mean((2, 3)) @ self.linear, 1)

    return Mixed()


def seen_before(net):
    """Averages of the normalisations as after some training, with scales and shifts that matter."""
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.uniform_(layer.bias, -0.5, 0.5)
            layer.momentum = None
    with torch.no_grad():
        net.train()(torch.randn(16, 3, SIZE, SIZE))
    return net.eval()


def gaussians(features, labels):
    """Lee et al. 2018, equation 1, with the covariance drawn 1 % towards its mean variance as XVAD does."""
    kinds = list(dict.fromkeys(labels.tolist()))
    means = torch.stack([features[labels == kind].mean(0) for kind in kinds])
    away = features - means[[kinds.index(label) for label in labels.tolist()]]
    covariance = away.T @ away / len(features)
    ridge = 0.01 * covariance.trace() / len(covariance) + 1e-8
    return means, torch.linalg.inv(covariance + ridge * torch.eye(len(covariance), dtype=covariance.dtype))


def perturbed(image, confidence):
    leaf = image.clone().requires_grad_()
    sure = confidence(leaf)
    gradient, = torch.autograd.grad(sure, leaf)
    return {"confidence": sure, "score": -confidence(image + EPSILON * gradient.sign()), "map": gradient.abs().sum(1)}


def write(name, net, linear=None, **export):
    """With the last linear layer, whose input is what the Gaussians are of."""
    torch.onnx.export(net, (torch.zeros(1, 3, SIZE, SIZE),), str(HERE / f"{name}.onnx"), input_names=["input"],
                      output_names=["classes"], **export)
    double = copy.deepcopy(net).double()
    mean, std = MEAN.double(), STD.double()
    normals = (torch.rand(8, 3, SIZE, SIZE) * torch.rand(8, 3, 1, 1) * 16).round().double() / 16
    image = (torch.rand(1, 3, SIZE, SIZE) * 16).round().double() / 16
    arrays = {"normals": normals, "image": image}

    def logits(x):
        told = double((x - mean) / std)
        return torch.log(told) if name == "mixed" else told

    # a softmax at a temperature is the same of logits and of the logarithm of their softmax
    found = {"odin": perturbed(image, lambda x: torch.log_softmax(logits(x) / TEMPERATURE, 1).max())}
    if linear:
        kept = []
        dict(double.named_modules())[linear].register_forward_hook(lambda layer, given, out: kept.append(given[0]))

        def features(x):
            kept.clear()
            told = logits(x)
            return kept[0], told

        of_normals, told = features(normals)
        means, precision = gaussians(of_normals.detach(), told.argmax(1))

        def distance(x):
            away = features(x)[0][:, None] - means[None]
            return torch.einsum("nkd,de,nke->nk", away, precision, away).min(1).values

        spread = distance(normals).detach()
        found["mahalanobis"] = perturbed(
            image, lambda x: -((distance(x) - spread.mean()) / spread.std(unbiased=False)).sum())
    for method, values in found.items():
        arrays.update({f"{method}-{key}": value for key, value in values.items()})
    np.savez_compressed(HERE / f"{name}.npz",
                        **{key: np.ascontiguousarray(value.detach().numpy().astype(np.float32)) for key, value in arrays.items()})


def main():
    torch.manual_seed(23)
    torch.set_num_threads(1)
    script = {"dynamo": False, "opset_version": 17}
    dynamo = {"dynamo": True, "external_data": False, "verbose": False}
    write("resnet", seen_before(resnet()), "8", **script)
    write("mobilenet", seen_before(mobilenet()), "classifier.3", **dynamo)
    write("efficientnet", seen_before(efficientnet()), "classifier.1", **dynamo)
    write("densenet", seen_before(densenet()), "classifier", **script)
    write("mixed", seen_before(mixed()), **dynamo)
    print("torch", torch.__version__, "torchvision", torchvision.__version__)


main()
