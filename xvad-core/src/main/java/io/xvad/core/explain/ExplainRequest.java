package io.xvad.core.explain;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Options, seed, listener and threads of an explanation.
 *
 * @param options checked values of the explainer's options
 * @param seed everything random follows from it
 * @param progress hears how far the work has come
 * @param nanoClock measures the duration in the audit record, in nanoseconds
 * @param executor runs what can be done side by side; {@code Runnable::run} does it on the calling thread
 */
public record ExplainRequest(
        Options options, long seed, ProgressListener progress, LongSupplier nanoClock, Executor executor) {

    /** Default options, seed 0, nobody listening. */
    public static ExplainRequest defaults(Explainer explainer) {
        return of(explainer, Map.of(), 0);
    }

    /**
     * Option values as they would be typed, and a seed.
     *
     * @throws IllegalArgumentException listing everything unknown or not allowed
     */
    public static ExplainRequest of(Explainer explainer, Map<String, String> options, long seed) {
        return of(Options.parse(explainer.options(), options), seed);
    }

    /** Checked option values, and a seed. */
    public static ExplainRequest of(Options options, long seed) {
        return new ExplainRequest(options, seed, ProgressListener.none(), System::nanoTime, Runnable::run);
    }

    /** Telling this listener how far the work has come. */
    public ExplainRequest withProgress(ProgressListener listener) {
        return new ExplainRequest(options, seed, listener, nanoClock, executor);
    }

    /** Doing side by side, on this executor, what can be done so. */
    public ExplainRequest withExecutor(Executor newExecutor) {
        return new ExplainRequest(options, seed, progress, nanoClock, newExecutor);
    }
}
