package io.xvad.detectors.fcdd;

import io.xvad.core.LabelledSamples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The head of FCDD and its losses (Liznerski et al., 2021): convolutions of one pixel give each position the pseudo-Huber
 * distance {@code A = sqrt(phi^2 + 1) - 1}. One loss is over labels of images, the
 * other, the paper's semi-supervised one, over masks.
 */
final class FcddNetwork implements FeatureNetwork {

    static final String LABELS = "labels";
    static final String MASKS = "masks";
    static final String IMAGE_LOSS = "image-loss";
    static final String PIXEL_LOSS = "pixel-loss";

    private static final double SMALLEST = 1e-12;
    private static final double WEIGHT_DECAY = 1e-6;

    private final PatchExtractor extractor;
    private final int hidden;

    FcddNetwork(PatchExtractor extractor, Options options) {
        this.extractor = extractor;
        this.hidden = options.get(Fcdd.HIDDEN);
    }

    private int positions() {
        return extractor.side() * extractor.side();
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {positions(), extractor.dimension()});
    }

    @Override
    public Map<String, INDArray> trainingInputs() {
        return Map.of(LABELS, Nd4j.zeros(1), MASKS, Nd4j.zeros(1, positions()));
    }

    @Override
    public Trainable graph(long seed) {
        return graph(extractor.dimension(), hidden, positions(), seed);
    }

    static Trainable graph(int dimension, int hidden, int positions, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable rows = net.input(ROWS, dimension);
        SDVariable inner = rows.mmul(net.weights("hidden", dimension, hidden, dimension, hidden))
                .add(net.constant("hidden-bias", 0, 1, hidden));
        SDVariable phi = graph.nn()
                .relu(inner, 0)
                .mmul(net.weights("out", hidden, 1, hidden, 1))
                .add(net.constant("out-bias", 0, 1, 1));
        SDVariable distance = graph.math()
                .sqrt(graph.math().square(phi).add(1))
                .sub(1)
                .reshape(-1)
                .rename(SCORE);
        addLosses(net, distance.reshape(-1, positions), positions);
        return net;
    }

    /** Adds both losses to distances of shape (images, positions). */
    private static void addLosses(Trainable net, SDVariable distances, int positions) {
        SameDiff graph = net.graph();
        SDVariable labels = net.input(LABELS);
        SDVariable masks = net.input(MASKS, positions);
        SDVariable normal = labels.rsub(1);
        SDVariable mean = distances.mean(1);
        normal.mul(mean).sub(labels.mul(logOneLessExp(graph, mean))).mean().rename(IMAGE_LOSS);
        SDVariable inside = distances.mul(masks).mean(1).add(normal);
        distances
                .mul(masks.rsub(1))
                .mean(1)
                .sub(labels.mul(logOneLessExp(graph, inside)))
                .mean()
                .rename(PIXEL_LOSS);
    }

    /** {@code log(1 - exp(-x))} for x of at least 0. */
    private static SDVariable logOneLessExp(SameDiff graph, SDVariable x) {
        return graph.math().log(graph.math().expm1(x.neg()).neg().add(SMALLEST));
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        double rate = options.get(Fcdd.LEARNING_RATE);
        boolean byPixel = options.get(Fcdd.SUPERVISION).equals(Fcdd.PIXEL);
        Split<Integer> images =
                Split.drawn(IntStream.range(0, features.size()).boxed().toList(), request.seed());
        List<FcddExample> examples = examples(features, images.train(), request.options(), request.seed());
        examples.addAll(labelled(features, byPixel));
        List<FcddExample> heldOut = examples(
                features,
                images.heldOut(),
                request.options(),
                request.seed() + images.train().size());
        BatchLearner<FcddExample> learner = new BatchLearner<>(
                new Optimiser(net, byPixel ? PIXEL_LOSS : IMAGE_LOSS, name -> rate, WEIGHT_DECAY),
                new Split<>(examples, heldOut),
                options.get(TrainingOptions.BATCH),
                (some, random) -> batch(some),
                values -> {});
        TrainingLoop.of(options, Fcdd.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** Some of the normal images as they are, and again with synthetic defects drawn by the seed. */
    private List<FcddExample> examples(TrainingFeatures features, List<Integer> images, Options options, long seed) {
        List<FcddExample> examples = new ArrayList<>();
        for (int image : images) {
            float[] rows = features.rows().get(image).values();
            examples.add(FcddExample.normal(features.standardisation().apply(rows), positions()));
        }
        examples.addAll(FcddExample.outliers(
                images.stream().map(features.images()::get).toList(),
                options.get(Fcdd.OUTLIERS),
                extractor,
                features.standardisation(),
                seed));
        return examples;
    }

    private List<FcddExample> labelled(TrainingFeatures features, boolean maskNeeded) {
        LabelledSamples labelled = features.labelled();
        List<FcddExample> examples = new ArrayList<>();
        for (int i = 0; i < labelled.size(); i++) {
            Cancellation.check();
            examples.add(FcddExample.labelled(
                    labelled.get(i).requireImage(),
                    labelled.label(i),
                    maskNeeded,
                    extractor,
                    features.standardisation()));
        }
        return examples;
    }

    private Map<String, INDArray> batch(List<FcddExample> examples) {
        int dimension = extractor.dimension();
        int positions = positions();
        float[] rows = new float[examples.size() * positions * dimension];
        float[] masks = new float[examples.size() * positions];
        float[] labels = new float[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(examples.get(i).rows(), 0, rows, i * positions * dimension, positions * dimension);
            System.arraycopy(examples.get(i).mask(), 0, masks, i * positions, positions);
            labels[i] = examples.get(i).anomalous() ? 1 : 0;
        }
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(ROWS, FeatureNetwork.matrix(rows, dimension));
        inputs.put(MASKS, Nd4j.create(masks, new long[] {labels.length, positions}, 'c'));
        inputs.put(LABELS, Nd4j.createFromArray(labels));
        return inputs;
    }
}
