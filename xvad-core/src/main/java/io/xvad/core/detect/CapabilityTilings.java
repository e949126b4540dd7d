package io.xvad.core.detect;

import java.util.List;

/**
 * A service that knows how capabilities of a detector of tiles are had for whole images. A {@link TiledDetector} offers only capabilities that a
 * service knows; who has a capability type of their own can add a service for it. Stateless.
 */
@FunctionalInterface
public interface CapabilityTilings {

    /** One for each type that it knows. */
    List<CapabilityTiling<?>> tilings();

    /** Those of all services of the class path; the first one of each type counts. */
    static List<CapabilityTiling<?>> all() {
        return CapabilityServices.all(CapabilityTilings.class, CapabilityTilings::tilings, CapabilityTiling::type);
    }
}
