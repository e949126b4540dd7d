package io.xvad.evaluation;

import io.xvad.core.Image;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.util.ResizableDoubleArray;

/**
 * Looks whether brightness alone tells normal images from anomalous ones, as it does where both were taken in different light: figures may then be
 * about light instead of defects. Not thread-safe.
 */
final class BrightnessCheck {

    private static final double TELLING = 0.95;
    private static final double CHANCE = 1e-4;
    private static final double MEDIAN = 50;

    private final ResizableDoubleArray normal = new ResizableDoubleArray();
    private final ResizableDoubleArray anomalous = new ResizableDoubleArray();

    void add(Image image, boolean isAnomalous) {
        (isAnomalous ? anomalous : normal).addElement(mean(image));
    }

    private static double mean(Image image) {
        FloatBuffer values = image.buffer();
        double sum = 0;
        for (int i = 0; i < values.limit(); i++) {
            sum += values.get(i);
        }
        return sum / values.limit();
    }

    /** A sentence, if it does so by an AUROC of {@value #TELLING} or more that is no chance (Mann and Whitney 1947). */
    Optional<String> note() {
        if (normal.getNumElements() == 0 || anomalous.getNumElements() == 0) {
            return Optional.empty();
        }
        double[] one = normal.getElements();
        double[] other = anomalous.getElements();
        MannWhitneyUTest test = new MannWhitneyUTest();
        double auroc = test.mannWhitneyU(one, other) / ((double) one.length * other.length);
        if (auroc < TELLING || test.mannWhitneyUTest(one, other) > CHANCE) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the mean brightness of an image alone tells normal from anomalous with an AUROC of %.3f (normal images are %s):"
                        + " figures may be about light rather than defects",
                auroc,
                StatUtils.percentile(one, MEDIAN) < StatUtils.percentile(other, MEDIAN) ? "darker" : "brighter"));
    }
}
