package io.xvad.foundation.mvfa;

/**
 * What one branch finds in an image.
 *
 * @param map of what the network sees, row by row: sum over the layers
 * @param image value of the whole image: sum over the layers of the means over the patches
 */
record Branch(float[] map, float image) {

    /** The greatest value of the map. */
    float highest() {
        float highest = map[0];
        for (float value : map) {
            highest = Math.max(highest, value);
        }
        return highest;
    }
}
