package io.xvad.detectors.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The squared difference of an image from its reconstruction. */
public final class SquaredError {

    /** Name of the difference of each pixel, averaged over channels, shape (N, size, size). */
    public static final String MAP = "residual-map";

    /** Name of its mean over a batch. */
    public static final String MEAN = "mse-loss";

    private SquaredError() {}

    /** Adds {@link #MAP}. */
    public static SDVariable map(SameDiff graph, SDVariable input, SDVariable output) {
        return graph.math().square(output.sub(input)).mean(1).rename(MAP);
    }

    /** Adds {@link #MAP} and {@link #MEAN}. */
    public static SDVariable mean(SameDiff graph, SDVariable input, SDVariable output) {
        return map(graph, input, output).mean().rename(MEAN);
    }
}
