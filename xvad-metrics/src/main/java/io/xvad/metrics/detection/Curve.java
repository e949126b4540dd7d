package io.xvad.metrics.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve for display: points in order. Figures are never computed from it, so it may be thinned.
 *
 * @param points at least one
 */
public record Curve(List<Point> points) {

    /**
     * A point of a curve.
     *
     * @param x horizontal coordinate
     * @param y vertical coordinate
     */
    public record Point(double x, double y) {}

    public Curve {
        points = List.copyOf(points);
    }

    /**
     * The ROC curve, from (0, 0) to (1, 1): false-positive rate, true-positive rate.
     *
     * @param step points closer than this in both coordinates to the last one kept are left out; 0 keeps all
     * @throws IllegalArgumentException as {@link DetectionFigures#of(double[], boolean[])}, or if one class is missing
     */
    public static Curve roc(double[] scores, boolean[] anomalous, double step) {
        ThresholdSweep sweep = LabelledScores.of(scores, anomalous).sweep();
        require(sweep.negativeCount() > 0 && sweep.positiveCount() > 0, "a ROC curve needs both classes");
        Thinning thinning = new Thinning(step, new Point(0, 0));
        sweep.descend((threshold, falsePositives, truePositives) -> thinning.add(new Point(
                falsePositives / (double) sweep.negativeCount(), truePositives / (double) sweep.positiveCount())));
        return thinning.curve();
    }

    /**
     * The precision-recall curve, from recall 0 up: recall, precision; thinned as {@link #roc}.
     *
     * @throws IllegalArgumentException as {@link DetectionFigures#of(double[], boolean[])}, or if nothing is anomalous
     */
    public static Curve precisionRecall(double[] scores, boolean[] anomalous, double step) {
        ThresholdSweep sweep = LabelledScores.of(scores, anomalous).sweep();
        require(sweep.positiveCount() > 0, "a precision-recall curve needs an anomalous item");
        Thinning thinning = new Thinning(step, new Point(0, 1));
        sweep.descend((threshold, falsePositives, truePositives) -> thinning.add(new Point(
                truePositives / (double) sweep.positiveCount(),
                truePositives / ((double) falsePositives + truePositives))));
        return thinning.curve();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** Collects points, leaving out those near the last one kept; the very last point is always kept. */
    public static final class Thinning {
        private final double step;
        private final List<Point> kept = new ArrayList<>();
        private Point last;

        /** Begins a curve at a point. */
        public Thinning(double step, Point first) {
            this.step = step;
            this.last = first;
            kept.add(first);
        }

        /** Adds the next point. */
        public void add(Point point) {
            last = point;
            Point previous = kept.get(kept.size() - 1);
            if (Math.abs(point.x() - previous.x()) > step || Math.abs(point.y() - previous.y()) > step) {
                kept.add(point);
            }
        }

        /** The curve so far. */
        public Curve curve() {
            if (!kept.get(kept.size() - 1).equals(last)) {
                kept.add(last);
            }
            return new Curve(kept);
        }
    }
}
