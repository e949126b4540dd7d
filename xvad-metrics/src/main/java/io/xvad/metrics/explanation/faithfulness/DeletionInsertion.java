package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.detection.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Deletion and insertion (Petsiuk, Das and Saenko 2018, "RISE"): pixels are replaced by those of a baseline
 * image, the most salient first, while the score is watched; then the other way round. If the saliency is faithful, the
 * score falls at once and is regained at once.
 *
 * <p>Scores of anomaly detectors have no fixed range, so both curves are put on one scale, {@code (score - b) / (s - b)}
 * with {@code s} the score of the image and {@code b} that of the baseline. The scale is undefined unless the image
 * scores above the baseline; both areas are then NaN. The areas are not clamped.
 *
 * @param deletion fraction of pixels replaced, share of the score left; from (0, 1) to (1, 0)
 * @param insertion fraction of pixels put in, share of the score regained; from (0, 0) to (1, 1)
 * @param deletionAuc area under the deletion curve by the trapezoidal rule, lower is better
 * @param insertionAuc area under the insertion curve, higher is better
 */
public record DeletionInsertion(Curve deletion, Curve insertion, double deletionAuc, double insertionAuc) {

    /**
     * Measures a saliency map with {@code 2 steps} runs of the score function and two more for the ends.
     *
     * @param score the score function of the detector
     * @param baseline what is put in the place of salient pixels, with the shape of {@code image}
     * @param steps number of equal steps from no pixel to all pixels, at least 1
     * @param seed decides the order of pixels of equal saliency
     * @throws IllegalArgumentException if the shapes differ or {@code steps} is below 1
     */
    public static DeletionInsertion of(
            ToDoubleFunction<Image> score, Image image, AnomalyMap saliency, Image baseline, int steps, long seed) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        int[] order = SalientOrder.descending(saliency, seed);
        PixelExchange deleting = new PixelExchange(image, baseline, order);
        PixelExchange inserting = new PixelExchange(baseline, image, order);
        double top = score.applyAsDouble(image);
        double bottom = score.applyAsDouble(baseline);
        double range = top > bottom ? top - bottom : Double.NaN;
        List<Curve.Point> deletion = new ArrayList<>(List.of(new Curve.Point(0, (top - bottom) / range)));
        List<Curve.Point> insertion = new ArrayList<>(List.of(new Curve.Point(0, 0 / range)));
        for (int step = 1; step < steps; step++) {
            double share = step / (double) steps;
            deletion.add(new Curve.Point(share, (score.applyAsDouble(deleting.exchanged(share)) - bottom) / range));
            insertion.add(new Curve.Point(share, (score.applyAsDouble(inserting.exchanged(share)) - bottom) / range));
        }
        deletion.add(new Curve.Point(1, 0 / range));
        insertion.add(new Curve.Point(1, (top - bottom) / range));
        return new DeletionInsertion(
                new Curve(deletion), new Curve(insertion), trapezoid(deletion), trapezoid(insertion));
    }

    private static double trapezoid(List<Curve.Point> points) {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            Curve.Point left = points.get(i - 1);
            Curve.Point right = points.get(i);
            area += (right.x() - left.x()) * (left.y() + right.y()) / 2;
        }
        return area;
    }
}
