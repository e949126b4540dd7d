package io.xvad.evaluation.reason;

import io.xvad.metrics.detection.Auroc;
import io.xvad.metrics.detection.ExpectedCalibrationError;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.List;
import java.util.Optional;

/**
 * How far it is right what explanations say of themselves: the probability that they point at the true cause.
 *
 * @param auroc how well the probability tells those that do from those that do not; NaN if all do or none does
 * @param aurocInterval its interval over images
 * @param error expected calibration error over ten bins
 * @param errorInterval its interval over images
 * @param right share that point at the cause
 * @param images explanations that say how far they can be relied on, of images with a mask that the detector finds anomalous
 */
public record RelianceFigures(
        double auroc,
        Bootstrap.Interval aurocInterval,
        double error,
        Bootstrap.Interval errorInterval,
        double right,
        int images) {

    private static final int BINS = 10;

    /** Empty if no explanation says how far it can be relied on. */
    static Optional<RelianceFigures> of(List<JudgedReasons> all, Bootstrap bootstrap) {
        List<JudgedReasons> judged = all.stream()
                .filter(one -> one.reliance().isPresent() && one.figures().containsKey(ReasonFigure.POINTS))
                .toList();
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        double[] probabilities = judged.stream()
                .mapToDouble(one -> one.reliance().orElseThrow().probability())
                .toArray();
        boolean[] right = new boolean[probabilities.length];
        int count = 0;
        for (int i = 0; i < right.length; i++) {
            right[i] = judged.get(i).is(ReasonFigure.POINTS);
            count += right[i] ? 1 : 0;
        }
        List<Bootstrap.Interval> intervals =
                bootstrap.intervals(right.length, drawn -> figures(drawn(probabilities, drawn), drawn(right, drawn)));
        double[] figures = figures(probabilities, right);
        return Optional.of(new RelianceFigures(
                figures[0],
                intervals.get(0),
                figures[1],
                intervals.get(1),
                count / (double) right.length,
                right.length));
    }

    private static double[] figures(double[] probabilities, boolean[] right) {
        return new double[] {
            Auroc.of(LabelledScores.of(probabilities, right).sweep()),
            ExpectedCalibrationError.of(probabilities, right, BINS)
        };
    }

    private static double[] drawn(double[] values, int[] times) {
        double[] drawn = new double[values.length];
        int at = 0;
        for (int i = 0; i < times.length; i++) {
            for (int k = 0; k < times[i]; k++) {
                drawn[at++] = values[i];
            }
        }
        return drawn;
    }

    private static boolean[] drawn(boolean[] values, int[] times) {
        boolean[] drawn = new boolean[values.length];
        int at = 0;
        for (int i = 0; i < times.length; i++) {
            for (int k = 0; k < times[i]; k++) {
                drawn[at++] = values[i];
            }
        }
        return drawn;
    }
}
