package io.xvad.onnx;

import ai.onnxruntime.OrtException;
import io.xvad.core.XvadModelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Calls native code on a thread with a stack of its own: ONNX Runtime 1.29 overflows Java's default stack of 1 MB while it
 * reads a model, on Linux without any message but a dead process.
 */
final class LargeStack {

    private static final long BYTES = 64L << 20;

    private LargeStack() {}

    /** What is called. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws OrtException;
    }

    static <T> T call(Call<T> call) throws OrtException {
        FutureTask<T> task = new FutureTask<>(call::call);
        new Thread(null, task, "xvad-onnxruntime-open", BYTES).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("cancelled while a network was opened");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException cause) {
                throw cause;
            }
            throw new XvadModelException("ONNX Runtime failed: " + e.getCause(), e);
        }
    }
}
