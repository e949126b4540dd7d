package io.xvad.foundation.inctrl;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * In-context residual learning (Zhu and Pang 2024, section 3.3): the adapter and the two heads, and their loss, the sum of the focal losses (Lin et al. 2017, equation 4, gamma 2) of what the residual of the
 * image's vector says and of the score, the mean of the holistic score and the greatest residual of a patch. The authors' code takes the sigmoid of both once more, although they are probabilities already; this does not.
 *
 * <p>The adapter is {@code relu(B relu(A x))} with a quarter of the values in between. A head has three linear layers, the last of one unit; behind the first two stand a rectifier and then batch normalisation, behind
 * the last a sigmoid.
 *
 * @param dimension values in the vector of an image
 * @param patches of an image
 * @param first units of the first layer of a head
 * @param second units of the second
 */
record ResidualLearning(int dimension, int patches, int first, int second) {

    static final String LOSS = "loss";

    private static final String VECTORS = "vectors";
    private static final String REFERENCES = "references";
    private static final String AVERAGING = "averaging";
    private static final String RESIDUALS = "residuals";
    private static final String TEXT = "text";
    private static final String GREATEST = "greatest";
    private static final String ANOMALOUS = "anomalous";
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private static final int NARROWING = 4;
    private static final int FIRST = 128;
    private static final int SECOND = 64;
    private static final double INSIDE_LOGARITHM = 1e-7;

    /** The networks for examples, with the authors' 128 and 64 units. */
    static ResidualLearning of(InContextExample example) {
        return new ResidualLearning(example.vector().length, example.patchResiduals().length, FIRST, SECOND);
    }

