package io.xvad.detectors.sla2p;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The pseudo-classes of SLA2P, its loss and its score (Wang et al., 2022): features of unit length are projected by matrices with entries
 * drawn from the normal distribution; see {@link ProjectionClassifier}.
 *
 * @param side rows of an image are those of a grid of this side
 * @param dimension values in a row
 * @param classes random projections, each a pseudo-class
 * @param width values of a projected feature
 * @param epsilon how far projected features are moved along the gradient
 * @param ofImage whether the mean of an image's rows is judged, or else each row
 */
record Sla2pNetwork(int side, int dimension, int classes, int width, double epsilon, boolean ofImage)
        implements FeatureNetwork {

    static final String LOSS = "loss";
    static final String ACCURACY = "accuracy";
    static final String PROJECTIONS = "projections";

    /** Parts along a side that the map of an image consists of where the image is judged as a whole. */
    private static final int PARTS = 7;

    private static final double WEIGHT_DECAY = 5e-4;
    private static final double SMALLEST = 1e-12;

    Sla2pNetwork(PatchExtractor extractor, Options options) {
        this(
                extractor.side(),
                extractor.dimension(),
                options.get(Sla2p.PROJECTIONS),
                options.get(Sla2p.PROJECTION_SIZE),
                options.get(Sla2p.EPSILON),
                options.get(Sla2p.LEVEL).equals(Sla2p.IMAGE_LEVEL));
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {(long) side * side, dimension});
    }

    /** The loss is of rows as they are given; the scores at the level of the image are of one image. */
    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable rows = net.input(ROWS, dimension);
        ProjectionClassifier classifier = new ProjectionClassifier(net, classes, width);
        SDVariable told = classifier.logits(projected(net, rows), Mode.TRAINING);
        classifier.loss(told).rename(LOSS);
        classifier.accuracy(told).rename(ACCURACY);
        if (ofImage) {
            SDVariable parts = net.graph().constant(parts()).mmul(rows);
            SDVariable ofParts = score(classifier, projected(net, parts)).reshape(-1, 1);
            net.graph().constant(places()).mmul(ofParts).reshape(-1).rename(SCORE);
            score(classifier, projected(net, rows.mean(true, 0))).rename(IMAGE_SCORE);
        } else {
            score(classifier, projected(net, rows)).rename(SCORE);
        }
        return net;
    }

    private SDVariable score(ProjectionClassifier classifier, SDVariable projected) {
        return classifier.error(classifier.perturbed(projected, epsilon));
    }

    /** All projections of each row scaled to unit length, shape (N * classes, width). */
    private SDVariable projected(Trainable net, SDVariable rows) {
        SDVariable projections = net.keptAtRandom(PROJECTIONS, dimension, (long) classes * width);
        SDVariable squares = net.graph().math().square(rows).sum(true, 1).add(SMALLEST);
        SDVariable unit = rows.mul(net.graph().math().sqrt(squares).rdiv(1));
        return unit.mmul(projections).reshape(-1, width);
    }

    private int partsAlong() {
        return Math.min(PARTS, side);
    }

    private int part(int position) {
        int down = position / side * partsAlong() / side;
        return down * partsAlong() + position % side * partsAlong() / side;
    }

    /** The share of each place in the mean of each part of the image. */
    private INDArray parts() {
        int parts = partsAlong() * partsAlong();
        float[] sizes = new float[parts];
        for (int i = 0; i < side * side; i++) {
            sizes[part(i)]++;
        }
        float[] shares = new float[parts * side * side];
        for (int i = 0; i < side * side; i++) {
            shares[part(i) * side * side + i] = 1 / sizes[part(i)];
        }
        return Nd4j.create(shares, new long[] {parts, (long) side * side}, 'c');
    }

    /** For each place, a 1 at the part of the image that it lies in. */
    private INDArray places() {
        int parts = partsAlong() * partsAlong();
        float[] belongs = new float[side * side * parts];
        for (int i = 0; i < side * side; i++) {
            belongs[i * parts + part(i)] = 1;
        }
        return Nd4j.create(belongs, new long[] {(long) side * side, parts}, 'c');
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        double rate = options.get(Sla2p.LEARNING_RATE);
        int places = Math.min(side * side, options.get(Sla2p.PLACES));
        ProjectionLearner<KeptRows> learner = new ProjectionLearner<>(
                net,
                new Optimiser(net, LOSS, name -> rate, WEIGHT_DECAY),
                features.rows(),
                options.get(TrainingOptions.BATCH),
                options.get(Sla2p.ACCURACY),
                (some, random) -> Map.of(
                        ROWS,
                        FeatureNetwork.matrix(
                                ofImage ? means(features, some) : places(features, some, places, random), dimension)));
        TrainingLoop.toTheEnd(options, Sla2p.EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static float[] places(
            TrainingFeatures features, List<KeptRows> images, int count, UniformRandomProvider random) {
        return features.drawn(images, count, random);
    }

    /** The mean row of each image. */
    private float[] means(TrainingFeatures features, List<KeptRows> images) {
        float[] means = new float[images.size() * dimension];
        for (int i = 0; i < images.size(); i++) {
            float[] rows = features.standardisation().apply(images.get(i).values());
            for (int j = 0; j < rows.length; j++) {
                means[i * dimension + j % dimension] += rows[j] / (side * side);
            }
        }
        return means;
    }
}
