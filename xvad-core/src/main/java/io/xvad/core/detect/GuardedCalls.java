package io.xvad.core.detect;

import io.xvad.core.Lifetime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a capability that are let through as long as the model it belongs to is open. What a call gives to be closed, such as a
 * stream of frames, is guarded in the same way; closing it is always let through, since it frees what is its own.
 */
record GuardedCalls(Object target, Lifetime lifetime) implements InvocationHandler {

    private static final String CLOSE = "close";

    /** The capability itself, if it is a value and not a public interface that may run a network. */
    static <C> C of(Class<C> type, C capability, Lifetime lifetime) {
        if (!isOpenInterface(type)) {
            return capability;
        }
        ClassLoader loader = type.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, new GuardedCalls(capability, lifetime)));
    }

    private static boolean isOpenInterface(Class<?> type) {
        return type.isInterface()
                && !type.isSealed()
                && Modifier.isPublic(type.getModifiers())
                && type.getModule().isExported(type.getPackageName(), GuardedCalls.class.getModule());
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method, arguments);
        }
        if (method.getName().equals(CLOSE) && method.getParameterCount() == 0) {
            return invoked(method, arguments);
        }
        Optional<Object> result = lifetime.use(() -> Optional.ofNullable(invoked(method, arguments)));
        return result.map(found -> guarded(method.getReturnType(), found)).orElse(null);
    }

    /** Two guards of one capability are equal. */
    private @Nullable Object ofObject(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (arguments == null) {
            return invoked(method, arguments);
        }
        Object other = arguments[0];
        return other != null && Proxy.isProxyClass(other.getClass()) && equals(Proxy.getInvocationHandler(other));
    }

    private Object guarded(Class<?> type, Object result) {
        if (result instanceof FittedDetector detector) {
            return UntilClosed.of(detector);
        }
        return AutoCloseable.class.isAssignableFrom(type) ? ofResult(type, result) : result;
    }

    private <C> C ofResult(Class<C> type, Object result) {
        return of(type, type.cast(result), lifetime);
    }

    private @Nullable Object invoked(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
