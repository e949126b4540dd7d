package io.xvad.core.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/** Finds what services of the class path know of types of capability. */
final class CapabilityServices {

    private CapabilityServices() {}

    /**
     * What all services know; the first one of each type counts.
     *
     * @param known what one service knows
     * @param type of the capability that it is about
     */
    static <S, K> List<K> all(Class<S> service, Function<S, List<K>> known, Function<K, Class<?>> type) {
        List<K> all = new ArrayList<>();
        Set<Class<?>> types = new HashSet<>();
        for (ClassLoader loader : loaders()) {
            for (S one : ServiceLoader.load(service, loader)) {
                known.apply(one).stream()
                        .filter(each -> types.add(type.apply(each)))
                        .forEach(all::add);
            }
        }
        return List.copyOf(all);
    }

    private static List<ClassLoader> loaders() {
        ClassLoader own = CapabilityServices.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null || context == own ? List.of(own) : List.of(own, context);
    }
}
