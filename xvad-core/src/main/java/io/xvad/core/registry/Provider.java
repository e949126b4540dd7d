package io.xvad.core.registry;

import io.xvad.core.option.OptionSpec;
import java.util.List;

/**
 * A named, stateless service with a no-argument constructor, found through {@link java.util.ServiceLoader}.
 * Constructing one and asking it these questions touches no native code. Implementations are thread-safe.
 */
public interface Provider {

    /** Kebab-case name, unique among providers of one service. */
    String name();

    /** A line that says what it does. */
    String description();

    /** The options it takes; names are unique. */
    default List<OptionSpec<?>> options() {
        return List.of();
    }

    /** Whether it can run here. */
    default Availability availability() {
        return Availability.available();
    }
}
