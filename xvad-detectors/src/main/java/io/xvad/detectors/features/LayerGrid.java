package io.xvad.detectors.features;

/**
 * How the features of a layer become those of a grid: averaged with their neighbours if asked for, then made larger. Both are
 * weighted sums along rows and along columns, so they are done in one, for all channels of a position at a time. Immutable and
 * thread-safe.
 */
final class LayerGrid {

    private static final int TAPS = 4;

    private final int layerSide;
    private final int side;
    private final int taps;
    private final int[] places;
    private final float[] weights;

    /**
     * Works the weights out.
     *
     * @param layerSide rows and columns of the layer
     * @param side rows and columns of the grid
     * @param joining averages and enlarges
     */
    LayerGrid(int layerSide, int side, Joining joining) {
        this.layerSide = layerSide;
        this.side = side;
        float[][] shares = shares(layerSide, side, joining);
        int most = 0;
        for (float[] share : shares) {
            most = Math.max(most, end(share) - start(share));
        }
        this.taps = (most + TAPS - 1) / TAPS * TAPS;
        this.places = new int[side * taps];
        this.weights = new float[side * taps];
        for (int i = 0; i < side; i++) {
            int start = start(shares[i]);
            for (int k = 0; k < taps; k++) {
                places[i * taps + k] = Math.min(start + k, layerSide - 1);
                weights[i * taps + k] = start + k < layerSide ? shares[i][start + k] : 0;
            }
        }
    }

    /** What each position of a line of the grid gets from each of a line of the layer. */
    private static float[][] shares(int layerSide, int side, Joining joining) {
        float[][] shares = new float[side][layerSide];
        for (int from = 0; from < layerSide; from++) {
            float[] line = new float[layerSide];
            int reach = joining.isLocallyAware() ? 1 : 0;
            for (int to = Math.max(0, from - reach); to <= Math.min(layerSide - 1, from + reach); to++) {
                line[to] = 1f / (2 * reach + 1);
            }
            float[] finest = joining.enlarged(line, side);
            for (int to = 0; to < side; to++) {
                shares[to][from] = finest[to];
            }
        }
        return shares;
    }

    private static int start(float[] share) {
        int start = 0;
        while (start < share.length - 1 && share[start] == 0) {
            start++;
        }
        return start;
    }

    private static int end(float[] share) {
        int end = share.length;
        while (end > 1 && share[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /**
     * Writes the features of one image into its rows.
     *
     * @param planes {@code channels} planes of the layer, one after the other
     * @param rows {@code side * side} rows of {@code dimension} values
     * @param first where the channels begin in each row
     */
    void into(float[] planes, int channels, float[] rows, int dimension, int first) {
        float[] cells = cells(planes, channels);
        float[] line = new float[layerSide * channels];
        for (int y = 0; y < side; y++) {
            weigh(cells, line.length, y, line, 0, line.length);
            for (int x = 0; x < side; x++) {
                weigh(line, channels, x, rows, (y * side + x) * dimension + first, channels);
            }
        }
    }

    /** All channels of a position side by side. */
    private static float[] cells(float[] planes, int channels) {
        int count = planes.length / channels;
        float[] cells = new float[planes.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < count; i++) {
                cells[i * channels + c] = planes[c * count + i];
            }
        }
        return cells;
    }

    private void weigh(float[] in, int stride, int at, float[] out, int to, int count) {
        for (int k = at * taps; k < (at + 1) * taps; k += TAPS) {
            int from0 = places[k] * stride;
            int from1 = places[k + 1] * stride;
            int from2 = places[k + 2] * stride;
            int from3 = places[k + 3] * stride;
            float weight0 = weights[k];
            float weight1 = weights[k + 1];
            float weight2 = weights[k + 2];
            float weight3 = weights[k + 3];
            if (k == at * taps) {
                for (int i = 0; i < count; i++) {
                    out[to + i] = weight0 * in[from0 + i]
                            + weight1 * in[from1 + i]
                            + (weight2 * in[from2 + i] + weight3 * in[from3 + i]);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    out[to + i] += weight0 * in[from0 + i]
                            + weight1 * in[from1 + i]
                            + (weight2 * in[from2 + i] + weight3 * in[from3 + i]);
                }
            }
        }
    }
}
