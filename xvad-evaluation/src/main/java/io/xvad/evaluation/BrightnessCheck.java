package io.xvad.evaluation;

import io.xvad.core.Image;
import io.xvad.metrics.detection.DetectionFigures;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * Looks whether brightness alone tells normal images from anomalous ones, as it does where both were taken in different light: figures may then be
 * about light instead of defects. Not thread-safe.
 */
final class BrightnessCheck {

    private static final double TELLING = 0.95;
    private static final double CHANCE = 1e-4;

    private final List<Double> brightness = new ArrayList<>();
    private final List<Boolean> anomalous = new ArrayList<>();

    void add(Image image, boolean isAnomalous) {
        brightness.add(mean(image));
        anomalous.add(isAnomalous);
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
        double[] normal = of(false);
        double[] others = of(true);
        if (normal.length == 0
                || others.length == 0
                || new MannWhitneyUTest().mannWhitneyUTest(normal, others) > CHANCE) {
            return Optional.empty();
        }
        double brighter = auroc();
        double telling = Math.max(brighter, 1 - brighter);
        return telling < TELLING
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the mean brightness of an image alone tells normal from anomalous with an AUROC of %.3f (normal images are %s):"
                                + " figures may be about light rather than defects",
                        telling,
                        brighter == telling ? "darker" : "brighter"));
    }

    private double auroc() {
        boolean[] labels = new boolean[anomalous.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = anomalous.get(i);
        }
        return DetectionFigures.of(brightness.stream().mapToDouble(each -> each).toArray(), labels)
                .auroc();
    }

    private double[] of(boolean wanted) {
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < brightness.size(); i++) {
            if (anomalous.get(i) == wanted) {
                some.add(brightness.get(i));
            }
        }
        return some.stream().mapToDouble(each -> each).toArray();
    }
}
