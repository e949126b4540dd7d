package io.xvad.video.language.frame;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;

/**
 * A hash of what an image looks like, in 64 bits: of the image in 9 by 8 grey cells, whether each is brighter than the one to its right. Two images differ by the bits that differ. What is smaller than such a
 * cell may change without a trace in it.
 */
final class DifferenceHash {

    private static final int SIDE = 8;

    private DifferenceHash() {}

    /** The hash. */
    static long of(Image image) {
        Image cells = Resize.averaged(image, SIDE, SIDE + 1);
        long hash = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                hash = hash << 1 | (grey(cells, y, x) > grey(cells, y, x + 1) ? 1 : 0);
            }
        }
        return hash;
    }

    private static float grey(Image image, int y, int x) {
        float sum = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            sum += image.at(channel, y, x);
        }
        return sum;
    }

    /** The bits that differ. */
    static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }
}
