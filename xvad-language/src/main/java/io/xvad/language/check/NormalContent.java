package io.xvad.language.check;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import java.util.function.BiFunction;

/** What would be normal in a region, as far as a detector knows. */
public final class NormalContent {

    private NormalContent() {}

    /** The detector's own normal version of a region if it makes one, else what surrounds the region. */
    public static BiFunction<Image, Mask, Image> of(FittedDetector fitted) {
        return fitted.capability(Reconstructs.class)
                .<BiFunction<Image, Mask, Image>>map(own ->
                        (image, place) -> own.reconstruct(image, place, 1).get(0))
                .orElse(Surroundings::fill);
    }
}
