package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Groups of pixels that are removed together, in order. Immutable. */
public final class PixelGroups {

    private final List<int[]> groups;

    private PixelGroups(List<int[]> groups) {
        this.groups = groups;
    }

    /** The order in which regions are removed. */
    public enum Order {
        /** The most relevant first. */
        MORF,
        /** The least relevant first. */
        LERF
    }

    /**
     * Pixels by their saliency, some at a time.
     *
     * @param step pixels in a group, at least 1; the last group may hold fewer
     * @param seed decides the order of pixels of equal saliency
     * @throws IllegalArgumentException if {@code step} is below 1
     */
    public static PixelGroups pixels(AnomalyMap saliency, int step, Order order, long seed) {
        if (step < 1) {
            throw new IllegalArgumentException("step must be at least 1, got " + step);
        }
        int[] pixels = SalientOrder.descending(saliency, seed);
        if (order == Order.LERF) {
            reverse(pixels);
        }
        List<int[]> groups = new ArrayList<>();
        for (int i = 0; i < pixels.length; i += step) {
            groups.add(Arrays.copyOfRange(pixels, i, Math.min(pixels.length, i + step)));
        }
        return new PixelGroups(groups);
    }

    private static void reverse(int[] values) {
        for (int i = 0; i < values.length / 2; i++) {
            int swapped = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swapped;
        }
    }

    /**
     * Squares of a grid by the sum of their saliency; those at the right and lower border may be cut off.
     *
     * @param side pixels, at least 1
     * @throws IllegalArgumentException if {@code side} is below 1
     */
    public static PixelGroups squares(AnomalyMap saliency, int side, Order order) {
        return squares(saliency, side, 0, order);
    }

    /**
     * Squares of a grid that starts {@code offset} pixels above and left of the map; those at the borders may be cut off.
     *
     * @param side pixels, at least 1
     * @param offset pixels, from 0 to {@code side - 1}
     * @throws IllegalArgumentException if {@code side} or {@code offset} is out of range
     */
    public static PixelGroups squares(AnomalyMap saliency, int side, int offset, Order order) {
        if (side < 1) {
            throw new IllegalArgumentException("side must be at least 1, got " + side);
        }
        if (offset < 0 || offset >= side) {
            throw new IllegalArgumentException("offset must be from 0 to " + (side - 1) + ", got " + offset);
        }
        int columns = (saliency.width() + offset + side - 1) / side;
        int[] labels = new int[saliency.height() * saliency.width()];
        for (int i = 0; i < labels.length; i++) {
            int y = i / saliency.width() + offset;
            int x = i % saliency.width() + offset;
            labels[i] = y / side * columns + x / side;
        }
        return ordered(saliency, labels, order, false);
    }

    /**
     * Segments by the mean of their saliency.
     *
     * @param segments the number of its segment for each pixel, row-major
     * @throws IllegalArgumentException if there are not as many as pixels
     */
    public static PixelGroups segments(AnomalyMap saliency, int[] segments, Order order) {
        return ordered(saliency, segments, order, true);
    }

    private static PixelGroups ordered(AnomalyMap saliency, int[] labels, Order order, boolean byMean) {
        float[] values = saliency.toArray();
        if (labels.length != values.length) {
            throw new IllegalArgumentException(
                    "needs a segment for each of " + values.length + " pixels, got " + labels.length);
        }
        int[] distinct = Arrays.stream(labels).distinct().sorted().toArray();
        record Group(int[] pixels, double relevance) {}
        List<Group> groups = new ArrayList<>();
        for (int label : distinct) {
            int[] pixels = java.util.stream.IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            double sum = Arrays.stream(pixels).mapToDouble(i -> values[i]).sum();
            groups.add(new Group(pixels, byMean ? sum / pixels.length : sum));
        }
        Comparator<Group> rising = Comparator.comparingDouble(Group::relevance);
        groups.sort(order == Order.MORF ? rising.reversed() : rising);
        return new PixelGroups(groups.stream().map(Group::pixels).toList());
    }

    /** Number of groups. */
    public int size() {
        return groups.size();
    }

    /** A copy of the pixels of one group, row-major indices. */
    public int[] pixels(int group) {
        return groups.get(group).clone();
    }

    /** The first groups only. */
    public PixelGroups first(int count) {
        return new PixelGroups(groups.subList(0, Math.min(count, groups.size())));
    }
}
