package io.xvad.detectors.features;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Geometry;
import io.xvad.data.preprocess.Resize;

/** Turns one distance for each grid position into a smooth map with the geometry of the image. Immutable. */
public final class MapPainter {

    private final int inputSize;
    private final GaussianBlur blur;

    /**
     * A painter.
     *
     * @param inputSize side of the picture the network sees
     * @param sigma standard deviation of the smoothing, in pixels of that picture
     */
    public MapPainter(int inputSize, double sigma) {
        this.inputSize = inputSize;
        this.blur = new GaussianBlur(sigma);
    }

    /** The map: bilinear to the picture's size, smoothed, then resized to the image. */
    public AnomalyMap paint(float[] distances, int side, Image image) {
        float[] large = Resize.plane(distances, side, side, inputSize, inputSize, false);
        return Geometry.exact(inputSize)
                .restore(blur.apply(large, inputSize, inputSize), image.height(), image.width());
    }
}
