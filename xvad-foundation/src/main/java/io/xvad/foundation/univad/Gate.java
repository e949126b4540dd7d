package io.xvad.foundation.univad;

import io.xvad.core.Mask;
import java.util.List;

/** What kind of thing an image shows, by the masks of its components. */
enum Gate {
    /** A surface: there are no components to tell apart. */
    TEXTURE,
    /** One object. */
    SINGLE,
    /** Several components. */
    MULTI;

    private static final double WHOLE = 0.65;

    /** A surface where one of at most two masks covers most of the image, or there is none. */
    static Gate of(List<Mask> masks) {
        double largest = masks.stream()
                .mapToDouble(mask -> mask.count() / (double) (mask.height() * mask.width()))
                .max()
                .orElse(1);
        if (largest > WHOLE && masks.size() <= 2) {
            return TEXTURE;
        }
        return masks.size() == 1 ? SINGLE : MULTI;
    }
}
