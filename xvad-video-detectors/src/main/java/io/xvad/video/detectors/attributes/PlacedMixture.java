package io.xvad.video.detectors.attributes;

import java.util.Arrays;

/**
 * A mixture of Gaussians of which the first two dimensions are a place and the others an attribute. Immutable.
 *
 * @param all of place and attribute
 * @param places its first dimensions alone
 */
record PlacedMixture(GaussianMixture all, GaussianMixture places) {

    /** Dimensions of the place: across and down. */
    static final int PLACE = 2;

    /** A mixture of at least two dimensions. */
    static PlacedMixture of(GaussianMixture all) {
        return new PlacedMixture(all, all.marginal(PLACE));
    }

    /** Natural logarithm of the density of the place. */
    double logPlace(double[] place) {
        return places.logDensity(place);
    }

    /** By how much a place is less likely than the likeliest mean of a component, in nats; at least 0. */
    double unlikelihood(double[] place) {
        double likeliest = places.components().stream()
                .mapToDouble(one -> logPlace(one.mean()))
                .max()
                .orElseThrow();
        return Math.max(0, likeliest - logPlace(place));
    }

    /** Negative natural logarithm of the conditional density of the attribute at a place. */
    double surprisal(double[] place, double[] measured) {
        double[] joined = Arrays.copyOf(place, PLACE + measured.length);
        System.arraycopy(measured, 0, joined, PLACE, measured.length);
        return logPlace(place) - all.logDensity(joined);
    }

    /** Conditional mean of the attribute at a place. */
    double[] expected(double[] place) {
        double[] shares = places.shares(place);
        double[] expected = new double[all.components().get(0).mean().length - PLACE];
        for (int k = 0; k < shares.length; k++) {
            double[] own = all.components().get(k).expected(place);
            for (int i = 0; i < own.length; i++) {
                expected[i] += shares[k] * own[i];
            }
        }
        return expected;
    }
}
