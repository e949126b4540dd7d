package io.xvad.generative.diad;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.backbone.Backbone;
import java.util.List;

/**
 * How different two images are to a frozen network, as DiAD sees it (He et al. 2024): the cosine distance of their features, added over layers
 * that are enlarged bilinearly. Thread-safe.
 *
 * @param backbone opened with the layers
 * @param size side of the images
 */
record FeatureDifference(Backbone backbone, int size) implements AutoCloseable {

    private static final double SMALLEST = 1e-8;

    /**
     * The map of the differences, shape (size, size), from 0 to twice the number of layers.
     *
     * @param image and {@code other}, shape (3, size, size), in [0, 1]
     */
    float[] of(float[] image, float[] other) {
        float[] sum = new float[size * size];
        for (Tensor features : backbone.features(List.of(image("image", image), image("restored", other)))) {
            int side = features.size(2);
            float[] wide = Resize.plane(distances(features), side, side, size, size, false);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += wide[i];
            }
        }
        return sum;
    }

    private Image image(String name, float[] values) {
        return Image.of(name, 3, size, size, values);
    }

    /** The distances {@code 1 - cos} at each place of the two images of a batch. */
    static float[] distances(Tensor features) {
        float[] values = features.toArray();
        int half = values.length / 2;
        int places = features.size(2) * features.size(3);
        double[] products = new double[places];
        double[] squares = new double[places];
        double[] otherSquares = new double[places];
        for (int i = 0; i < half; i++) {
            double value = values[i];
            double other = values[half + i];
            products[i % places] += value * other;
            squares[i % places] += value * value;
            otherSquares[i % places] += other * other;
        }
        float[] distances = new float[places];
        for (int i = 0; i < places; i++) {
            distances[i] = (float) (1 - products[i] / Math.max(SMALLEST, Math.sqrt(squares[i] * otherSquares[i])));
        }
        return distances;
    }

    @Override
    public void close() {
        backbone.close();
    }
}
