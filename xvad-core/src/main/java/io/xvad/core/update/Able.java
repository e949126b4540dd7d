package io.xvad.core.update;

import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.registry.Provider;
import io.xvad.core.registry.Registry;
import java.util.List;

/** Refuses models that lack a capability. */
final class Able {

    private Able() {}

    /**
     * Returns if a model has a capability.
     *
     * @param what it can do then
     * @throws IllegalArgumentException if it has not; the message names the detectors that have it
     */
    static void require(FittedDetector model, Class<?> capability, String what) {
        if (model.capabilities().types().contains(capability)) {
            return;
        }
        String name = model.provenance().detector();
        List<String> able = Registry.load(Detector.class).all().stream()
                .filter(detector -> detector.capabilities().contains(capability))
                .map(Provider::name)
                .sorted()
                .toList();
        if (able.contains(name)) {
            throw new IllegalArgumentException("this model of '" + name + "' does not keep what it takes to " + what
                    + ": it was fitted so, or by an earlier version, or with a memory for each position of a tile; fit it"
                    + " once more");
        }
        String others = able.isEmpty() ? "" : "; these can: " + String.join(", ", able);
        throw new IllegalArgumentException(
                "'" + name + "' cannot " + what + others + "; fit it anew on all that it is to know");
    }
}
