package io.xvad.core.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

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
        List<CapabilityCover<?>> all = new ArrayList<>();
        Set<Class<?>> types = new HashSet<>();
        for (ClassLoader loader : loaders()) {
            for (CapabilityCovers service : ServiceLoader.load(CapabilityCovers.class, loader)) {
                service.covers().stream()
                        .filter(cover -> types.add(cover.type()))
                        .forEach(all::add);
            }
        }
        return List.copyOf(all);
    }

    private static List<ClassLoader> loaders() {
        ClassLoader own = CapabilityCovers.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null || context == own ? List.of(own) : List.of(own, context);
    }
}
