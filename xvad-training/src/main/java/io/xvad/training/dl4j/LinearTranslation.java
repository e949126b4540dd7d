package io.xvad.training.dl4j;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One ONNX Gemm that multiplies by constants as a DL4J layer, and its weights in DL4J's order. */
final class LinearTranslation {

    private final OnnxAttributes attributes;
    private final String weight;
    private final long[] shape;
    private final boolean transposed;

    LinearTranslation(OnnxAttributes attributes, OnnxWeights weights) {
        this.attributes = attributes;
        this.weight = attributes.node().getInput(1);
        this.shape = weights.shape(weight);
        this.transposed = attributes.integer("transB", 0) != 0;
        boolean scaled = attributes.decimal("alpha", 1) != 1 || attributes.decimal("beta", 1) != 1;
        if (scaled || attributes.integer("transA", 0) != 0) {
            throw attributes.unsupported("alpha, beta or transA");
        }
    }

    DenseLayer layer() {
        return new DenseLayer.Builder()
                .nIn(transposed ? shape[1] : shape[0])
                .nOut(transposed ? shape[0] : shape[1])
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
        graph.getLayer(layer).setParam("W", transposed ? values.transpose().dup('c') : values);
        if (hasBias()) {
            float[] bias = weights.values(attributes.node().getInput(2));
            graph.getLayer(layer).setParam("b", Nd4j.createFromArray(bias).reshape(1, bias.length));
        }
    }
}
