package io.xvad.core.stream;

import io.xvad.core.Box;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.Optional;

/**
 * An object or a place in a frame that a detector holds for anomalous, and how it differs from what is normal there. Immutable.
 *
 * @param box where it is, in pixels of the frame
 * @param score raw anomaly score, on the scale of the frame's score before smoothing
 * @param attributes measured attributes with their normal ranges, the most telling first; empty if the detector measures none
 * @param nearest the normal example most like it; empty if the detector remembers none
 */
public record Finding(Box box, double score, List<AttributeDeviation> attributes, Optional<NormalPatch> nearest) {

    public Finding {
        attributes = List.copyOf(attributes);
    }
}
