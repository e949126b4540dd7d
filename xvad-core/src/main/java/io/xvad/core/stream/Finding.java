package io.xvad.core.stream;

import io.xvad.core.Box;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.Optional;

/**
 * Something in a frame, and how it differs from what is normal at its place.
 *
 * @param box where it is, in pixels of the frame
 * @param score how anomalous it is, on the scale of the frame's score before smoothing
 * @param attributes measured attributes with their normal ranges, the most telling first
 * @param nearest the normal thing most like it
 */
public record Finding(Box box, double score, List<AttributeDeviation> attributes, Optional<NormalPatch> nearest) {

    public Finding {
        attributes = List.copyOf(attributes);
    }
}
