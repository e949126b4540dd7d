package io.xvad.evaluation.randomised;

import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.registry.Registry;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/**
 * A fitted detector whose networks are random: in each kernel and matrix of its backbone and of what it trained the weights are shuffled,
 * so that they keep their distribution and lose what was learned (Adebayo et al., 2018, "Sanity Checks for Saliency Maps", section
 * 3, where they are drawn anew). Biases, what it remembers of normal images and the geometry of its maps stay as they are. It does
 * not decide: its scores lie on another scale.
 */
public final class RandomModel {

    private RandomModel() {}

    /**
     * All networks of a detector at random.
     *
     * @return a new detector, which the caller closes; empty if the detector has no network
     */
    public static Optional<FittedDetector> of(FittedDetector fitted, long seed) {
        return of(fitted, 1, seed);
    }

    /**
     * The networks of a detector at random from their outputs on, as the cascading test wants them.
     *
     * @param share of the kernels and matrices of each network, those nearest to its outputs, in (0, 1]
     * @return a new detector, which the caller closes; empty if the detector has no network
     * @throws IllegalArgumentException if the share is out of range
     */
    public static Optional<FittedDetector> of(FittedDetector fitted, double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, got " + share);
        }
        byte[] model = Models.toBytes(fitted);
        try (ModelReader reader = ModelFile.open(new ByteArrayInputStream(model), "randomised model")) {
            ShuffledReader shuffled = new ShuffledReader(reader, share, seed);
            FittedDetector random = Registry.load(Detector.class)
                    .get(reader.provenance().detector())
                    .load(shuffled);
            if (shuffled.changedAny()) {
                return Optional.of(random);
            }
            random.close();
            return Optional.empty();
        }
    }
}
