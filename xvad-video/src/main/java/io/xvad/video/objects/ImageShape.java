package io.xvad.video.objects;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;

/**
 * The shape of the image that a network takes.
 *
 * @param height rows; 0 if it takes any frame as it is
 * @param width columns; 0 if it takes any frame as it is
 * @param channelsFirst whether the samples of a channel lie together (NCHW) or those of a pixel (NHWC)
 * @param whole whether it takes whole numbers
 */
record ImageShape(int height, int width, boolean channelsFirst, boolean whole) {

    /** The shape for a frame. */
    ImageShape over(Image frame) {
        return height > 0 ? this : new ImageShape(frame.height(), frame.width(), channelsFirst, whole);
    }

    int index(int channel, int row, int column) {
        return channelsFirst ? (channel * height + row) * width + column : (row * width + column) * 3 + channel;
    }

    Tensor tensor(float[] values) {
        int[] sizes = channelsFirst ? new int[] {1, 3, height, width} : new int[] {1, height, width, 3};
        if (!whole) {
            return Tensor.owning(values, sizes);
        }
        long[] rounded = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Math.round(values[i]);
        }
        return Tensor.ofLongs(rounded, sizes);
    }
}
