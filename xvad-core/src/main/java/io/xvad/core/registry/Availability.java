package io.xvad.core.registry;

import io.xvad.core.XvadUnavailableException;
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

    /**
     * Tries to load native code.
     *
     * @param what is loaded, such as "FFmpeg"
     * @param loading loads it, or throws
     * @param advice what to do where it cannot be loaded, as whole sentences
     * @return available, or missing with the cause and the advice in one line
     */
    public static Availability ofNative(String what, Runnable loading, String advice) {
        try {
            loading.run();
            return available();
        } catch (RuntimeException | LinkageError e) {
            String cause = String.valueOf(root(e)).replaceAll("\\s+", " ");
            return missing(what + " cannot be loaded (" + cause + "). " + advice);
        }
    }

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Returns if it can run.
     *
     * @throws XvadUnavailableException if not; the message is what is missing
     */
    public void require() {
        missing.ifPresent(what -> {
            throw new XvadUnavailableException(what);
        });
    }

    /** Whether nothing is missing. */
    public boolean isAvailable() {
        return missing.isEmpty();
    }
}
