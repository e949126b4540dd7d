package io.xvad.generative.likelihoodratio;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The probability of each of 256 grey levels under a mixture of logistic distributions (Salimans, Karpathy, Chen and Kingma 2017, "PixelCNN++",
 * section 2.1): of a level the mass between half a level below and half a level above it, of black all below and of white all above.
 * Levels and means are scaled so that black is -1 and white 1.
 *
 * <p>With {@code a} and {@code b} the upper and lower bound of a level in units of the scale, the mass is {@code F(a) - F(b) = F(a) F(-b) (1 - exp(b -
 * a))} exactly, whose logarithm is computed term by term, so that no level's is lost by rounding.
 *
 * @param components of the mixture
 */
record DiscretisedLogistic(int components) {

    static final int WHITE = 255;

    private static final double HALF_LEVEL = 1.0 / WHITE;
    private static final double SMALLEST_SCALE = Math.exp(-7);

    /** How many channels of a network say what the mixture is at a place: of each component a logit of its weight, a mean and a scale. */
    int parameters() {
        return 3 * components;
    }

    /** Grey levels from 0 to 255 as values from -1 to 1. */
    static SDVariable scaled(SDVariable levels) {
        return levels.mul(2.0 / WHITE).sub(1);
    }

    /**
     * The logarithm of the probability of each pixel's level, in nats.
     *
     * @param levels whole numbers from 0 to 255, shape (N, 1, rows, columns)
     * @param parameters shape (N, {@link #parameters}, rows, columns)
     * @return shape (N, 1, rows, columns)
     */
    SDVariable logLikelihood(SDVariable levels, SDVariable parameters) {
        SDVariable scale = softplus(part(parameters, 2)).add(SMALLEST_SCALE);
        SDVariable masses = logMass(levels, part(parameters, 1), scale);
        if (components == 1) {
            return masses;
        }
        SDVariable logits = part(parameters, 0);
        return logSum(masses.add(logits)).sub(logSum(logits));
    }

    private SDVariable part(SDVariable parameters, int index) {
        SDIndex channels = SDIndex.interval((long) index * components, (index + 1L) * components);
        return parameters.get(SDIndex.all(), channels, SDIndex.all(), SDIndex.all());
    }

    private static SDVariable logMass(SDVariable levels, SDVariable mean, SDVariable scale) {
        SameDiff graph = levels.getSameDiff();
        SDVariable centred = scaled(levels).sub(mean);
        SDVariable upper = centred.add(HALF_LEVEL).div(scale);
        SDVariable lower = centred.sub(HALF_LEVEL).div(scale);
        SDVariable isNotWhite = graph.math().min(levels.rsub(WHITE), graph.onesLike(levels));
        SDVariable isNotBlack = graph.math().min(levels, graph.onesLike(levels));
        SDVariable between =
                graph.math().log(graph.math().exp(scale.rdiv(-2 * HALF_LEVEL)).rsub(1));
        return between.mul(isNotWhite)
                .mul(isNotBlack)
                .sub(softplus(upper.neg()).mul(isNotWhite))
                .sub(softplus(lower).mul(isNotBlack));
    }

    /** {@code log(1 + exp(x))}, also where the exponential is beyond the largest float. */
    private static SDVariable softplus(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        SDVariable rest =
                graph.math().log(graph.math().exp(graph.math().abs(x).neg()).add(1));
        return graph.nn().relu(x, 0).add(rest);
    }

    /** {@code log(sum(exp(x)))} over channels. */
    private static SDVariable logSum(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        SDVariable highest = x.max(true, 1);
        return graph.math().log(graph.math().exp(x.sub(highest)).sum(true, 1)).add(highest);
    }
}
