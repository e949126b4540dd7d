package io.xvad.foundation.clipad;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.layers.Bilinear;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The linear layers of SDP+ and their loss: the sum over the stages of a focal loss (Lin et al. 2017, equation 4, gamma 2) and of a Dice loss
 * (Milletari et al. 2016, section 3) between the mask and {@code softmax(100 [v.n, v.a])[1]} of each pixel, where {@code v} is what a layer makes of a patch, of length
 * 1, and cosines are made larger before the soft-max. The focal loss has 1e-5 added inside its logarithm, the Dice loss 1 to both sums.
 *
 * @param stages how many
 * @param width values in a token
 * @param dimension values in a vector of the text
 * @param side patches along a side of the image
 * @param size pixels along a side of what the network sees
 */
record StageLinearNetwork(int stages, int width, int dimension, int side, int size) {

    static final String LOSS = "loss";

    private static final String TOKENS = "tokens-";
    private static final String DIRECTION = "direction";
    private static final String MASK = "mask";
    private static final double SCALE = 100;
    private static final double INSIDE_LOGARITHM = 1e-5;

    /**
     * The network for images.
     *
     * @param image one of them
     */
    static StageLinearNetwork of(MarkedPatches image, PatchEncoder encoder) {
        int patches = encoder.side() * encoder.side();
        return new StageLinearNetwork(
                image.stages().size(),
                image.stages().get(0).size() / patches,
                image.direction().length,
                encoder.side(),
                encoder.input().size());
    }

    static String weight(int stage) {
        return "linear-" + stage + "-weight";
    }

    static String bias(int stage) {
        return "linear-" + stage + "-bias";
    }

    /** A new graph, with weights drawn by the seed. */
    Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable direction = net.input(DIRECTION, dimension);
        SDVariable mask = net.input(MASK, (long) size * size);
        List<SDVariable> losses = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            SDVariable anomalous = probabilities(vectors(net, stage), direction);
            losses.add(focal(anomalous, mask));
            losses.add(dice(anomalous, mask));
        }
        Trainable.sum(losses).rename(LOSS);
        return net;
    }

    private SDVariable vectors(Trainable net, int stage) {
        SDVariable weights = net.weights(weight(stage), width, dimension, width, dimension);
        return net.input(TOKENS + stage, width).mmul(weights).add(net.constant(bias(stage), 0, 1, dimension));
    }

    private SDVariable probabilities(SDVariable vectors, SDVariable direction) {
        SDVariable lengths = vectors.getSameDiff().math().sqrt(rowSums(vectors.mul(vectors), dimension));
        SDVariable margins = rowSums(vectors.mul(direction), dimension).div(lengths);
        SDVariable large = new Bilinear(side, side, size, size, true).of(margins.reshape(-1, 1, side, side), 1);
        return vectors.getSameDiff().nn().sigmoid(large.mul(SCALE)).reshape(-1, (long) size * size);
    }

    /** As a product with ones, whose gradient ND4J has right. */
    private static SDVariable rowSums(SDVariable rows, long length) {
        return rows.mmul(rows.getSameDiff().constant(Nd4j.ones(length, 1)));
    }

    private static SDVariable focal(SDVariable anomalous, SDVariable mask) {
        SDVariable missed = anomalous.add(mask).sub(anomalous.mul(mask).mul(2));
        SDVariable logarithm = missed.getSameDiff().math().log(missed.rsub(1 + INSIDE_LOGARITHM));
        return missed.mul(missed).mul(logarithm).neg().mean();
    }

    private SDVariable dice(SDVariable anomalous, SDVariable mask) {
        long pixels = (long) size * size;
        SDVariable shared = rowSums(anomalous.mul(mask), pixels).mul(2).add(1);
        SDVariable both = rowSums(anomalous, pixels).add(rowSums(mask, pixels)).add(1);
        return shared.div(both).mean().rsub(1);
    }

    /** Trains new layers for all epochs. */
    StageLinears trained(List<MarkedPatches> images, FitRequest request) {
        Options options = request.options();
        Trainable net = graph(request.seed());
        WeightRule rule = WeightRule.of(options.get(ClipAd.LEARNING_RATE));
        BatchLearner<MarkedPatches> learner = new BatchLearner<MarkedPatches>(
                        new Optimiser(net, name -> rule, LOSS),
                        new Split<>(images, List.of()),
                        options.get(ClipAd.BATCH),
                        (some, random) -> batch(some),
                        inputs -> {})
                .keepingLast();
        TrainingLoop.toTheEnd(options, ClipAd.EPOCHS, request.seed()).run(learner, request.progress());
        List<StageLinear> layers = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            layers.add(new StageLinear(net.value(weight(stage)), net.value(bias(stage))));
        }
        return new StageLinears(layers, true);
    }

    /** The inputs of the graph for some images. */
    Map<String, INDArray> batch(List<MarkedPatches> images) {
        Map<String, INDArray> inputs = new HashMap<>();
        for (int s = 0; s < stages; s++) {
            int stage = s;
            inputs.put(
                    TOKENS + stage,
                    FeatureNetwork.matrix(
                            images.stream()
                                    .map(image -> image.stages().get(stage).values())
                                    .toList(),
                            width));
        }
        inputs.put(DIRECTION, FeatureNetwork.matrix(directions(images), dimension));
        inputs.put(MASK, FeatureNetwork.matrix(masks(images), size * size));
        return inputs;
    }

    /** The direction of an image's text once for each of its patches. */
    private float[] directions(List<MarkedPatches> images) {
        int patches = side * side;
        float[] directions = new float[images.size() * patches * dimension];
        for (int i = 0; i < images.size() * patches; i++) {
            System.arraycopy(images.get(i / patches).direction(), 0, directions, i * dimension, dimension);
        }
        return directions;
    }

    private float[] masks(List<MarkedPatches> images) {
        int pixels = size * size;
        float[] masks = new float[images.size() * pixels];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = images.get(i / pixels).anomalous()[i % pixels] ? 1 : 0;
        }
        return masks;
    }
}
