package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.Lifetime;
import io.xvad.core.Sample;
import java.util.Optional;
import java.util.function.Function;

/**
 * The model that a service scores with, to be replaced by another while requests come in. No request fails: each is answered by the
 * model that is current when it begins, and the model before is closed when its last request has ended. Thread-safe.
 *
 * <pre>{@code
 * CurrentModel current = new CurrentModel(Models.load(file));
 * Detection found = current.detect(image);                      // threads of requests
 * current.replace(Models.load(newer));                          // the thread that hears of a new file
 * }</pre>
 */
public final class CurrentModel implements AutoCloseable {

    /** A model, and how long it serves. */
    private record Serving(FittedDetector model, Lifetime lifetime) {

        static Serving of(FittedDetector model) {
            return new Serving(model, new Lifetime("current model", model::close));
        }
    }

    private volatile Serving serving;
    private boolean closed;

    /** Scores with this model, which it closes when it is replaced or closed itself. */
    public CurrentModel(FittedDetector first) {
        this.serving = Serving.of(first);
    }

    /**
     * Scores one sample; throws as {@link FittedDetector#detect}.
     *
     * @throws IllegalStateException if it is closed
     */
    public Detection detect(Sample sample) {
        return apply(model -> model.detect(sample));
    }

    /**
     * Does some work with one model, which stays open until the work has ended, for example to score an image and explain the score.
     *
     * @param work must not keep the model
     * @param <R> what the work gives
     * @throws IllegalStateException if it is closed
     */
    public <R> R apply(Function<FittedDetector, R> work) {
        while (true) {
            Serving now = serving;
            Optional<R> result = now.lifetime.ifOpen(() -> work.apply(now.model));
            if (result.isPresent()) {
                return result.get();
            }
            if (serving == now) {
                throw new IllegalStateException("the current model is closed");
            }
        }
    }

    /**
     * Lets another model answer the requests that come from now on, waits for those that the one before still answers, and closes
     * it. Called by work of {@link #apply}, it does not wait, and the last work to end closes.
     *
     * @throws IllegalStateException if it is closed; the model given stays open
     */
    public void replace(FittedDetector next) {
        Serving before = swapped(next);
        if (before.model != next) {
            before.lifetime.close();
        }
    }

    private synchronized Serving swapped(FittedDetector next) {
        if (closed) {
            throw new IllegalStateException("the current model is closed");
        }
        Serving before = serving;
        if (before.model != next) {
            serving = Serving.of(next);
        }
        return before;
    }

    /** Closes the model when the requests that it answers have ended; later ones are refused. Closing again is harmless. */
    @Override
    public void close() {
        last().lifetime.close();
    }

    private synchronized Serving last() {
        closed = true;
        return serving;
    }
}
