package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelWriter;
import java.util.Map;

/** Measures how unusual the attributes of an object are for its place: all but appearance and pose. */
interface LocalDensity {

    /**
     * By attribute, higher is less usual; attributes that are not known are left out.
     *
     * @param around indices of the normal objects nearest in place that it may be compared with, nearest first; may be none
     */
    Map<AttributeKind, Double> distances(Observation object, int[] around);

    /** Writes what is not in the memory bank. */
    void write(ModelWriter model);
}
