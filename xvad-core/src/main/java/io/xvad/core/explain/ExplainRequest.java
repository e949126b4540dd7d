package io.xvad.core.explain;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What an explainer is told.
 *
 * @param options checked values of the explainer's options
 * @param seed everything random follows from it
 * @param progress hears how far the work has come
 * @param nanoClock measures the duration in the audit record, in nanoseconds
 */
public record ExplainRequest(Options options, long seed, ProgressListener progress, LongSupplier nanoClock) {

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
        return new ExplainRequest(
                Options.parse(explainer.options(), options), seed, ProgressListener.none(), System::nanoTime);
    }
}
