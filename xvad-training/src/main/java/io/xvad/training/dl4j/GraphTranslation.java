package io.xvad.training.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private final FrozenGraph frozen;
    private final List<BiConsumer<ComputationGraph, OnnxWeights>> afterwards = new ArrayList<>();

    GraphTranslation(FrozenGraph frozen) {
        this.frozen = frozen;
    }

    ComputationGraph translate(List<String> outputs) {
        String input = frozen.input();
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(input);
        frozen.needed(outputs).forEach(node -> add(builder, node));
        builder.setOutputs(outputs.toArray(String[]::new));
        builder.setInputTypes(InputType.convolutional(inputSize(input, 2), inputSize(input, 3), inputSize(input, 1)));
        ComputationGraph translated = new ComputationGraph(builder.build());
        translated.init();
        afterwards.forEach(copying -> copying.accept(translated, frozen.weights()));
        return translated;
    }

    private long inputSize(String input, int dimension) {
        long size = frozen.graph().getInputList().stream()
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
        OnnxAttributes attributes = new OnnxAttributes(node, OnnxAttributes.ENGINE);
        String output = node.getOutput(0);
        String input = node.getInput(0);
        switch (node.getOpType()) {
            case "Conv" -> {
                ConvolutionTranslation convolution = new ConvolutionTranslation(attributes, frozen.weights());
                builder.addLayer(output, convolution.layer(), padded(builder, output, input, attributes));
                afterwards.add(convolution::copyWeights);
            }
            case "Relu" -> builder.addLayer(output, new ActivationLayer(Activation.RELU), input);
            case "Clip" -> {
                attributes.requireRelu6(frozen.weights());
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
                LinearTranslation linear = new LinearTranslation(attributes, frozen.weights());
                builder.addLayer(output, linear.layer(), input);
                afterwards.add(linear::copyWeights);
            }
            default -> throw attributes.unsupported("this operator");
        }
    }

    private static String padded(
            ComputationGraphConfiguration.GraphBuilder builder,
            String output,
            String input,
            OnnxAttributes attributes) {
        if (attributes.padsEvenly()) {
            return input;
        }
        int[] pads = attributes.pads();
        String padding = output + "/padding";
        builder.addLayer(padding, new ZeroPaddingLayer.Builder(pads[0], pads[2], pads[1], pads[3]).build(), input);
        return padding;
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
        attributes.requirePlainPooling();
        int[] pads = attributes.pads();
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(attributes.pair("kernel_shape", 1))
                .stride(attributes.pair("strides", 1))
                .padding(pads[0], pads[1])
                .build();
    }
}
