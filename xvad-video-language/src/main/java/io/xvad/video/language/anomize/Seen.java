package io.xvad.video.language.anomize;

import io.xvad.video.language.embed.UnitLength;
import java.util.Arrays;
import java.util.List;

/**
 * What the two streams see of a position: the vectors of its frame and of those at the positions before.
 *
 * @param window vectors one after the other, the oldest first; where a video has just begun, its first one stands for those before
 * @param dimension values of a vector
 */
record Seen(float[] window, int dimension) {

    /**
     * Of the positions so far.
     *
     * @param latest vectors, at least one, the latest last
     * @param length vectors of the window
     */
    static Seen of(List<float[]> latest, int length) {
        int dimension = latest.get(0).length;
        float[] window = new float[length * dimension];
        for (int i = 0; i < length; i++) {
            int from = Math.max(0, latest.size() - length + i);
            System.arraycopy(latest.get(from), 0, window, i * dimension, dimension);
        }
        return new Seen(window, dimension);
    }

    /** The vector of the frame itself. */
    float[] frame() {
        return Arrays.copyOfRange(window, window.length - dimension, window.length);
    }

    /** The mean of the window, of unit length. */
    float[] mean() {
        float[] sum = new float[dimension];
        for (int i = 0; i < window.length; i++) {
            sum[i % dimension] += window[i];
        }
        return UnitLength.of(sum);
    }
}
