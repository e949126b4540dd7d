package io.xvad.language.check;

import io.xvad.core.Mask;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model says of an image.
 *
 * @param anomalous whether it calls it anomalous
 * @param score how sure it is of that, from 0 (normal) to 1 (anomalous)
 * @param place the pixels that it points at, if any; at least one
 * @param count of how many things it speaks, if it gives a number of what can be counted; at least 0
 */
public record Claim(boolean anomalous, double score, Optional<Mask> place, OptionalInt count) {

    public Claim {
        place = place.filter(Mask::any);
        if (count.isPresent() && count.getAsInt() < 0) {
            throw new IllegalArgumentException("a claim counts at least 0 things, got " + count.getAsInt());
        }
    }

    /** A claim that gives no number of anything. */
    public Claim(boolean anomalous, double score, Optional<Mask> place) {
        this(anomalous, score, place, OptionalInt.empty());
    }
}
