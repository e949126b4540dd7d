package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelWriter;
import java.util.Map;

/** How unlike that of normal things at about the same place the attributes of a thing are: all but appearance and pose. */
interface LocalDensity {

    /**
     * By attribute, higher is less usual; attributes that are not known are left out.
     *
     * @param around the normal things nearest in place that it may be compared with, nearest first; may be none
     */
    Map<AttributeKind, Double> distances(Observation seen, int[] around);

    /** Writes what the bank does not have. */
    void write(ModelWriter model);
}
