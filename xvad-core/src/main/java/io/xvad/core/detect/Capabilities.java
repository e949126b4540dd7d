package io.xvad.core.detect;

import io.xvad.core.Lazy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The capabilities of a fitted detector beyond scoring: at most one object of each type. Immutable and thread-safe.
 *
 * <pre>{@code
 * Capabilities.none()
 *         .with(RemembersNormals.class, gallery)
 *         .with(Differentiable.class, () -> new ScoreGradient(network));
 * }</pre>
 */
public final class Capabilities {

    private static final Capabilities NONE = new Capabilities(Map.of());

    private final Map<Class<?>, Supplier<?>> suppliers;

    private Capabilities(Map<Class<?>, Supplier<?>> suppliers) {
        this.suppliers = suppliers;
    }

    /** No capabilities. */
    public static Capabilities none() {
        return NONE;
    }

    /** A copy with one more capability; it takes the place of one of the same type. */
    public <C> Capabilities with(Class<C> type, C capability) {
        return and(type, () -> capability);
    }

    /** A copy with one more capability, made when it is first asked for and then kept. */
    public <C> Capabilities with(Class<C> type, Supplier<? extends C> capability) {
        return and(type, new Lazy<C>(capability));
    }

    /** With all of these as well; they take the place of those of the same types. */
    public Capabilities with(Capabilities others) {
        Map<Class<?>, Supplier<?>> all = new LinkedHashMap<>(suppliers);
        all.putAll(others.suppliers);
        return new Capabilities(Collections.unmodifiableMap(all));
    }

    /** Those of the given types only. */
    public Capabilities only(Set<Class<?>> types) {
        Map<Class<?>, Supplier<?>> some = new LinkedHashMap<>(suppliers);
        some.keySet().retainAll(types);
        return new Capabilities(Collections.unmodifiableMap(some));
    }

    private Capabilities and(Class<?> type, Supplier<?> capability) {
        Map<Class<?>, Supplier<?>> more = new LinkedHashMap<>(suppliers);
        more.put(type, capability);
        return new Capabilities(Collections.unmodifiableMap(more));
    }

    /** Their types; asking for them makes no capability. */
    public Set<Class<?>> types() {
        return suppliers.keySet();
    }

    /** The one of a type, if there is one. */
    public <C> Optional<C> get(Class<C> type) {
        Supplier<?> supplier = suppliers.get(type);
        return supplier == null ? Optional.empty() : Optional.of(type.cast(supplier.get()));
    }
}
