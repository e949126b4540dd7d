package io.xvad.data.image;

import java.awt.image.Raster;
import java.util.HashSet;
import java.util.Set;

/** Tells masks that paint each class in a colour of its own, as Pascal VOC and many tools do, from those that hold shades. */
final class ClassColours {

    /** Soft edges have more shades than a mask has classes. */
    private static final int MOST = 24;

    private static final float LARGEST = 255;

    private ClassColours() {}

    /** Whether an image of 8 bits has black and a few colours beside it, one of which at least is no grey. */
    static boolean are(Raster raster, int colours) {
        if (colours != 3) {
            return false;
        }
        Set<Integer> found = new HashSet<>();
        boolean grey = true;
        float[] row = new float[raster.getNumBands() * raster.getWidth()];
        for (int y = 0; y < raster.getHeight() && found.size() <= MOST + 1; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += raster.getNumBands()) {
                if (Math.max(row[i], Math.max(row[i + 1], row[i + 2])) > LARGEST) {
                    return false;
                }
                grey &= row[i] == row[i + 1] && row[i] == row[i + 2];
                found.add((int) row[i] << 16 | (int) row[i + 1] << 8 | (int) row[i + 2]);
            }
        }
        return !grey && found.remove(0) && found.size() <= MOST;
    }
}
