package io.xvad.core.registry;

import java.util.Optional;

/**
 * Whether a provider can run here, and if not, which dependency is missing.
 *
 * @param missing what is missing and how to add it; empty when available
 */
public record Availability(Optional<String> missing) {

    /** The availability of a provider that can run. */
    public static Availability available() {
        return new Availability(Optional.empty());
    }

    /** The availability of a provider that cannot run until {@code what} is done, for example the Maven lines to add. */
    public static Availability missing(String what) {
        return new Availability(Optional.of(what));
    }

    /** Whether nothing is missing. */
    public boolean isAvailable() {
        return missing.isEmpty();
    }
}
