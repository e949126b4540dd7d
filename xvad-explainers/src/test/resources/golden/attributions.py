"""Toy networks as ONNX files and what Captum says of them; see README.md beside this file."""

from pathlib import Path

import numpy as np
import onnx
import torch
from captum.attr import (LRP, GuidedBackprop, IntegratedGradients, LayerAttribution, LayerGradCam, Occlusion, Saliency,
                         ShapleyValues)
from captum.attr._utils.lrp_rules import Alpha1_Beta0_Rule, EpsilonRule, GammaRule
from captum.testing.helpers.basic_models import BasicModel_ConvNet
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = Path(__file__).parent


def as_convolution(linear):
    convolution = nn.Conv2d(linear.in_features, linear.out_features, 1)
    convolution.weight.data = linear.weight.data.reshape(linear.out_features, -1, 1, 1)
    convolution.bias.data = linear.bias.data
    return convolution


def published():
    """Captum's BasicModel_ConvNet without its softmax; its linear layers are convolutions of one pixel."""
    torch.manual_seed(1)
    m = BasicModel_ConvNet()
    return nn.Sequential(m.conv1, nn.ReLU(), nn.MaxPool2d(2), m.conv2, nn.ReLU(), nn.MaxPool2d(2),
                         as_convolution(m.fc1), nn.ReLU(), as_convolution(m.fc2))


def seeded(biased):
    torch.manual_seed(2)
    model = nn.Sequential(nn.Conv2d(3, 6, 3, stride=1, padding=1), nn.ReLU(), nn.MaxPool2d(2),
                          nn.Conv2d(6, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 5, 5))
    for parameter in model.parameters():
        parameter.data *= 3 if biased or parameter.dim() > 1 else 0
    return model


def onnx_of(model, channels, size, layer):
    nodes, constants, value = [], [], "input"
    for i, module in enumerate(model):
        output = "layer" if i == layer else "output" if i == len(model) - 1 else f"value{i}"
        if isinstance(module, nn.Conv2d):
            names = [f"weight{i}", f"bias{i}"]
            constants += [numpy_helper.from_array(p.detach().numpy(), n)
                          for p, n in zip([module.weight, module.bias], names)]
            nodes.append(helper.make_node("Conv", [value, *names], [output], kernel_shape=module.kernel_size,
                                          strides=module.stride, pads=[*module.padding, *module.padding]))
        elif isinstance(module, nn.MaxPool2d):
            nodes.append(helper.make_node("MaxPool", [value], [output], kernel_shape=[2, 2], strides=[2, 2]))
        else:
            nodes.append(helper.make_node("Relu", [value], [output]))
        value = output
    graph = helper.make_graph(
        nodes, "toy", [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", channels, size, size])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, None)], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])


def by_pixel(attribution):
    return attribution.sum(1).squeeze(0).detach().numpy().astype(np.float32)


def relevance(model, x, target, rule):
    for module in model:
        if isinstance(module, (nn.Conv2d, nn.MaxPool2d)):
            module.rule = EpsilonRule() if isinstance(module, nn.MaxPool2d) else rule()
        elif hasattr(module, "rule"):
            del module.rule
    return by_pixel(LRP(model).attribute(x, target=(target, 0, 0)))


def write(name, model, layer, channels, size):
    """`size` is even, so that the image has four quadrants."""
    model.eval()
    flat = nn.Sequential(*model, nn.Flatten())
    torch.manual_seed(3)
    quadrants = torch.arange(4).reshape(1, 1, 2, 2).repeat_interleave(size // 2, 2).repeat_interleave(size // 2, 3)
    x = (0.1 + 0.25 * quadrants + 0.02 * torch.rand(1, channels, size, size)).float()
    target = int(flat(x).argmax())
    zeros = torch.zeros_like(x)
    onnx.save(onnx_of(model, channels, size, layer), HERE / f"toy-{name}.onnx")
    found = {
        "image": x.squeeze(0).numpy(),
        "target": np.array([target], np.int32),
        "score": flat(x)[0, target].detach().numpy().reshape(1),
        "gradient": by_pixel(Saliency(flat).attribute(x, target=target, abs=True)),
        "integrated-gradients": by_pixel(IntegratedGradients(flat).attribute(
            x, zeros, target=target, n_steps=32, method="riemann_middle")),
        "guided-backprop": by_pixel(GuidedBackprop(flat).attribute(x, target=target).abs()),
        "grad-cam": by_pixel(LayerAttribution.interpolate(
            LayerGradCam(flat, flat[layer]).attribute(x, target=target, relu_attributions=True), (size, size),
            "bilinear")),
        "occlusion": by_pixel(Occlusion(flat).attribute(
            x, (channels, 4, 4), (channels, 2, 2), baselines=0, target=target)) / channels,
        "kernel-shap": by_pixel(ShapleyValues(flat).attribute(
            x, baselines=0, target=target, feature_mask=quadrants)) / channels / (size // 2) ** 2,
        "lrp-epsilon": relevance(model, x, target, lambda: EpsilonRule(1e-9)),
    }
    if name == "unbiased":
        found["lrp-gamma"] = relevance(model, x, target, lambda: GammaRule(0.25))
        found["lrp-alpha-beta"] = relevance(model, x, target, Alpha1_Beta0_Rule)
    for key, value in found.items():
        np.save(HERE / f"toy-{name}-{key}.npy", np.ascontiguousarray(value))
        print(name, key, value.shape, float(np.abs(value).max()))


write("published", published(), 4, 1, 10)
write("seeded", seeded(True), 4, 3, 10)
write("unbiased", seeded(False), 4, 3, 10)
