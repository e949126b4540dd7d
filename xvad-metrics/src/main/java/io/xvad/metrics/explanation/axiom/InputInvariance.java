package io.xvad.metrics.explanation.axiom;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.function.Function;

/**
 * Input invariance (Kindermans et al., 2019, "The (Un)reliability of Saliency Methods"): if a constant is added to the
 * input and the detector takes it off again, the explanation must not change. Needs an explainer of each of the two
 * detectors.
 */
public final class InputInvariance {

    private InputInvariance() {}

    /**
     * The largest difference of a pixel between the two maps, relative to the largest absolute value of the first; at least 0,
     * 0 is invariant; NaN if the first map is all zero.
     *
     * @param explain explains the detector
     * @param explainShifted explains the detector that first takes the shift off
     * @param shifted the image with the shift
     */
    public static double of(
            Function<Image, AnomalyMap> explain,
            Function<Image, AnomalyMap> explainShifted,
            Image image,
            Image shifted) {
        float[] before = explain.apply(image).toArray();
        float[] after = explainShifted.apply(shifted).toArray();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(before[i]));
            difference = Math.max(difference, Math.abs(before[i] - after[i]));
        }
        return difference / largest;
    }
}
