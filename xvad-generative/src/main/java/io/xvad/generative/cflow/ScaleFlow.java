package io.xvad.generative.cflow;

import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.generative.flow.Flow;
import io.xvad.generative.flow.Latent;
import io.xvad.generative.flow.Layout;
import io.xvad.generative.flow.Mixing;
import io.xvad.generative.flow.Subnet;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The flow of one layer, whose subnets are two linear layers that see the position code beside the features.
 *
 * @param index of the layer, from fine to coarse
 * @param scale the layer among the joined features
 * @param finest positions along a side of the finest layer
 * @param steps coupling steps
 * @param code of positions
 */
record ScaleFlow(int index, Scale scale, int finest, int steps, PositionCode code) {

    private static final double CLAMP = 1.9;
    private static final int HIDDEN = 2;

    /** Channels above which a rotation costs too much, and a permutation is drawn in its place. */
    private static final int MOST_ROTATED = 512;

    int side() {
        return finest / scale.ratio();
    }

    /** Name of the features it learns from, shape (N, C). */
    String vectors() {
        return "vectors-" + index;
    }

    /** Name of the codes of their positions, shape (N, code length). */
    String positions() {
        return "positions-" + index;
    }

    /** Name of the log-likelihoods of all places of an image per channel. */
    String likelihood() {
        return "likelihood-" + index;
    }

    /** Name of the highest log-likelihood per channel that normal places have. */
    String highest() {
        return "flow-" + index + "-highest";
    }

    /** The log-likelihood per channel of some features, shape (N, 1). */
    SDVariable logLikelihood(Trainable net, SDVariable vectors, SDVariable positions, UniformRandomProvider random) {
        Mixing mixing = scale.channels() > MOST_ROTATED ? Mixing.PERMUTATION : Mixing.ROTATION;
        Flow flow = new Flow(steps, scale.channels(), CLAMP, Layout.ROWS, mixing);
        Latent latent = flow.of(net, "flow-" + index, vectors, subnet(net, positions), random);
        return latent.logLikelihood().div(scale.channels());
    }

    private Subnet subnet(Trainable net, SDVariable positions) {
        return (name, step, kept, in, out) -> {
            int seen = in + code.length();
            int hidden = HIDDEN * seen;
            SDVariable ofFeatures = kept.mmul(net.weights(name + "-1", seen, hidden, in, hidden));
            SDVariable ofPosition =
                    positions.mmul(net.weights(name + "-1-condition", seen, hidden, code.length(), hidden));
            SDVariable linear = ofFeatures.add(ofPosition).add(net.constant(name + "-1-bias", 0, 1, hidden));
            return new Layers(net).dense(name + "-2", net.graph().nn().relu(linear, 0), hidden, out);
        };
    }

    /** Codes of all places, shape (side * side, code length). */
    INDArray codes() {
        return Nd4j.create(code.ofGrid(side()), new long[] {(long) side() * side(), code.length()}, 'c');
    }

    /** Features of places of some images, and the codes of where they are. */
    record Drawn(float[] vectors, float[] codes) {}

    /** Draws places of each image without repetition. */
    Drawn drawn(List<KeptRows> images, int places, Standardisation all, UniformRandomProvider random) {
        int count = Math.min(places, side() * side());
        int channels = scale.channels();
        int dimension = all.dimension();
        float[] grid = code.ofGrid(side());
        float[] vectors = new float[images.size() * count * channels];
        float[] codes = new float[images.size() * count * code.length()];
        int at = 0;
        for (KeptRows image : images) {
            for (int place : new PermutationSampler(random, side() * side(), count).sample()) {
                image.copy(row(place) * dimension + scale.first(), vectors, at * channels, channels);
                System.arraycopy(grid, place * code.length(), codes, at * code.length(), code.length());
                at++;
            }
        }
        return new Drawn(own(all).apply(vectors), codes);
    }

    /** The row of the finest grid that begins the square which a place covers. */
    private int row(int place) {
        return (place / side() * finest + place % side()) * scale.ratio();
    }

    private Standardisation own(Standardisation all) {
        int last = scale.first() + scale.channels();
        return new Standardisation(
                Arrays.copyOfRange(all.means(), scale.first(), last),
                Arrays.copyOfRange(all.deviations(), scale.first(), last));
    }
}
