package io.xvad.core.registry;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.option.Names;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one service, by name. A provider that fails to load is listed as {@link #broken()} and does not
 * keep the rest from loading. Immutable and thread-safe.
 *
 * @param <P> the service
 */
public final class Registry<P extends Provider> {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final String what;
    private final Map<String, P> providers;
    private final List<Throwable> broken;

    private Registry(String what, Map<String, P> providers, List<Throwable> broken) {
        this.what = what;
        this.providers = providers;
        this.broken = broken;
    }

    /**
     * Finds the providers of a service with the thread's context class loader, then with the service's own.
     *
     * @throws IllegalStateException if two jars offer one name; the message names both
     */
    public static <P extends Provider> Registry<P> load(Class<P> service) {
        Registering<P> registering = new Registering<>(service);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            registering.addAll(ServiceLoader.load(service, context));
        }
        registering.addAll(ServiceLoader.load(service, service.getClassLoader()));
        return registering.registry();
    }

    /**
     * A registry of the given providers, for tests and for applications that do without service discovery.
     *
     * @throws IllegalStateException if two of them have one name
     */
    public static <P extends Provider> Registry<P> of(Class<P> service, List<? extends P> providers) {
        Registering<P> registering = new Registering<>(service);
        providers.forEach(registering::add);
        return registering.registry();
    }

    /**
     * The provider of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names and the nearest
     * @throws XvadUnavailableException if it cannot run here; the message says what to add
     */
    public P get(String name) {
        P provider = providers.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(Names.unknown(what, name, providers.keySet()) + brokenNote());
        }
        provider.availability().missing().ifPresent(missing -> {
            throw new XvadUnavailableException("The " + what + " '" + name + "' cannot run here: " + missing);
        });
        return provider;
    }

    private String brokenNote() {
        return broken.isEmpty() ? "" : " Failed to load: " + broken;
    }

    /** Every provider, available or not, ordered by name. */
    public List<P> all() {
        return List.copyOf(providers.values());
    }

    /** Why providers that are declared could not be loaded; empty when all could. */
    public List<Throwable> broken() {
        return broken;
    }

    /** Collects providers, refusing two of one name that are not the same class. */
    private static final class Registering<P extends Provider> {
        private final Class<P> service;
        private final String what;
        private final Map<String, P> providers = new TreeMap<>();
        private final List<Throwable> broken = new ArrayList<>();

        Registering(Class<P> service) {
            this.service = service;
            this.what = service.getSimpleName()
                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT);
        }

        void addAll(ServiceLoader<P> loader) {
            Iterator<P> iterator = loader.iterator();
            while (true) {
                try {
                    if (!iterator.hasNext()) {
                        return;
                    }
                    add(iterator.next());
                } catch (ServiceConfigurationError | LinkageError e) {
                    LOG.warn("A {} could not be loaded: {}", what, e.toString());
                    broken.add(e);
                }
            }
        }

        void add(P provider) {
            String name = Names.requireKebabCase(what, provider.name());
            P known = providers.putIfAbsent(name, provider);
            if (known == null) {
                LOG.debug(
                        "{} '{}' is {} from {}", what, name, provider.getClass().getName(), origin(provider));
            } else if (known.getClass() != provider.getClass()) {
                throw new IllegalStateException("Two providers are named '" + name + "': "
                        + known.getClass().getName() + " from " + origin(known) + " and "
                        + provider.getClass().getName() + " from " + origin(provider)
                        + ". Remove one of them from the class path.");
            }
        }

        private static String origin(Provider provider) {
            CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
            return source == null ? "an unknown place" : String.valueOf(source.getLocation());
        }

        Registry<P> registry() {
            LOG.debug("{} providers of {}", providers.size(), service.getName());
            return new Registry<>(what, new TreeMap<>(providers), List.copyOf(broken));
        }
    }
}
