package io.xvad.detectors.features;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Geometry;
import io.xvad.data.preprocess.LineKernel;
import io.xvad.data.preprocess.Resize;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/** Turns one distance for each grid position into a smooth map with the geometry of the image. Thread-safe. */
public final class MapPainter {

    private final int inputSize;
    private final Enlargement enlargement;
    private final ConcurrentMap<Integer, LineKernel> lines = new ConcurrentHashMap<>();

    /** Makes a plane of {@code height x width} as large as {@code newHeight x newWidth}, linearly and separably. */
    @FunctionalInterface
    private interface Enlargement {
        float[] apply(float[] plane, int height, int width, int newHeight, int newWidth);
    }

    private MapPainter(int inputSize, Enlargement enlargement) {
        this.inputSize = inputSize;
        this.enlargement = enlargement;
    }

    /**
     * Creates a painter.
     *
     * @param inputSize side of the image the network sees
     * @param sigma standard deviation of the smoothing, in pixels of that image
     */
    public MapPainter(int inputSize, double sigma) {
        this(inputSize, smoothed(new GaussianBlur(sigma)));
    }

    private static Enlargement smoothed(GaussianBlur blur) {
        return (plane, height, width, newHeight, newWidth) ->
                blur.apply(Resize.plane(plane, height, width, newHeight, newWidth, false), newHeight, newWidth);
    }

    /**
     * A painter that spreads each value by a Gaussian of height 1 around the centre of its receptive field (Liznerski et al., 2021,
     * algorithm 1).
     *
     * @param inputSize side of the image the network sees
     * @param sigma standard deviation of the Gaussian in pixels of that image, at least half the distance between
     *     positions in effect
     */
    public static MapPainter gaussian(int inputSize, double sigma) {
        return new MapPainter(inputSize, new GaussianSpread(sigma)::apply);
    }

    /** The map: bilinear to the image's size, smoothed, then resized to the image. */
    public AnomalyMap paint(float[] distances, int side, Image image) {
        return paint(distances, side, image.height(), image.width());
    }

    /** Paints the map of an image of this size. */
    public AnomalyMap paint(float[] distances, int side, int height, int width) {
        float[] large = lines.computeIfAbsent(side, this::enlarging).square(distances, side);
        return Geometry.exact(inputSize).restore(large, height, width);
    }

    /** How much each grid position, row by row, weighs in the highest pixel of the painted map. */
    public float[] peakWeights(float[] distances, int side, Image image) {
        AnomalyMap map = paint(distances, side, image);
        int peak = map.argmax();
        return weights(side, image, peak / map.width(), peak % map.width());
    }

    /**
     * How much each grid position weighs in one pixel of the painted map. Painting is separable, so the weight is that of
     * its row times that of its column.
     */
    private float[] weights(int side, Image image, int y, int x) {
        float[] down = line(side, image.height(), y);
        float[] across = line(side, image.width(), x);
        float[] weights = new float[side * side];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = down[i / side] * across[i % side];
        }
        return weights;
    }

    private float[] line(int side, int length, int at) {
        float[] weights = new float[side];
        for (int i = 0; i < side; i++) {
            weights[i] = Resize.plane(enlargedLine(side, i), inputSize, 1, length, 1, true)[at];
        }
        return weights;
    }

    private LineKernel enlarging(int side) {
        return LineKernel.of(
                IntStream.range(0, side).mapToObj(i -> enlargedLine(side, i)).toArray(float[][]::new));
    }

    /** The weight of one of {@code side} positions in a line for each pixel of a line of the image. */
    float[] enlargedLine(int side, int position) {
        float[] unit = new float[side];
        unit[position] = 1;
        return enlargement.apply(unit, side, 1, inputSize, 1);
    }

    /** Side of the image the network sees. */
    int inputSize() {
        return inputSize;
    }
}
