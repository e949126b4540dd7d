package io.xvad.foundation.segment;

import io.xvad.core.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Drops masks that lie on better ones: greedy non-maximum suppression of their boxes. */
final class Overlaps {

    private Overlaps() {}

    /**
     * Those masks whose boxes do not overlap that of a better one by more than a threshold.
     *
     * @param threshold intersection over union, where boxes go from the first to the last pixel's centre
     * @return by falling predicted intersection over union
     */
    static List<ProposedMask> without(List<ProposedMask> masks, double threshold) {
        List<ProposedMask> best = new ArrayList<>(masks);
        best.sort(Comparator.comparingDouble(ProposedMask::predictedIou).reversed());
        List<ProposedMask> kept = new ArrayList<>();
        List<Box> boxes = new ArrayList<>();
        for (ProposedMask mask : best) {
            Box box = mask.mask().box().orElse(new Box(0, 0, 1, 1));
            if (boxes.stream().noneMatch(other -> shared(box, other) > threshold)) {
                kept.add(mask);
                boxes.add(box);
            }
        }
        return kept;
    }

    private static double shared(Box one, Box other) {
        double across = overlap(one.x(), one.width(), other.x(), other.width());
        double common = across * overlap(one.y(), one.height(), other.y(), other.height());
        double all = area(one) + area(other) - common;
        return all == 0 ? 0 : common / all;
    }

    private static double overlap(int from, int length, int other, int otherLength) {
        return Math.max(0, Math.min(from + length, other + otherLength) - 1 - Math.max(from, other));
    }

    private static double area(Box box) {
        return (box.width() - 1.0) * (box.height() - 1);
    }
}
