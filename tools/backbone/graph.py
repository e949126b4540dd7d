"""EfficientNet-Lite up to stride 16 as an ONNX graph of Conv, Clip and Add, with batch norm folded into the convolutions."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from reference import Published

OPSET = 13
IR_VERSION = 8


class Graph:
    """Collects nodes and initializers in the order in which they run."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers = [_tensor("relu6.min", np.float32(0)), _tensor("relu6.max", np.float32(6))]

    def conv(self, name: str, source: str, conv: torch.nn.Conv2d, norm: torch.nn.BatchNorm2d) -> str:
        weight, bias = folded(conv, norm)
        self.initializers += [_tensor(f"{name}.weight", weight), _tensor(f"{name}.bias", bias)]
        inputs = [source, f"{name}.weight", f"{name}.bias"]
        attributes = {
            "kernel_shape": list(conv.kernel_size),
            "strides": [int(stride) for stride in conv.stride],
            "dilations": [1, 1],
            "group": conv.groups,
            "pads": pads(conv),
        }
        self.nodes.append(helper.make_node("Conv", inputs, [name], name=name, **attributes))
        return name

    def relu6(self, source: str) -> str:
        name = f"{source}.relu6"
        self.nodes.append(helper.make_node("Clip", [source, "relu6.min", "relu6.max"], [name], name=name))
        return name

    def add(self, name: str, left: str, right: str) -> str:
        self.nodes.append(helper.make_node("Add", [left, right], [name], name=name))
        return name


def build(model: torch.nn.Module, published: Published) -> onnx.ModelProto:
    graph = Graph()
    x = graph.relu6(graph.conv("stem", "input", model._conv_stem, model._bn0))
    names = {last: f"stride{stride}" for stride, last in published.last_block.items()}
    for index, block in enumerate(model._blocks[: max(names) + 1]):
        x = _block(graph, index, block, x, names.get(index))
    return _model(graph, published.name, {stride: model._blocks[last] for stride, last in published.last_block.items()})


def folded(conv: torch.nn.Conv2d, norm: torch.nn.BatchNorm2d) -> tuple[np.ndarray, np.ndarray]:
    """Returns the weight and bias of the convolution that equals conv followed by norm, computed in double precision."""
    scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    weight = conv.weight.double() * scale[:, None, None, None]
    bias = norm.bias.double() - norm.running_mean.double() * scale
    return weight.detach().float().numpy(), bias.detach().float().numpy()


def pads(conv: torch.nn.Conv2d) -> list[int]:
    """Returns [top, left, bottom, right] of the static SAME padding that the network applies before conv."""
    padding = getattr(conv.static_padding, "padding", (0, 0, 0, 0))
    left, right, top, bottom = padding
    return [top, left, bottom, right]


def _block(graph: Graph, index: int, block: torch.nn.Module, source: str, output: str | None) -> str:
    prefix = f"block{index}"
    x = source
    if block._block_args.expand_ratio != 1:
        x = graph.relu6(graph.conv(f"{prefix}.expand", x, block._expand_conv, block._bn0))
    x = graph.relu6(graph.conv(f"{prefix}.depthwise", x, block._depthwise_conv, block._bn1))
    x = graph.conv(f"{prefix}.project", x, block._project_conv, block._bn2)
    arguments = block._block_args
    residual = block.id_skip and arguments.stride == 1 and arguments.input_filters == arguments.output_filters
    if residual:
        return graph.add(output or f"{prefix}.add", x, source)
    if output:
        raise ValueError(f"{prefix} is the output {output} but ends in no residual sum that could carry the name")
    return x


def _model(graph: Graph, name: str, blocks: dict[int, torch.nn.Module]) -> onnx.ModelProto:
    entry = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, "H", "W"])
    outputs = [
        helper.make_tensor_value_info(
            f"stride{stride}",
            TensorProto.FLOAT,
            ["N", block._block_args.output_filters, f"H{stride}", f"W{stride}"],
        )
        for stride, block in blocks.items()
    ]
    body = helper.make_graph(graph.nodes, name, [entry], outputs, graph.initializers)
    opset = [helper.make_opsetid("", OPSET)]
    return helper.make_model(body, opset_imports=opset, ir_version=IR_VERSION, producer_name="xvad")


def _tensor(name: str, values: np.ndarray) -> onnx.TensorProto:
    data = np.ascontiguousarray(values, dtype="<f4").tobytes()
    return helper.make_tensor(name, TensorProto.FLOAT, np.shape(values), data, raw=True)
