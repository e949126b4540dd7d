package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A histogram of velocity as it is told: by its sum, which is the mean magnitude of the flow, if that is outside the range of normal objects,
 * or else by the direction that is farthest outside, above its range before below it.
 *
 * @param unit {@code px/frame}, with the direction if it is told by one
 * @param observed what was measured
 * @param normal its range
 */
record ToldVelocity(String unit, double observed, NormalRange normal) {

    private static final String UNIT = "px/frame";
    private static final List<String> DIRECTIONS = List.of(
            "to the right",
            "to the lower right",
            "downwards",
            "to the lower left",
            "to the left",
            "to the upper left",
            "upwards",
            "to the upper right");

    /**
     * The velocity of an object.
     *
     * @param normals histograms of normal objects
     * @return empty if neither the sum nor a direction is outside its range
     */
    static Optional<ToldVelocity> of(float[] histogram, List<float[]> normals) {
        ToldVelocity all = new ToldVelocity(
                UNIT, sum(histogram), NormalRange.of(normals.stream().mapToDouble(ToldVelocity::sum), sum(histogram)));
        if (all.outside() > 0) {
            return Optional.of(all);
        }
        return IntStream.range(0, histogram.length)
                .mapToObj(bin -> new ToldVelocity(
                        UNIT + " " + direction(bin, histogram.length),
                        histogram[bin],
                        NormalRange.of(normals.stream().mapToDouble(one -> one[bin]), histogram[bin])))
                .filter(one -> one.outside() > 0)
                .max(Comparator.comparing(ToldVelocity::isMore).thenComparing(ToldVelocity::outside));
    }

    private static double sum(float[] histogram) {
        return IntStream.range(0, histogram.length)
                .mapToDouble(bin -> histogram[bin])
                .sum();
    }

    private static String direction(int bin, int bins) {
        int eighths = bin * DIRECTIONS.size();
        return eighths % bins == 0
                ? DIRECTIONS.get(eighths / bins)
                : "at " + Math.round(360.0 * bin / bins) + " degrees";
    }

    private boolean isMore() {
        return observed > normal.high();
    }

    private double outside() {
        return Math.max(observed - normal.high(), normal.low() - observed);
    }

    AttributeDeviation deviation(double surprise) {
        return new AttributeDeviation(
                AttributeKind.VELOCITY.word(), unit, observed, normal.low(), normal.high(), surprise);
    }
}
