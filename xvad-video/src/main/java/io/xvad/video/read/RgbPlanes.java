package io.xvad.video.read;

import java.nio.ByteBuffer;

/** Takes pixels of three bytes apart. */
final class RgbPlanes {

    private static final int CHANNELS = 3;

    private RgbPlanes() {}

    /**
     * The values of an image, one channel after the other, in [0, 1].
     *
     * @param bytes red, green and blue of each pixel
     * @param stride bytes from a row to the next
     */
    static float[] of(ByteBuffer bytes, int stride, int height, int width) {
        int plane = height * width;
        float[] values = new float[CHANNELS * plane];
        for (int i = 0; i < plane; i++) {
            int at = i / width * stride + i % width * CHANNELS;
            for (int c = 0; c < CHANNELS; c++) {
                values[c * plane + i] = (bytes.get(at + c) & 0xff) / 255f;
            }
        }
        return values;
    }
}
