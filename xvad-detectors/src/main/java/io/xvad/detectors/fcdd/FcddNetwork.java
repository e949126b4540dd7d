package io.xvad.detectors.fcdd;

import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.layers.Residual;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The trained layers of FCDD and its losses (Liznerski et al., 2021, equations 2 and 4): two convolutions of 3 x 3 pixels, normalised
 * and rectified, and one of a single pixel give each position the pseudo-Huber distance {@code A = sqrt(phi^2 + 1) - 1}. One loss is
 * over labels of images, the other, the paper's semi-supervised one, over masks, here on the grid of the output.
 */
final class FcddNetwork implements FeatureNetwork {

    static final String LABELS = "labels";
    static final String MASKS = "masks";
    static final String IMAGE_LOSS = "image-loss";
    static final String PIXEL_LOSS = "pixel-loss";

    private static final String JUDGED = "held-out-";
    private static final double SMALLEST = 1e-12;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double MOMENTUM = 0.9;
    private static final double LAST_RATE = Math.pow(0.985, 200);

    private final PatchExtractor extractor;
    private final int hidden;
    private final boolean averaged;

    FcddNetwork(PatchExtractor extractor, Options options) {
        this.extractor = extractor;
        this.hidden = options.get(Fcdd.HIDDEN);
        this.averaged = options.get(Fcdd.SCORE).equals(Fcdd.MEAN);
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
        Trainable net = graph(extractor.dimension(), hidden, extractor.side(), seed);
        if (averaged) {
            net.graph().getVariable(SCORE).reshape(-1, positions()).mean(1).rename(IMAGE_SCORE);
        }
        return net;
    }

    static Trainable graph(int dimension, int hidden, int side, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable grid =
                net.input(ROWS, dimension).reshape(-1, side, side, dimension).permute(0, 3, 1, 2);
        int positions = side * side;
        SDVariable labels = net.input(LABELS);
        SDVariable masks = net.input(MASKS, positions);
        for (Mode mode : Mode.values()) {
            SDVariable distances = distances(net, grid, hidden, dimension, mode).reshape(-1, positions);
            String prefix = mode == Mode.TRAINING ? "" : JUDGED;
            imageLoss(net.graph(), distances, labels).rename(prefix + IMAGE_LOSS);
            pixelLoss(net.graph(), distances, labels, masks).rename(prefix + PIXEL_LOSS);
            if (mode == Mode.SCORING) {
                distances.reshape(-1).rename(SCORE);
            }
        }
        return net;
    }

    private static SDVariable distances(Trainable net, SDVariable grid, int hidden, int dimension, Mode mode) {
        Residual layers = new Residual(net, mode);
        SDVariable first = layers.convolution("first", grid, dimension, hidden, 1);
        SDVariable second = layers.convolution("second", first, hidden, hidden, 1);
        SDVariable phi = new Layers(net, mode).convolution("out", second, hidden, 1, 1, 1, 0);
        SameDiff graph = net.graph();
        return graph.math().sqrt(graph.math().square(phi).add(1)).sub(1);
    }

    private static SDVariable imageLoss(SameDiff graph, SDVariable distances, SDVariable labels) {
        SDVariable mean = distances.mean(1);
        return labels.rsub(1)
                .mul(mean)
                .sub(labels.mul(logOneLessExp(graph, mean)))
                .mean();
    }

    private static SDVariable pixelLoss(SameDiff graph, SDVariable distances, SDVariable labels, SDVariable masks) {
        SDVariable inside = distances.mul(masks).mean(1).add(labels.rsub(1));
        return distances
                .mul(masks.rsub(1))
                .mean(1)
                .sub(labels.mul(logOneLessExp(graph, inside)))
                .mean();
    }

    /** {@code log(1 - exp(-x))} for x of at least 0. */
    private static SDVariable logOneLessExp(SameDiff graph, SDVariable x) {
        return graph.math().log(graph.math().expm1(x.neg()).neg().add(SMALLEST));
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        boolean byPixel = options.get(Fcdd.SUPERVISION).equals(Fcdd.PIXEL);
        Split<Lesson> normal = Split.drawn(lessons(features, options), request.seed());
        List<Lesson> lessons = new ArrayList<>(normal.train());
        labelled(features, byPixel).forEach(example -> lessons.add(random -> List.of(example)));
        String loss = byPixel ? PIXEL_LOSS : IMAGE_LOSS;
        WeightRule rule = rule(options);
        BatchLearner<Lesson> learner = new BatchLearner<>(
                new Optimiser(net, name -> rule, loss).judgedBy(JUDGED + loss),
                new Split<>(lessons, normal.heldOut()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> batch(some.stream()
                        .flatMap(lesson -> lesson.drawn(random).stream())
                        .toList()),
                values -> {});
        TrainingLoop.of(options, Fcdd.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** The paper's learning rate is .985 of that of the epoch before, 200 epochs long. */
    private static WeightRule rule(Options options) {
        double rate = options.get(Fcdd.LEARNING_RATE);
        if (!options.get(Fcdd.OPTIMISER).equals(Fcdd.SGD)) {
            return WeightRule.of(rate).withDecay(WEIGHT_DECAY);
        }
        double falling = Math.pow(LAST_RATE, 1.0 / options.get(Fcdd.EPOCHS));
        return WeightRule.of(new ExponentialSchedule(ScheduleType.EPOCH, rate, falling))
                .withDecay(WEIGHT_DECAY)
                .by(new Descent.Momentum(MOMENTUM, true));
    }

    /** What an epoch shows of an image: of a normal one, also anomalous copies that are drawn anew. */
    @FunctionalInterface
    private interface Lesson {
        List<FcddExample> drawn(UniformRandomProvider random);
    }

    private List<Lesson> lessons(TrainingFeatures features, Options options) {
        int copies = options.get(Fcdd.OUTLIERS);
        OutlierKind kind = OutlierKind.of(options.get(Fcdd.OUTLIER_KIND));
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            KeptRows rows = features.rows().get(i);
            Image image = features.images().get(i);
            Standardisation standardisation = features.standardisation();
            lessons.add(random -> {
                List<FcddExample> examples = new ArrayList<>();
                examples.add(FcddExample.normal(standardisation.apply(rows.values()), positions()));
                for (int copy = 0; copy < copies; copy++) {
                    examples.add(FcddExample.outlier(kind.drawn(image, random), extractor, standardisation));
                }
                return examples;
            });
        }
        return lessons;
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
