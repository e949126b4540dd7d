package io.xvad.explainers.reliance;

import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Reliance;
import io.xvad.explainers.restoration.Restoration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Knows of one detector how often an explanation that looks like a given one points at the true cause, from explanations of synthetic
 * defects: a logistic regression on what speaks for an explanation ({@link Indications}), calibrated by Platt scaling (Platt 1999)
 * on explanations that the regression was not fitted to. A capability of fitted detectors. Immutable and thread-safe.
 */
public final class RelianceModel {

    /** Below this probability nobody should rely on an explanation: it is more likely wrong than right. */
    public static final double THRESHOLD = 0.5;

    private static final double RIDGE = 5;
    private static final double PLATT_RIDGE = 1e-3;
    private static final int FOLDS = 5;

    private final Standardisation scale;
    private final LogisticRegression regression;
    private final LogisticRegression calibration;

    RelianceModel(Standardisation scale, LogisticRegression regression, LogisticRegression calibration) {
        this.scale = scale;
        this.regression = regression;
        this.calibration = calibration;
    }

    /**
     * How far an explanation by restoration can be relied on; costs two detections. Empty if the detector has learned nothing of it,
     * because it was fitted without measures, or was not calibrated.
     *
     * @param detection of the image of the restoration, by this detector
     */
    public static Optional<Reliance> of(FittedDetector fitted, Detection detection, Restoration restoration) {
        return fitted.capability(RelianceModel.class).flatMap(model -> NormalScores.of(fitted)
                .map(normals -> Indications.of(fitted, normals, detection, restoration))
                .map(model::reliance));
    }

    private Reliance reliance(Indications indications) {
        return new Reliance(probability(indications), THRESHOLD);
    }

    /** That an explanation of which this was measured points at the true cause; in (0, 1), and never lower for more of any indication. */
    double probability(Indications indications) {
        return calibration.probability(regression.logit(scale.apply(indications.toArray())));
    }

    /** Learns from explanations of which it is known whether they point at the true cause; at least two folds of them. */
    static RelianceModel learn(double[][] indications, boolean[] right) {
        Standardisation scale = Standardisation.of(indications);
        double[][] rows = Arrays.stream(indications).map(scale::apply).toArray(double[][]::new);
        double[] targets = IntStream.range(0, right.length)
                .mapToDouble(i -> right[i] ? 1 : 0)
                .toArray();
        return new RelianceModel(scale, LogisticRegression.fit(rows, targets, RIDGE), calibration(rows, targets));
    }

    /** On the logits of explanations of the fold that each regression was not fitted to, against targets that are never quite 0 or 1. */
    private static LogisticRegression calibration(double[][] rows, double[] targets) {
        double[][] logits = new double[rows.length][];
        for (int fold = 0; fold < FOLDS; fold++) {
            int[] others = indices(rows.length, fold, false);
            LogisticRegression fitted = LogisticRegression.fit(
                    Arrays.stream(others).mapToObj(i -> rows[i]).toArray(double[][]::new),
                    Arrays.stream(others).mapToDouble(i -> targets[i]).toArray(),
                    RIDGE);
            for (int i : indices(rows.length, fold, true)) {
                logits[i] = new double[] {fitted.logit(rows[i])};
            }
        }
        return LogisticRegression.fit(logits, softened(targets), PLATT_RIDGE);
    }

    private static int[] indices(int size, int fold, boolean inside) {
        return IntStream.range(0, size)
                .filter(i -> (i % FOLDS == fold) == inside)
                .toArray();
    }

    private static double[] softened(double[] targets) {
        double ones = Arrays.stream(targets).sum();
        double zeros = targets.length - ones;
        return Arrays.stream(targets)
                .map(target -> target > 0 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2))
                .toArray();
    }

    Standardisation scale() {
        return scale;
    }

    LogisticRegression regression() {
        return regression;
    }

    LogisticRegression calibration() {
        return calibration;
    }
}
