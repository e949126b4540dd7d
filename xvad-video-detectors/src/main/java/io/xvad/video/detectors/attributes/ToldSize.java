package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The size of an object as it is told: by that of its height, its width and its shape which is farthest outside the range of normal objects,
 * since the size of a flat piece of a shadow is usual while its height is not; by the side of a square of its area if none is.
 *
 * @param unit {@code px tall}, {@code px wide}, {@code times as wide as tall} or {@code px large}
 * @param observed what was measured
 * @param normal its range
 */
record ToldSize(String unit, double observed, NormalRange normal) {

    /**
     * The size of an object.
     *
     * @param normals normal objects at its place; may be none
     */
    static ToldSize of(Observation object, List<Observation> normals) {
        List<ToldSize> dimensions = new ArrayList<>();
        dimensions.add(told("px tall", object, normals, one -> one.box().height()));
        dimensions.add(told("px wide", object, normals, one -> one.box().width()));
        if (!object.cut()) {
            dimensions.add(told(
                    "times as wide as tall",
                    object,
                    normals,
                    one -> one.box().width() / (double) one.box().height()));
        }
        return dimensions.stream()
                .filter(one -> object.cut() ? one.observed > one.normal.high() : one.times() > 1)
                .max(Comparator.comparingDouble(ToldSize::times))
                .orElseGet(() -> told(
                        "px large", object, normals, one -> Math.sqrt(one.box().area())));
    }

    private static ToldSize told(
            String unit, Observation object, List<Observation> normals, ToDoubleFunction<Observation> measure) {
        double observed = measure.applyAsDouble(object);
        return new ToldSize(unit, observed, NormalRange.of(normals.stream().mapToDouble(measure), observed));
    }

    private double times() {
        return normal.times(observed);
    }

    AttributeDeviation deviation(double surprise) {
        return new AttributeDeviation(AttributeKind.SIZE.word(), unit, observed, normal.low(), normal.high(), surprise);
    }
}
