package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.MapBand;
import io.xvad.core.MapBands;
import io.xvad.core.Tiling;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the maps of tiles together, which come row by row, and hands on each row of the image's map when no later tile can change it. Where
 * tiles overlap, a value is their mean, weighted by how far the pixel lies from the edge at which each tile ends, so that no seam shows.
 * Not thread-safe.
 */
final class SeamBlend {

    private final int height;
    private final int width;
    private final Side rows;
    private final Side columns;
    private final MapBands bands;
    private final float[] values;
    private int top;

    SeamBlend(Tiling tiling, int height, int width, MapBands bands) {
        this.height = height;
        this.width = width;
        this.rows = new Side(tiling, height);
        this.columns = new Side(tiling, width);
        this.bands = bands;
        this.values = new float[Math.multiplyExact(rows.tile, width)];
    }

    /** Adds the map of one tile, each once, in their order. */
    void add(Box tile, AnomalyMap map) {
        handOn(tile.y());
        double[] across = columns.weights(tile.x());
        double[] down = rows.weights(tile.y());
        float[] found = map.toArray();
        for (int y = 0; y < tile.height(); y++) {
            int at = y * width + tile.x();
            int from = y * tile.width();
            for (int x = 0; x < tile.width(); x++) {
                values[at + x] += (float) (down[y] * across[x] * found[from + x]);
            }
        }
    }

    /** Leaves out a tile all of which is ignored, so that it does not matter what its pixels have. */
    void leaveOut(Box tile) {
        handOn(tile.y());
    }

    /** Hands on what is left when all tiles are there. */
    void finish() {
        handOn(height);
    }

    private void handOn(int end) {
        int done = (end - top) * width;
        if (done == 0) {
            return;
        }
        bands.add(new MapBand(top, AnomalyMap.owning(end - top, width, Arrays.copyOf(values, done)), Optional.empty()));
        System.arraycopy(values, done, values, 0, values.length - done);
        Arrays.fill(values, values.length - done, values.length, 0);
        top = end;
    }

    /** Weights along one side of the image, which at each pixel add to 1. */
    private static final class Side {

        private final int tile;
        private final int length;
        private final int overlap;
        private final double[] totals;

        Side(Tiling tiling, int length) {
            int[] starts = tiling.starts(length);
            this.length = length;
            this.tile = Math.min(tiling.size(), length);
            this.overlap = starts.length == 1 ? 0 : tile - (starts[1] - starts[0]);
            this.totals = new double[length];
            for (int start : starts) {
                for (int at = start; at < start + tile; at++) {
                    totals[at] += raw(start, at);
                }
            }
        }

        /** Of the pixels of the tile that begins at a place. */
        double[] weights(int start) {
            double[] weights = new double[tile];
            for (int i = 0; i < tile; i++) {
                weights[i] = raw(start, start + i) / totals[start + i];
            }
            return weights;
        }

        /** 1 inside, falling to the edges that are not those of the image. */
        private double raw(int start, int at) {
            double weight = 1;
            if (start > 0 && overlap > 0) {
                weight = Math.min(weight, (at - start + 0.5) / overlap);
            }
            if (start + tile < length && overlap > 0) {
                weight = Math.min(weight, (start + tile - at - 0.5) / overlap);
            }
            return weight;
        }
    }
}
