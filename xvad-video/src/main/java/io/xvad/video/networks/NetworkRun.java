package io.xvad.video.networks;

import io.xvad.detectors.learn.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a trained network on windows. Not thread-safe.
 *
 * @param net the network
 * @param recipe what it is
 * @param terms names of the values whose means are parts of the score
 */
record NetworkRun(Trainable net, VideoRecipe recipe, List<String> terms) {

    /**
     * What a network gives for one window.
     *
     * @param errors squared error of each pixel
     * @param terms means of the terms' values
     * @param nearest index of the nearest item at each place; empty if the network has none
     * @param distances how far it is
     */
    record Found(float[] errors, double[] terms, int[] nearest, float[] distances) {}

    Found of(Map<String, INDArray> inputs) {
        List<String> names = new ArrayList<>(List.of(VideoRecipe.ERROR));
        names.addAll(terms);
        recipe.items().ifPresent(items -> names.addAll(List.of(items.nearest(), items.distances())));
        Map<String, float[]> found = net.run(inputs, names);
        float[] none = {};
        float[] nearest = recipe.items()
                .map(items -> Objects.requireNonNull(found.get(items.nearest())))
                .orElse(none);
        return new Found(
                Objects.requireNonNull(found.get(VideoRecipe.ERROR)),
                terms.stream()
                        .mapToDouble(term -> mean(Objects.requireNonNull(found.get(term))))
                        .toArray(),
                indices(nearest),
                recipe.items()
                        .map(items -> Objects.requireNonNull(found.get(items.distances())))
                        .orElse(none));
    }

    private static int[] indices(float[] values) {
        int[] indices = new int[values.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) values[i];
        }
        return indices;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
