package io.xvad.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the regions of a map that comes in bands: the 8-connected components of its pixels that count and lie above a threshold, also across
 * bands. Keeps the runs of one row and what is known of each region. Not thread-safe.
 */
public final class RegionsOfBands implements MapBands {

    private final int frame;
    private final float threshold;
    private final List<Growing> found = new ArrayList<>();
    private List<Run> above = new ArrayList<>();

    /**
     * Regions above a threshold.
     *
     * @param frame frame index to write into each region; 0 for an image
     * @param threshold pixels strictly above it belong to a region; any value but NaN
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public RegionsOfBands(int frame, float threshold) {
        if (Float.isNaN(threshold)) {
            throw new IllegalArgumentException("region threshold must not be NaN");
        }
        this.frame = frame;
        this.threshold = threshold;
    }

    /** Neighbouring pixels of one row, from {@code first} to {@code last}. */
    private record Run(int first, int last, Growing region) {}

    @Override
    public void add(MapBand band) {
        float[] values = band.countingValues();
        for (int y = 0; y < band.map().height(); y++) {
            above = row(values, y * band.map().width(), band.map().width(), band.top() + y);
        }
    }

    private List<Run> row(float[] values, int from, int width, int y) {
        List<Run> runs = new ArrayList<>();
        int candidate = 0;
        for (int x = 0; x < width; x++) {
            if (!isAbove(values[from + x])) {
                continue;
            }
            Growing region = new Growing();
            int first = x;
            for (; x < width && isAbove(values[from + x]); x++) {
                region.add(y, x, values[from + x]);
            }
            candidate = firstThatReaches(first, candidate);
            runs.add(new Run(first, x - 1, joined(region, first, x - 1, candidate)));
        }
        return runs;
    }

    /** What does not count is negative infinity, which lies above nothing. */
    private boolean isAbove(float value) {
        return value > threshold;
    }

    /** Index of the first run of the row above that does not end before a column and its neighbours. */
    private int firstThatReaches(int column, int from) {
        int index = from;
        while (index < above.size() && above.get(index).last() < column - 1) {
            index++;
        }
        return index;
    }

    private Growing joined(Growing region, int first, int last, int from) {
        Growing whole = null;
        for (int i = from; i < above.size() && above.get(i).first() <= last + 1; i++) {
            Growing other = above.get(i).region().whole();
            if (whole == null) {
                whole = other;
            } else if (whole != other) {
                whole = whole.isBefore(other) ? whole.take(other) : other.take(whole);
            }
        }
        if (whole == null) {
            found.add(region);
            return region;
        }
        return whole.take(region);
    }

    /** The regions, the highest peak first, equal peaks in reading order; nothing may be added afterwards. */
    public List<Region> regions() {
        return found.stream()
                .filter(region -> region.whole() == region)
                .sorted(Comparator.comparing(Growing::begin))
                .map(region -> region.region(frame))
                .sorted(Comparator.comparingDouble((Region region) -> region.peak())
                        .reversed())
                .toList();
    }

    /** A pixel in reading order. */
    private record Place(int y, int x) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return y != other.y ? Integer.compare(y, other.y) : Integer.compare(x, other.x);
        }
    }

    /** Extent and statistics of one region while its pixels are read; it may turn out to be a part of another. */
    private static final class Growing {
        private Growing part = this;
        private Place begin = new Place(Integer.MAX_VALUE, Integer.MAX_VALUE);
        private Place peakAt = begin;
        private int left = Integer.MAX_VALUE;
        private int right = -1;
        private int bottom = -1;
        private int area;
        private float peak = Float.NEGATIVE_INFINITY;
        private double sum;

        void add(int y, int x, float value) {
            if (area == 0) {
                begin = new Place(y, x);
            }
            left = Math.min(left, x);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
            area++;
            sum += value;
            if (value > peak) {
                peak = value;
                peakAt = new Place(y, x);
            }
        }

        Growing whole() {
            Growing whole = this;
            while (whole.part != whole) {
                whole = whole.part;
            }
            part = whole;
            return whole;
        }

        boolean isBefore(Growing other) {
            return begin.compareTo(other.begin) < 0;
        }

        Place begin() {
            return begin;
        }

        /** With the pixels of another, which is a part of this one from now on and begins later. */
        Growing take(Growing other) {
            left = Math.min(left, other.left);
            right = Math.max(right, other.right);
            bottom = Math.max(bottom, other.bottom);
            area += other.area;
            sum += other.sum;
            if (other.peak > peak || other.peak == peak && other.peakAt.compareTo(peakAt) < 0) {
                peak = other.peak;
                peakAt = other.peakAt;
            }
            other.part = this;
            return this;
        }

        Region region(int frame) {
            Box box = new Box(left, begin.y(), right - left + 1, bottom - begin.y() + 1);
            return new Region(frame, box, area, peakAt.y(), peakAt.x(), peak, sum / area);
        }
    }
}
