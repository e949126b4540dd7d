package io.xvad.core;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is built when it is first asked for, such as one that needs ND4J. Thread-safe.
 *
 * @param <T> what is built
 */
public final class Lazy<T> implements Supplier<T> {

    private final Supplier<? extends T> building;
    private @Nullable T built;

    /** Creates a holder whose value {@code building} makes when it is first asked for. */
    public Lazy(Supplier<? extends T> building) {
        this.building = building;
    }

    @Override
    public synchronized T get() {
        T value = built;
        if (value == null) {
            value = building.get();
            built = value;
        }
        return value;
    }

    /** Does something with it if it has been built, for example closes it. */
    public synchronized void ifBuilt(Consumer<? super T> action) {
        if (built != null) {
            action.accept(built);
        }
    }
}
