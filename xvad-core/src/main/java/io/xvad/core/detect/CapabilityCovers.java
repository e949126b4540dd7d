package io.xvad.core.detect;

import java.util.List;

/**
 * A service that knows how to put capabilities behind a {@link io.xvad.core.Cover}. A detector that ignores regions offers only
 * capabilities that a service knows, because any other would see what is to be ignored; who has a capability type of their own can add
 * a service for it. Stateless.
 */
@FunctionalInterface
public interface CapabilityCovers {

    /** One for each type that it knows. */
    List<CapabilityCover<?>> covers();

    /** Those of all services of the class path; the first one of each type counts. */
    static List<CapabilityCover<?>> all() {
        return CapabilityServices.all(CapabilityCovers.class, CapabilityCovers::covers, CapabilityCover::type);
    }
}
