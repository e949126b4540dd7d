package io.xvad.metrics.explanation.axiom;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.ToDoubleFunction;

/**
 * Completeness (Sundararajan, Taly and Yan 2017, section 3, proposition 1): a map's values add up to the difference
 * between the score of the image and that of the baseline.
 *
 * @param sum sum of the map
 * @param difference {@code f(x) - f(baseline)}
 */
public record Completeness(double sum, double difference) {

    /** The two sides for a map. */
    public static Completeness of(ToDoubleFunction<Image> score, Image image, AnomalyMap map, Image baseline) {
        double sum = 0;
        for (float value : map.toArray()) {
            sum += value;
        }
        return new Completeness(sum, score.applyAsDouble(image) - score.applyAsDouble(baseline));
    }

    /** How far they are apart, relative to the difference; at least 0, lower is better; NaN if nothing differs. */
    public double error() {
        return difference == 0 ? Double.NaN : Math.abs(sum - difference) / Math.abs(difference);
    }
}
