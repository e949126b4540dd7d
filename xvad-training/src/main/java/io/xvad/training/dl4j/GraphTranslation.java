package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/** Translates one ONNX graph into a DL4J computation graph, vertex by vertex, under the names of the ONNX values. */
final class GraphTranslation {

    private static final int ANY_SIZE = 224;

    private final Onnx.GraphProto graph;
    private final OnnxWeights weights;
    private final List<BiConsumer<ComputationGraph, OnnxWeights>> afterwards = new ArrayList<>();
    private final Set<String> values = new HashSet<>();

    GraphTranslation(Onnx.GraphProto graph) {
        this.graph = graph;
        this.weights = new OnnxWeights(graph.getInitializerList());
    }

    ComputationGraph translate(List<String> outputs) {
        String input = graph.getInputList().stream()
                .map(Onnx.ValueInfoProto::getName)
                .filter(name -> !weights.has(name))
                .findFirst()
                .orElseThrow(() -> new XvadModelException("ONNX model has no input"));
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(input);
        values.add(input);
        needed(outputs).forEach(node -> add(builder, node));
        for (String output : outputs) {
            if (!values.contains(output)) {
                throw new XvadModelException("ONNX model has no value '" + output + "'; it has " + values);
            }
        }
        builder.setOutputs(outputs.toArray(String[]::new));
        builder.setInputTypes(InputType.convolutional(inputSize(input, 2), inputSize(input, 3), inputSize(input, 1)));
        ComputationGraph translated = new ComputationGraph(builder.build());
        translated.init();
        afterwards.forEach(copying -> copying.accept(translated, weights));
        return translated;
    }

    /** Nodes on which the outputs depend, in order. */
    private List<Onnx.NodeProto> needed(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<Onnx.NodeProto> nodes = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            Onnx.NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.getInputList());
                nodes.add(node);
            }
        }
        Collections.reverse(nodes);
        return nodes;
    }

    private long inputSize(String input, int dimension) {
        long size = graph.getInputList().stream()
                .filter(value -> value.getName().equals(input))
                .map(value -> value.getType()
                        .getTensorType()
                        .getShape()
                        .getDim(dimension)
                        .getDimValue())
                .findFirst()
                .orElseThrow();
        return size > 0 ? size : ANY_SIZE;
    }

    private void add(ComputationGraphConfiguration.GraphBuilder builder, Onnx.NodeProto node) {
        OnnxAttributes attributes = new OnnxAttributes(node);
        String output = node.getOutput(0);
        String input = node.getInput(0);
        switch (node.getOpType()) {
            case "Conv" -> {
                ConvolutionTranslation convolution = new ConvolutionTranslation(attributes, weights);
                builder.addLayer(output, convolution.layer(), padded(builder, output, input, attributes.pads()));
                afterwards.add(convolution::copyWeights);
            }
            case "Relu" -> builder.addLayer(output, new ActivationLayer(Activation.RELU), input);
            case "Clip" -> {
                requireRelu6(attributes);
                builder.addLayer(output, new ActivationLayer(Activation.RELU6), input);
            }
            case "Identity" -> builder.addLayer(output, new ActivationLayer(Activation.IDENTITY), input);
            case "Add" ->
                builder.addVertex(output, new ElementWiseVertex(ElementWiseVertex.Op.Add), input, node.getInput(1));
            case "MaxPool" -> builder.addLayer(output, maxPool(attributes), input);
            case "GlobalAveragePool" -> builder.addLayer(output, average(), input);
            case "ReduceMean" -> {
                requirePlanes(attributes);
                builder.addLayer(output, average(), input);
            }
            case "Flatten" -> builder.addLayer(output, new ActivationLayer(Activation.IDENTITY), input);
            case "Softmax" -> builder.addLayer(output, new ActivationLayer(Activation.SOFTMAX), input);
            case "Gemm" -> {
                LinearTranslation linear = new LinearTranslation(attributes, weights);
                builder.addLayer(output, linear.layer(), input);
                afterwards.add(linear::copyWeights);
            }
            default -> throw attributes.unsupported("this operator");
        }
        values.add(output);
    }

    private static String padded(
            ComputationGraphConfiguration.GraphBuilder builder, String output, String input, int[] pads) {
        if (pads[0] == pads[2] && pads[1] == pads[3]) {
            return input;
        }
        String padding = output + "/padding";
        builder.addLayer(padding, new ZeroPaddingLayer.Builder(pads[0], pads[2], pads[1], pads[3]).build(), input);
        return padding;
    }

    private void requireRelu6(OnnxAttributes attributes) {
        Onnx.NodeProto node = attributes.node();
        float low = node.getInputCount() > 1 ? weights.values(node.getInput(1))[0] : attributes.decimal("min", 0);
        float high = node.getInputCount() > 2 ? weights.values(node.getInput(2))[0] : attributes.decimal("max", 6);
        if (low != 0 || high != 6) {
            throw attributes.unsupported("bounds " + low + " and " + high);
        }
    }

    private static GlobalPoolingLayer average() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }

    private static void requirePlanes(OnnxAttributes attributes) {
        int[] axes = attributes.ints("axes", new int[0]);
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Math.floorMod(axes[i], 4);
        }
        if (!Arrays.equals(axes, new int[] {2, 3})) {
            throw attributes.unsupported("axes other than height and width");
        }
    }

    private static SubsamplingLayer maxPool(OnnxAttributes attributes) {
        int[] pads = attributes.pads();
        if (pads[0] != pads[2] || pads[1] != pads[3] || attributes.integer("ceil_mode", 0) != 0) {
            throw attributes.unsupported("one-sided padding or ceil_mode");
        }
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(attributes.pair("kernel_shape", 1))
                .stride(attributes.pair("strides", 1))
                .padding(pads[0], pads[1])
                .build();
    }
}
