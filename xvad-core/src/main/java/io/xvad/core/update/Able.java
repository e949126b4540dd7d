package io.xvad.core.update;

import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.registry.Provider;
import io.xvad.core.registry.Registry;
import java.util.List;
import java.util.stream.Collectors;

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
                    + ": it was fitted so, or by an earlier version; fit it once more");
        }
        throw new IllegalArgumentException("'" + name + "' cannot " + what + "; these can: "
                + able.stream().collect(Collectors.joining(", ")) + "; any other is fitted anew on all samples");
    }
}
