package io.xvad.core.progress;

import java.util.concurrent.CancellationException;

/** Cancels long work when its thread is interrupted. */
public final class Cancellation {

    private Cancellation() {}

    /**
     * To be called between units of long work. The interrupted flag stays set.
     *
     * @throws CancellationException if the current thread has been interrupted
     */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled: the thread was interrupted");
        }
    }
}
