package io.xvad.core.explain;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Explains samples with one explainer and its options. Immutable: {@code with…} returns a changed copy. Thread-safe.
 *
 * <pre>{@code
 * Explanation why = Explaining.of(explainer).withSeed(7).explain(model, image);
 * }</pre>
 */
public final class Explaining {

    private final Explainer explainer;
    private final ExplainRequest request;

    private Explaining(Explainer explainer, ExplainRequest request) {
        this.explainer = explainer;
        this.request = request;
    }

    /** Default options, seed 0, on the calling thread. */
    public static Explaining of(Explainer explainer) {
        return new Explaining(explainer, ExplainRequest.defaults(explainer));
    }

    /**
     * A copy with one option set.
     *
     * @param option one of the explainer's
     * @throws IllegalArgumentException if the explainer has no such option, or it does not allow this value
     */
    public <T> Explaining with(OptionSpec<T> option, T value) {
        return with(request.options().with(option, value), request.seed());
    }

    /**
     * A copy with these option values, as they would be typed; the rest at their defaults.
     *
     * @throws IllegalArgumentException listing everything unknown or not allowed
     */
    public Explaining withOptions(Map<String, String> values) {
        return with(Options.parse(explainer.options(), values), request.seed());
    }

    /** A copy with this seed. */
    public Explaining withSeed(long seed) {
        return with(request.options(), seed);
    }

    private Explaining with(Options options, long seed) {
        return new Explaining(
                explainer,
                new ExplainRequest(options, seed, request.progress(), request.nanoClock(), request.executor()));
    }

    /** Telling this listener how far it has come. */
    public Explaining withProgress(ProgressListener listener) {
        return new Explaining(explainer, request.withProgress(listener));
    }

    /** Doing side by side, on this executor, what can be done so. */
    public Explaining withExecutor(Executor executor) {
        return new Explaining(explainer, request.withExecutor(executor));
    }

    /** Scores a sample and explains the score; throws as {@link #explain(FittedDetector, Sample, Detection)}. */
    public Explanation explain(FittedDetector model, Sample sample) {
        return model.whileOpen(() -> explain(model, sample, model.detect(sample)));
    }

    /**
     * Explains a detection.
     *
     * @param detection what {@code model} found in {@code sample}
     * @throws IllegalArgumentException if this explainer cannot explain such a model or sample; the message says why
     */
    public Explanation explain(FittedDetector model, Sample sample, Detection detection) {
        return model.whileOpen(() -> explainer.explain(model, sample, detection, request));
    }
}
