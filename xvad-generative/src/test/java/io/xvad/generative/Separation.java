package io.xvad.generative;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import java.util.Map;
import java.util.stream.IntStream;

/** How far anomalous images are from normal ones by their scores, in standard deviations of the normal ones. */
public final class Separation {

    private static final int IMAGES = 8;
    private static final int UNSEEN = 100;

    private Separation() {}

    /** Of a detector that learned from a few normal images, on others. */
    public static double of(Detector detector, Map<String, String> options) {
        try (FittedDetector fitted =
                Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(TestImages.normals(12)))) {
            double[] normal = IntStream.range(UNSEEN, UNSEEN + IMAGES)
                    .mapToDouble(seed -> fitted.detect(TestImages.normal(seed)).score())
                    .toArray();
            double[] anomalous = IntStream.range(UNSEEN, UNSEEN + IMAGES)
                    .mapToDouble(seed -> fitted.detect(TestImages.anomaly(seed)).score())
                    .toArray();
            double mean = mean(normal);
            double variance = 0;
            for (double score : normal) {
                variance += (score - mean) * (score - mean) / IMAGES;
            }
            return (mean(anomalous) - mean) / Math.sqrt(variance);
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
