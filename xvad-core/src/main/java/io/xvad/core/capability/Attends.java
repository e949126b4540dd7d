package io.xvad.core.capability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;

/** A detector with an attention map of its own, apart from its anomaly map. Thread-safe. */
@FunctionalInterface
public interface Attends {

    /** A map of where the detector looks, with the geometry of {@code image}; higher is more attended. */
    AnomalyMap attention(Image image);
}