    /** A new graph, with weights drawn by the seed: of the loss, and of each network alone. */
    Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable references = net.input(AVERAGING, -1).mmul(adapted(net, net.input(REFERENCES, dimension)));
        SDVariable residual = references.sub(adapted(net, net.input(VECTORS, dimension)));
        SDVariable image = head(net, ResidualHeads.IMAGE_HEAD, residual, dimension, Mode.TRAINING);
        SDVariable added = image.add(net.input(TEXT, 1));
        SDVariable map = net.input(RESIDUALS, patches).add(added.mmul(ones(net.graph(), 1, patches)));
        SDVariable holistic = head(net, ResidualHeads.MAP_HEAD, map, patches, Mode.TRAINING);
        SDVariable score = holistic.add(net.input(GREATEST, 1)).mul(0.5);
        SDVariable anomalous = net.input(ANOMALOUS, 1);
        focal(score, anomalous).add(focal(image, anomalous)).rename(LOSS);
        adapted(net, net.input(input(ResidualHeads.ADAPTER), dimension)).rename(output(ResidualHeads.ADAPTER));
        alone(net, ResidualHeads.IMAGE_HEAD, dimension);
        alone(net, ResidualHeads.MAP_HEAD, patches);
        return net;
    }

    private void alone(Trainable net, String name, int width) {
        head(net, name, net.input(input(name), width), width, Mode.SCORING).rename(output(name));
    }

    private static String input(String network) {
        return network + "-" + INPUT;
    }

    private static String output(String network) {
        return network + "-" + OUTPUT;
    }

    private static SDVariable ones(SameDiff graph, long rows, long columns) {
        return graph.constant(Nd4j.ones(rows, columns));
    }

    private SDVariable adapted(Trainable net, SDVariable vectors) {
        int narrow = Math.max(1, dimension / NARROWING);
        SDVariable down = net.weights("adapter-down", dimension, narrow, dimension, narrow);
        SDVariable up = net.weights("adapter-up", narrow, dimension, narrow, dimension);
        return relu(relu(vectors.mmul(down)).mmul(up));
    }

    private SDVariable head(Trainable net, String name, SDVariable rows, int width, Mode mode) {
        SDVariable wide = normalised(net, name + "-1", rows, width, first, mode);
        SDVariable narrow = normalised(net, name + "-2", wide, first, second, mode);
        return net.graph().nn().sigmoid(linear(net, name + "-3", narrow, second, 1));
    }

    private static SDVariable normalised(Trainable net, String name, SDVariable rows, int in, int out, Mode mode) {
        SDVariable rectified = relu(linear(net, name, rows, in, out));
        return new BatchNormalisation(net, name + "-norm", out).rows(rectified, mode);
    }

    private static SDVariable linear(Trainable net, String name, SDVariable rows, int in, int out) {
        return rows.mmul(net.weights(name + "-weight", in, out, in, out)).add(net.constant(name + "-bias", 0, 1, out));
    }

    private static SDVariable relu(SDVariable values) {
        return values.getSameDiff().nn().relu(values, 0);
    }

    private static SDVariable focal(SDVariable score, SDVariable anomalous) {
        SDVariable missed = score.add(anomalous).sub(score.mul(anomalous).mul(2));
        SDVariable logarithm = missed.getSameDiff().math().log(missed.rsub(1 + INSIDE_LOGARITHM));
        return missed.mul(missed).mul(logarithm).neg().mean();
    }

    /** Trains new networks for all epochs: ONNX models by name. */
    Map<String, byte[]> trained(List<InContextExample> examples, FitRequest request) {
        Options options = request.options();
        Trainable net = graph(request.seed());
        WeightRule rule = WeightRule.of(options.get(InCtrl.LEARNING_RATE));
        BatchLearner<InContextExample> learner = new BatchLearner<InContextExample>(
                        new Optimiser(net, name -> rule, LOSS),
                        new Split<>(examples, List.of()),
                        options.get(InCtrl.BATCH),
                        (some, random) -> batch(some),
                        inputs -> {})
                .joiningSingle()
                .keepingLast();
        TrainingLoop.toTheEnd(options, InCtrl.EPOCHS, request.seed()).run(learner, request.progress());
        return exported(net);
    }

    /** Each network of a graph alone, as an ONNX model. */
    Map<String, byte[]> exported(Trainable net) {
        Map<String, byte[]> models = new LinkedHashMap<>();
        models.put(ResidualHeads.ADAPTER, exported(net, ResidualHeads.ADAPTER, dimension, dimension));
        models.put(ResidualHeads.IMAGE_HEAD, exported(net, ResidualHeads.IMAGE_HEAD, dimension, 1));
        models.put(ResidualHeads.MAP_HEAD, exported(net, ResidualHeads.MAP_HEAD, patches, 1));
        return models;
    }

    private static byte[] exported(Trainable net, String name, int in, int out) {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> inputs = Map.of(input(name), onnx.input(INPUT, 1, in));
        Map<String, INDArray> example = Map.of(input(name), Nd4j.zeros(1, in));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, inputs, example);
        onnx.output(OUTPUT, translation.value(output(name)), 1, out);
        return onnx.bytes();
    }

    /** The inputs of the graph for some examples. */
    Map<String, INDArray> batch(List<InContextExample> examples) {
        List<float[]> references = new ArrayList<>();
        examples.forEach(example -> references.addAll(example.references()));
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put(
                VECTORS,
                FeatureNetwork.matrix(
                        examples.stream().map(InContextExample::vector).toList(), dimension));
        inputs.put(REFERENCES, FeatureNetwork.matrix(references, dimension));
        inputs.put(AVERAGING, averaging(examples, references.size()));
        inputs.put(
                RESIDUALS,
                FeatureNetwork.matrix(
                        examples.stream().map(InContextExample::patchResiduals).toList(), patches));
        inputs.put(
                TEXT, column(examples.stream().map(InContextExample::textScore).toList()));
        inputs.put(
                GREATEST,
                column(examples.stream().map(InContextExample::greatestResidual).toList()));
        inputs.put(
                ANOMALOUS,
                column(examples.stream()
                        .map(example -> example.anomalous() ? 1f : 0f)
                        .toList()));
        return inputs;
    }

    /** What makes the means of the references of each example of all references. */
    private static INDArray averaging(List<InContextExample> examples, int references) {
        float[] shares = new float[examples.size() * references];
        int at = 0;
        for (int i = 0; i < examples.size(); i++) {
            int own = examples.get(i).references().size();
            for (int r = 0; r < own; r++) {
                shares[i * references + at++] = 1f / own;
            }
        }
        return FeatureNetwork.matrix(shares, references);
    }

    private static INDArray column(List<Float> values) {
        float[] column = new float[values.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = values.get(i);
        }
        return FeatureNetwork.matrix(column, 1);
    }
}
