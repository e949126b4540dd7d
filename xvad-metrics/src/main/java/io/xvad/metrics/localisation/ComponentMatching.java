package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.ConnectedComponents;
import io.xvad.metrics.Accumulator;

/**
 * Precision and recall counted in components, so that a small defect weighs as much as a large one. At a threshold the
 * flagged pixels form 8-connected components; a defect is found if at least a given share of its pixels is flagged, and a
 * flagged component is right if at least that share of its pixels lies in defects. Pixels of one component may count for
 * several of the other kind. Not thread-safe; merging is exact.
 */
public final class ComponentMatching implements Accumulator<ComponentMatching, ComponentMatching.Result> {

    private final double threshold;
    private final double share;
    private long defects;
    private long found;
    private long flagged;
    private long right;

    /**
     * Creates a metric to which no image was added yet.
     *
     * @param threshold scores at or above it are flagged
     * @param share least share of pixels in common, in (0, 1]
     * @throws IllegalArgumentException if the threshold is NaN or the share out of range
     */
    public ComponentMatching(double threshold, double share) {
        if (Double.isNaN(threshold) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "needs a threshold and a share in (0, 1], got " + threshold + " and " + share);
        }
        this.threshold = threshold;
        this.share = share;
    }

    /**
     * The precision and the recall, and the counts they follow from.
     *
     * @param precision share of flagged components that are right; NaN if nothing was flagged
     * @param recall share of defects that were found; NaN without a defect
     * @param flagged number of flagged components
     * @param defects number of defects
     */
    public record Result(double precision, double recall, long flagged, long defects) {

        /** Harmonic mean of precision and recall; NaN if either is, 0 if both are 0. */
        public double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }

    /**
     * Adds one image.
     *
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        boolean[] predicted = new boolean[map.height() * map.width()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = map.buffer().get(i) >= threshold;
        }
        ConnectedComponents truth = ConnectedComponents.of(map.height(), map.width(), mask);
        ConnectedComponents guesses = ConnectedComponents.of(map.height(), map.width(), predicted);
        defects += truth.count();
        flagged += guesses.count();
        found += covered(truth, predicted);
        right += covered(guesses, mask);
    }

    private long covered(ConnectedComponents components, boolean[] by) {
        int[] areas = new int[components.count() + 1];
        int[] common = new int[components.count() + 1];
        for (int i = 0; i < by.length; i++) {
            int label = components.labelAt(i);
            areas[label]++;
            common[label] += by[i] ? 1 : 0;
        }
        long count = 0;
        for (int label = 1; label < areas.length; label++) {
            count += common[label] >= share * areas[label] ? 1 : 0;
        }
        return count;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's threshold or share differs
     */
    @Override
    public void merge(ComponentMatching other) {
        if (other.threshold != threshold || other.share != share) {
            throw new IllegalArgumentException("cannot merge counts of another threshold or share");
        }
        defects += other.defects;
        found += other.found;
        flagged += other.flagged;
        right += other.right;
    }

    @Override
    public Result result() {
        return new Result(right / (double) flagged, found / (double) defects, flagged, defects);
    }
}
