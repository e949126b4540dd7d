package io.xvad.evaluation.benchmark;

import io.xvad.core.Decision;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.evaluation.ImageEvaluation.Row;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of a detector in each draw of its test images. */
final class ImageDraws {

    private static final double ROUNDING = 1e6;

    private ImageDraws() {}

    /** All figures of how good it is; without those of pixels if they were not measured. */
    static Map<BenchmarkFigure, double[]> of(ImageEvaluation evaluation, List<Row> rows, Bootstrap bootstrap) {
        double[][] drawn = bootstrap.replicate(rows.size(), times -> figures(rows, times));
        Map<BenchmarkFigure, double[]> draws = new EnumMap<>(BenchmarkFigure.class);
        draws.put(BenchmarkFigure.IMAGE_AUROC, column(drawn, 0));
        draws.put(BenchmarkFigure.IMAGE_AP, column(drawn, 1));
        draws.put(BenchmarkFigure.DETECTION_RATE, column(drawn, 2));
        draws.put(BenchmarkFigure.FALSE_ALARM_RATE, column(drawn, 3));
        evaluation.pixelReplicates(bootstrap).ifPresent(pixels -> {
            draws.put(BenchmarkFigure.PIXEL_AUROC, rounded(pixels.auroc()));
            draws.put(BenchmarkFigure.AUPRO, rounded(pixels.aupro()));
        });
        return draws;
    }

    private static double[] column(double[][] drawn, int figure) {
        return rounded(
                Arrays.stream(drawn).mapToDouble(figures -> figures[figure]).toArray());
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? value : Math.round(value * ROUNDING) / ROUNDING)
                .toArray();
    }

    private static double[] figures(List<Row> rows, int[] times) {
        LabelledScores scores = new LabelledScores();
        for (int i = 0; i < times.length; i++) {
            for (int k = 0; k < times[i]; k++) {
                scores.add(rows.get(i).score(), isAnomalous(rows.get(i)));
            }
        }
        DetectionFigures figures = scores.result();
        return new double[] {
            figures.auroc(), figures.averagePrecision(), called(rows, times, true), called(rows, times, false)
        };
    }

    /** Share of anomalous or normal images that are called anomalous; NaN if none was decided. */
    private static double called(List<Row> rows, int[] times, boolean anomalous) {
        int called = 0;
        int decided = 0;
        for (int i = 0; i < times.length; i++) {
            Row row = rows.get(i);
            if (isAnomalous(row) == anomalous && row.decision() != Decision.UNDECIDED) {
                decided += times[i];
                called += row.decision() == Decision.ANOMALOUS ? times[i] : 0;
            }
        }
        return decided == 0 ? Double.NaN : called / (double) decided;
    }

    private static boolean isAnomalous(Row row) {
        return !row.defect().equals(TestCase.GOOD);
    }
}
