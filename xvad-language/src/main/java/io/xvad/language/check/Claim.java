package io.xvad.language.check;

import io.xvad.core.Mask;
import java.util.Optional;

/**
 * What a model says of an image.
 *
 * @param anomalous whether it calls it anomalous
 * @param score how sure it is of that, from 0 (normal) to 1 (anomalous)
 * @param place the pixels that it points at, if any; at least one
 */
public record Claim(boolean anomalous, double score, Optional<Mask> place) {

    public Claim {
        place = place.filter(Mask::any);
    }
}
