package io.xvad.generative.flow;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a flow makes of features, whose distribution is to become the standard normal one. The density of the features is that of the
 * latent values times the determinant of the Jacobian (change of variables; Rezende and Mohamed 2015, equation 5).
 *
 * @param values of the features' shape
 * @param squares sum of their squares over the channels of each place, shape (N, 1) or (N, 1, H, W)
 * @param logDeterminant logarithm of the determinant, of which each place has its share, of the same shape
 * @param channels of a place
 */
public record Latent(SDVariable values, SDVariable squares, SDVariable logDeterminant, int channels) {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** {@code 0.5 |z|^2 - log |det J|} of each place: the negative log-likelihood less what is the same for all features. */
    public SDVariable energy() {
        return squares.mul(0.5).sub(logDeterminant);
    }

    /** The log-likelihood of each place, in nats. */
    public SDVariable logLikelihood() {
        return energy().neg().sub(0.5 * channels * LOG_TWO_PI);
    }

    /** {@code exp(-0.5 mean(z^2))} of each place, with the mean over its channels: from 0 to 1, without the determinant. */
    public SDVariable typicality() {
        SDVariable exponent = squares.mul(-0.5 / channels);
        return exponent.getSameDiff().math().exp(exponent);
    }
}
