package io.xvad.evaluation.bench;

import io.xvad.core.Image;
import java.util.Optional;

/**
 * An anomalous image to explain.
 *
 * @param image the image
 * @param mask where it is anomalous, row-major, with its geometry; empty if nobody drew it. Not copied, never written
 */
public record BenchImage(Image image, Optional<boolean[]> mask) {

    public BenchImage {
        mask.ifPresent(pixels -> {
            if (pixels.length != image.height() * image.width()) {
                throw new IllegalArgumentException("mask of " + image.id() + " needs " + image.height() * image.width()
                        + " pixels, got " + pixels.length);
            }
        });
    }
}
