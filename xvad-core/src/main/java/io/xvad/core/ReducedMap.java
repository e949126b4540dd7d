package io.xvad.core;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reduces a map that comes in bands: each value is the highest of a square block of pixels that count, so that nothing small is lost. Blocks
 * of ignored pixels alone have the lowest of the other values. Not thread-safe.
 */
public final class ReducedMap implements MapBands {

    /** Values that a reduced map has at most. */
    public static final int MOST_VALUES = 1 << 22;

    private final int imageHeight;
    private final int factor;
    private final int height;
    private final int width;
    private final float[] values;
    private int rows;

    /** Reduces the map of an image of a size by {@link #factor}. */
    public ReducedMap(int imageHeight, int imageWidth) {
        this.imageHeight = imageHeight;
        this.factor = factor(imageHeight, imageWidth);
        this.height = length(imageHeight, factor);
        this.width = length(imageWidth, factor);
        this.values = new float[height * width];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
    }

    /** Pixels a side of a block: the fewest that give at most {@value #MOST_VALUES} values; 1 leaves a map as it is. */
    public static int factor(int imageHeight, int imageWidth) {
        int factor = 1;
        while ((long) length(imageHeight, factor) * length(imageWidth, factor) > MOST_VALUES) {
            factor++;
        }
        return factor;
    }

    /** Blocks along a side; the last one may be cut by the image's border. */
    public static int length(int pixels, int factor) {
        return (pixels + factor - 1) / factor;
    }

    @Override
    public void add(MapBand band) {
        float[] all = band.countingValues();
        int columns = band.map().width();
        for (int y = 0; y < band.map().height(); y++) {
            int row = (band.top() + y) / factor * width;
            for (int block = 0; block < width; block++) {
                float highest = values[row + block];
                int end = y * columns + Math.min(columns, (block + 1) * factor);
                for (int i = y * columns + block * factor; i < end; i++) {
                    highest = Math.max(highest, all[i]);
                }
                values[row + block] = highest;
            }
        }
        rows += band.map().height();
    }

    /** The reduced map; empty if not all rows have come, as of a detector that gives no maps. */
    public Optional<AnomalyMap> map() {
        if (rows < imageHeight) {
            return Optional.empty();
        }
        float lowest = Float.POSITIVE_INFINITY;
        for (float value : values) {
            lowest = value == Float.NEGATIVE_INFINITY ? lowest : Math.min(lowest, value);
        }
        float[] filled = values.clone();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = filled[i] == Float.NEGATIVE_INFINITY ? (Float.isFinite(lowest) ? lowest : 0) : filled[i];
        }
        return Optional.of(AnomalyMap.owning(height, width, filled));
    }
}
