package io.xvad.detectors.nearest;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The {@code k} nearest rows of one query among those looked at; of two that are equally near, the one of the lower index. */
final class NearestSoFar {

    private static final int NONE = Integer.MAX_VALUE;

    private final double[] squared;
    private final int[] indices;

    NearestSoFar(int k) {
        this.squared = new double[k];
        this.indices = new int[k];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        Arrays.fill(indices, NONE);
    }

    /** Begins another query with the rows found for the last one, which are often near to this one too. */
    void restart(IntConsumer offer) {
        int[] last = indices.clone();
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        Arrays.fill(indices, NONE);
        for (int row : last) {
            if (row != NONE) {
                offer.accept(row);
            }
        }
    }

    /** The squared distance beyond which nothing is taken; infinite until there are {@code k}. */
    double worst() {
        return squared[squared.length - 1];
    }

    /** Whether {@code k} rows were taken. */
    boolean isFull() {
        return indices[indices.length - 1] != NONE;
    }

    /** Takes a row that is nearer than the worst and not taken yet. */
    void offer(double distance, int index) {
        int at = squared.length - 1;
        if (!isBefore(distance, index, at) || contains(index)) {
            return;
        }
        while (at > 0 && isBefore(distance, index, at - 1)) {
            squared[at] = squared[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        squared[at] = distance;
        indices[at] = index;
    }

    private boolean contains(int index) {
        for (int other : indices) {
            if (other == index) {
                return true;
            }
        }
        return false;
    }

    private boolean isBefore(double distance, int index, int at) {
        return distance < squared[at] || distance == squared[at] && index < indices[at];
    }

    void copyTo(int[] out, int offset) {
        System.arraycopy(indices, 0, out, offset, indices.length);
    }
}
