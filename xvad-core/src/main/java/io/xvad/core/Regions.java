package io.xvad.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns an anomaly map into regions: the 8-connected components of its pixels above a threshold. */
public final class Regions {

    private Regions() {}

    /**
     * The regions of a map, the highest peak first (equal peaks in reading order).
     *
     * @param frame frame index to write into each region; 0 for an image
     * @param threshold pixels strictly above it belong to a region; any value but NaN
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static List<Region> above(AnomalyMap map, int frame, float threshold) {
        if (Float.isNaN(threshold)) {
            throw new IllegalArgumentException("region threshold must not be NaN");
        }
        float[] values = map.toArray();
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            mask[i] = values[i] > threshold;
        }
        ConnectedComponents components = ConnectedComponents.of(map.height(), map.width(), mask);
        Growing[] growing = new Growing[components.count()];
        for (int i = 0; i < values.length; i++) {
            int label = components.labelAt(i);
            if (label > 0) {
                if (growing[label - 1] == null) {
                    growing[label - 1] = new Growing(map.width());
                }
                growing[label - 1].add(i, values[i]);
            }
        }
        List<Region> regions = new ArrayList<>(growing.length);
        for (Growing one : growing) {
            regions.add(one.region(frame));
        }
        regions.sort(Comparator.comparingDouble((Region r) -> r.peak()).reversed());
        return List.copyOf(regions);
    }

    /** Extent and statistics of one component while its pixels are read. */
    private static final class Growing {
        private final int stride;
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right = -1;
        private int bottom = -1;
        private int area;
        private int peakIndex;
        private float peak = Float.NEGATIVE_INFINITY;
        private double sum;

        Growing(int stride) {
            this.stride = stride;
        }

        void add(int index, float value) {
            int y = index / stride;
            int x = index % stride;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            area++;
            sum += value;
            if (value > peak) {
                peak = value;
                peakIndex = index;
            }
        }

        Region region(int frame) {
            Box box = new Box(left, top, right - left + 1, bottom - top + 1);
            return new Region(frame, box, area, peakIndex / stride, peakIndex % stride, peak, sum / area);
        }
    }
}
