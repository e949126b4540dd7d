package io.xvad.explainers;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import java.util.List;

/** Anomaly maps of a detection for those who cannot do without; some detectors give none. */
public final class AnomalyMaps {

    private AnomalyMaps() {}

    /**
     * The maps of a detection, at least one.
     *
     * @param who what needs them, for the message; for example {@code explainer 'counterfactual'}
     * @throws IllegalArgumentException if there are none; the message names the detector
     */
    public static List<AnomalyMap> required(String who, FittedDetector fitted, Detection detection) {
        if (detection.maps().isEmpty()) {
            throw new IllegalArgumentException(who + " needs an anomaly map, and detector '"
                    + fitted.provenance().detector() + "' gave none for '" + detection.sampleId() + "'");
        }
        return detection.maps();
    }
}
