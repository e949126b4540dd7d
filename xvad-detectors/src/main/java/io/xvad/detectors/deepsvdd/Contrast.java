package io.xvad.detectors.deepsvdd;

import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Global contrast normalisation with the L1 norm, and scaling to [0, 1] by the training images (Ruff et al., 2018, section 4): of each
 * image the mean of its values is subtracted, what is left is divided by its mean absolute value, and then by the range that this has in all
 * training images. Other images may leave that range.
 */
final class Contrast {

    static final String SMALLEST = "smallest-contrast";
    static final String RANGE = "contrast-range";

    /** Name of the images after the first of the two. */
    static final String NORMALISED = "contrast";

    private static final double EPSILON = 1e-6;

    private Contrast() {}

    /** Images of shape (N, 3, size, size), normalised. */
    static SDVariable of(Trainable net, SDVariable images, int size) {
        SameDiff graph = net.graph();
        SDVariable rows = images.reshape(-1, 3L * size * size);
        SDVariable centred = rows.sub(rows.mean(true, 1));
        SDVariable strength = graph.math().abs(centred).mean(true, 1).add(EPSILON);
        SDVariable normalised = centred.mul(strength.rdiv(1)).rename(NORMALISED);
        SDVariable scaled = normalised
                .sub(net.kept(SMALLEST, 0, 1, 1))
                .mul(net.kept(RANGE, 1, 1, 1).rdiv(1));
        return scaled.reshape(-1, 3, size, size);
    }
}
