"""The packaged backbone as a PyTorch module: the ONNX file's own nodes and weights, so that both peers run one network."""
import json

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

LAYERS = ["stride8", "stride16"]


class Sum(nn.Module):
    def forward(self, left, right):
        return left + right


class OnnxBackbone(nn.Module):
    """Runs the nodes of a graph of Conv, Clip to 0…6 and Add; each module has its node's name, with _ for the dots."""

    def __init__(self, file, layers=LAYERS):
        super().__init__()
        self.layers = layers
        graph = onnx.load(file).graph
        weights = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in graph.initializer}
        self.steps = []
        for node in graph.node:
            name = node.output[0].replace(".", "_")
            self.add_module(name, module(node, weights))
            self.steps.append((name, [each.replace(".", "_") for each in node.input if each not in weights]))
        self.requires_grad_(False).eval()

    def forward(self, input):
        values = {"input": input}
        for name, inputs in self.steps:
            values[name] = getattr(self, name)(*(values[each] for each in inputs))
        return {layer: values[layer] for layer in self.layers}


def module(node, weights):
    if node.op_type == "Add":
        return Sum()
    if node.op_type == "Clip" and [float(weights[each]) for each in node.input[1:]] == [0, 6]:
        return nn.ReLU6()
    if node.op_type == "Conv":
        return convolution(node, *(weights[each] for each in node.input[1:]))
    raise ValueError(f"node {node.name}: {node.op_type} is not known here")


def convolution(node, weight, bias):
    given = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
    top, left, bottom, right = given["pads"]
    even = top == bottom and left == right
    conv = nn.Conv2d(
        weight.shape[1] * given["group"], weight.shape[0], tuple(weight.shape[2:]), stride=tuple(given["strides"]),
        padding=(top, left) if even else 0, dilation=tuple(given["dilations"]), groups=given["group"])
    conv.weight.data, conv.bias.data = weight, bias
    return conv if even else nn.Sequential(nn.ZeroPad2d((left, right, top, bottom)), conv)


def normalisation(file):
    """Mean and standard deviation from the file beside the network."""
    described = json.loads(file.with_suffix(".json").read_text())
    return described["mean"], described["std"]


def session(file, threads):
    """The same network in ONNX Runtime, which XVAD runs it with."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def largest_difference(network, reference, batch):
    """For each layer the largest absolute difference between PyTorch and ONNX Runtime, and the largest value."""
    with torch.inference_mode():
        ours = network(batch)
    theirs = dict(zip(LAYERS, reference.run(LAYERS, {"input": batch.numpy()})))
    return {layer: [float(np.abs(ours[layer].numpy() - theirs[layer]).max()), float(np.abs(theirs[layer]).max())]
            for layer in LAYERS}
