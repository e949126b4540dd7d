package io.xvad.foundation.tokens;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.ImageInput;

/**
 * How one value for each patch becomes a map of the image: made larger to what the network sees, smoothed, then brought to the image's own geometry. Immutable and
 * thread-safe.
 *
 * @param input what the network sees
 * @param cornersAligned whether the outermost patch centres are put on the outermost pixel centres ({@code align_corners}), as some papers' code does
 * @param sigma standard deviation of the Gaussian, in pixels of what the network sees; 0 for none
 */
public record TokenMap(ImageInput input, boolean cornersAligned, double sigma) {

    /**
     * The values of the square that the network sees, row-major.
     *
     * @param values one for each patch, row by row, of a square grid of any side
     */
    public float[] enlarged(float[] values) {
        int side = (int) Math.round(Math.sqrt(values.length));
        int size = input.size();
        float[] large = cornersAligned
                ? Resize.cornerAligned(values, side, side, size, size)
                : Resize.plane(values, side, side, size, size, false);
        return sigma == 0 ? large : new GaussianBlur(sigma).apply(large, size, size);
    }

    /** The map of an image. */
    public AnomalyMap paint(float[] values, Image image) {
        return input.restored(enlarged(values), image);
    }
}
