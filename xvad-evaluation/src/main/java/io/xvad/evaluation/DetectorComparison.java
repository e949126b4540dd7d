package io.xvad.evaluation;

import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.ImageEvaluation.Row;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Whether two detectors differ on the same images: the difference of their image figures, its confidence interval, and how
 * likely one as large would be if they were equally good.
 *
 * @param auroc of the image AUROC, first less second
 * @param averagePrecision of the image average precision, first less second
 */
public record DetectorComparison(PairedComparison auroc, PairedComparison averagePrecision) {

    /**
     * Compares by a bootstrap in which both see the same draws of images.
     *
     * @throws IllegalArgumentException if they were not measured on images of the same ids
     */
    public static DetectorComparison of(
            ImageEvaluation.Result first, ImageEvaluation.Result second, Bootstrap bootstrap) {
        List<Row> ours = first.rows();
        List<Row> theirs = sameOrder(ours, second.rows());
        return new DetectorComparison(
                compared(bootstrap, ours, theirs, DetectionFigures::auroc),
                compared(bootstrap, ours, theirs, DetectionFigures::averagePrecision));
    }

    private static List<Row> sameOrder(List<Row> ours, List<Row> theirs) {
        Map<String, Row> byId = theirs.stream().collect(Collectors.toMap(Row::id, Function.identity(), (a, b) -> a));
        List<Row> ordered = ours.stream()
                .filter(row -> byId.containsKey(row.id()))
                .map(row -> byId.getOrDefault(row.id(), row))
                .toList();
        if (ordered.size() != ours.size() || theirs.size() != ours.size()) {
            throw new IllegalArgumentException("detectors are compared on the same images, but of " + ours.size()
                    + " and " + theirs.size() + " images only " + ordered.size() + " are in both");
        }
        return ordered;
    }

    private static PairedComparison compared(
            Bootstrap bootstrap, List<Row> first, List<Row> second, ToDoubleFunction<DetectionFigures> figure) {
        return PairedComparison.ofFigures(
                bootstrap,
                first.size(),
                drawn -> figure.applyAsDouble(drawn(first, drawn)),
                drawn -> figure.applyAsDouble(drawn(second, drawn)));
    }

    private static DetectionFigures drawn(List<Row> rows, int[] times) {
        LabelledScores scores = new LabelledScores();
        for (int i = 0; i < times.length; i++) {
            for (int k = 0; k < times[i]; k++) {
                scores.add(rows.get(i).score(), !rows.get(i).defect().equals(TestCase.GOOD));
            }
        }
        return scores.result();
    }
}
