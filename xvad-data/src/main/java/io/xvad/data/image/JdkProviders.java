package io.xvad.data.image;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.IIOServiceProvider;

/** The decoders and encoders that come with the JDK, which can be had from ImageIO's registry only. */
final class JdkProviders {

    private static final String PACKAGE = "com.sun.imageio.plugins.";
    private static final IIORegistry REGISTRY = registry();

    private JdkProviders() {}

    /**
     * The JDK's own provider, whatever else is registered.
     *
     * @param name of its class below {@value #PACKAGE}
     */
    static <T extends IIOServiceProvider> T get(Class<T> kind, String name) {
        Iterator<T> found = REGISTRY.getServiceProviders(
                kind, provider -> provider.getClass().getName().equals(PACKAGE + name), false);
        if (!found.hasNext()) {
            throw new IllegalStateException("this Java has no " + PACKAGE + name + ", or somebody deregistered it");
        }
        return found.next();
    }

    /**
     * The registry, made by a thread on which nothing is of this class loader. For as long as Java runs, it remembers of who
     * asked for it first the thread's context class loader, the providers that this one sees, and the classes that were
     * running: an application that did so could never be unloaded. A worker of a pool has none of them, a plain thread would
     * inherit them, and a lambda in place of the method handle would be a class of ours.
     */
    private static IIORegistry registry() {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            Callable<?> getter = MethodHandleProxies.asInterfaceInstance(
                    Callable.class,
                    MethodHandles.publicLookup()
                            .findStatic(
                                    IIORegistry.class, "getDefaultInstance", MethodType.methodType(IIORegistry.class)));
            return (IIORegistry) pool.submit(getter).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return IIORegistry.getDefaultInstance();
        } catch (ReflectiveOperationException | ExecutionException e) {
            throw new IllegalStateException("ImageIO's registry cannot be had", e);
        } finally {
            pool.shutdown();
        }
    }
}
