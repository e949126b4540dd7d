package io.xvad.metrics.explanation.axiom;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.explanation.complexity.EntropyComplexity;
import io.xvad.metrics.explanation.stability.MapSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Model-parameter randomisation test (Adebayo et al., 2018, "Sanity Checks for Saliency Maps"): the explanation of a
 * network whose layers are randomised one after another, from the output on. If it stays as it was, it does not explain
 * the network.
 *
 * @param layers the layers in the order they were randomised, each together with those before it
 * @param similarity how alike the map still is after each
 * @param entropyRise relative rise of the map's entropy from the trained to the fully randomised network (efficient MPRT,
 *     Hedström et al., 2024); higher is better
 */
public record ParameterRandomisation(List<String> layers, List<MapSimilarity> similarity, double entropyRise) {

    /**
     * Runs the test.
     *
     * @param layers names of layers from the output to the input, at least one
     * @param explain the map after the first {@code n} of the layers were randomised; 0 for the trained network
     * @param topShare see {@link MapSimilarity#of}
     * @throws IllegalArgumentException if there are no layers
     */
    public static ParameterRandomisation of(
            List<String> layers, Function<Integer, AnomalyMap> explain, double topShare) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("needs at least one layer");
        }
        AnomalyMap trained = explain.apply(0);
        AnomalyMap last = trained;
        List<MapSimilarity> similarity = new ArrayList<>();
        for (int n = 1; n <= layers.size(); n++) {
            last = explain.apply(n);
            similarity.add(MapSimilarity.of(trained, last, topShare));
        }
        double before = EntropyComplexity.of(trained);
        return new ParameterRandomisation(
                List.copyOf(layers), List.copyOf(similarity), (EntropyComplexity.of(last) - before) / before);
    }

    /**
     * Smooth MPRT (Hedström et al., 2024): the same on maps averaged over noisy images, so that noise in a map is not
     * taken for independence of the network.
     *
     * @param explain the map of the draw-th noisy image after the first {@code n} layers were randomised
     * @param draws noisy images, at least 1
     */
    public static ParameterRandomisation smooth(
            List<String> layers, DrawnExplanation explain, int draws, double topShare) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + draws);
        }
        return of(layers, n -> mean(explain, n, draws), topShare);
    }

    /** Makes the map of one of several noisy images. */
    @FunctionalInterface
    public interface DrawnExplanation {
        /** The map of the draw-th noisy image after the first {@code randomised} layers were randomised. */
        AnomalyMap map(int randomised, int draw);
    }

    private static AnomalyMap mean(DrawnExplanation explain, int randomised, int draws) {
        AnomalyMap first = explain.map(randomised, 0);
        float[] sum = first.toArray();
        for (int draw = 1; draw < draws; draw++) {
            float[] values = explain.map(randomised, draw).toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= draws;
        }
        return AnomalyMap.of(first.height(), first.width(), sum);
    }
}
