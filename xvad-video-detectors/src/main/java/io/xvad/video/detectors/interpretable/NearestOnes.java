package io.xvad.video.detectors.interpretable;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The few smallest of many squared distances, and whose they are. Not thread-safe. */
final class NearestOnes {

    private final double[] squared;
    private final int[] which;
    private int found;

    NearestOnes(int count) {
        squared = new double[count];
        which = new int[count];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
    }

    /** What a squared distance must be below to be among them. */
    double most() {
        return squared[squared.length - 1];
    }

    void offer(double distance, int index) {
        if (distance >= most()) {
            return;
        }
        int at = squared.length - 1;
        while (at > 0 && squared[at - 1] > distance) {
            squared[at] = squared[at - 1];
            which[at] = which[at - 1];
            at--;
        }
        squared[at] = distance;
        which[at] = index;
        found = Math.min(squared.length, found + 1);
    }

    /** Whose they are, the nearest first. */
    int[] indices() {
        return Arrays.copyOf(which, found);
    }

    /** The mean of the distances, not squared; empty if there are none. */
    OptionalDouble mean() {
        return Arrays.stream(squared, 0, found).map(Math::sqrt).average();
    }
}
