package io.xvad.metrics;

import java.util.List;

/** The metrics of this library. */
public final class Metrics {

    private static final List<MetricInfo> ALL = List.of(
            new MetricInfo(
                    "auroc",
                    "Probability that an anomalous image or pixel scores higher than a normal one; ties count half",
                    "[0, 1]; 0.5 is chance",
                    true,
                    "Hanley and McNeil 1982"),
            new MetricInfo(
                    "average-precision",
                    "Precision averaged over the steps of recall, without interpolation",
                    "[0, 1]; the share of anomalous items is chance",
                    true,
                    "scikit-learn average_precision_score"),
            new MetricInfo("f1-max", "Highest F1 over all thresholds", "[0, 1]", true, "van Rijsbergen 1979"),
            new MetricInfo(
                    "aupro",
                    "Mean overlap with each ground-truth region over the false-positive rate, up to a limit of 0.3",
                    "[0, 1]",
                    true,
                    "Bergmann et al. 2021, section 4"),
            new MetricInfo(
                    "deletion-auc",
                    "Share of the score that is left while the most salient pixels are replaced by a baseline",
                    "unbounded; 1 is the score of the image, 0 that of the baseline",
                    false,
                    "Petsiuk et al. 2018"),
            new MetricInfo(
                    "insertion-auc",
                    "Share of the score that is regained while the most salient pixels are put into a baseline",
                    "unbounded; 1 is the score of the image, 0 that of the baseline",
                    true,
                    "Petsiuk et al. 2018"),
            new MetricInfo(
                    "max-sensitivity",
                    "Largest relative change of the explanation under small noise on the image",
                    "[0, infinity)",
                    false,
                    "Yeh et al. 2019, definition 2"));

    private Metrics() {}

    /** All metrics. */
    public static List<MetricInfo> all() {
        return ALL;
    }
}
