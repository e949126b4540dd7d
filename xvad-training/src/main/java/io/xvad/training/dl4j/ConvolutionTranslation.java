package io.xvad.training.dl4j;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One ONNX Conv as a DL4J layer, and its weights in DL4J's order. */
final class ConvolutionTranslation {

    private final OnnxAttributes attributes;
    private final String weight;
    private final long[] shape;
    private final boolean depthwise;

    ConvolutionTranslation(OnnxAttributes attributes, OnnxWeights weights) {
        this.attributes = attributes;
        this.weight = attributes.node().getInput(1);
        this.shape = weights.shape(weight);
        this.depthwise = attributes.isDepthwise(shape);
    }

    ConvolutionLayer layer() {
        int[] kernel = {(int) shape[2], (int) shape[3]};
        int[] stride = attributes.pair("strides", 1);
        int[] dilation = attributes.pair("dilations", 1);
        int[] pads = attributes.pads();
        int[] padding = attributes.padsEvenly() ? new int[] {pads[0], pads[1]} : new int[2];
        if (depthwise) {
            return new DepthwiseConvolution2D.Builder(kernel, stride, padding)
                    .dilation(dilation)
                    .nIn(shape[0])
                    .nOut(shape[0])
                    .depthMultiplier(1)
                    .hasBias(hasBias())
                    .activation(Activation.IDENTITY)
                    .build();
        }
        return new ConvolutionLayer.Builder(kernel, stride, padding)
                .dilation(dilation)
                .nIn(shape[1])
                .nOut(shape[0])
                .hasBias(hasBias())
                .activation(Activation.IDENTITY)
                .build();
    }

    private boolean hasBias() {
        return attributes.node().getInputCount() > 2;
    }

    void copyWeights(ComputationGraph graph, OnnxWeights weights) {
        String layer = attributes.node().getOutput(0);
        INDArray values = Nd4j.createFromArray(weights.values(weight)).reshape(shape);
        graph.getLayer(layer)
                .setParam("W", depthwise ? values.permute(2, 3, 0, 1).dup('c') : values);
        if (hasBias()) {
            float[] bias = weights.values(attributes.node().getInput(2));
            graph.getLayer(layer).setParam("b", Nd4j.createFromArray(bias).reshape(1, bias.length));
        }
    }
}
