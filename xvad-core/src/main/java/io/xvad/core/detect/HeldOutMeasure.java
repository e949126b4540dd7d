package io.xvad.core.detect;

import io.xvad.core.Samples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Provider;
import java.util.Optional;

/**
 * A service that measures something about a calibrated detector on normal samples that it did not learn from, such as how large the
 * differences are that an explainer finds in normal images. {@link Training} runs every measure of the class path after calibration, in
 * the order of their names; what one finds is kept in the model file and is a capability of the fitted detector. Stateless.
 *
 * @param <C> what it finds: an immutable, thread-safe value that needs no network
 */
public interface HeldOutMeasure<C> extends Provider {

    /** The most held-out samples a measure is given; where more are held out, this many are drawn by the seed. */
    int MOST_SAMPLES = 64;

    /** Type of the capability under which what it finds is offered; no detector and no other measure offers one of that type. */
    Class<C> type();

    /**
     * Measures. The same detector, samples and seed give the same result.
     *
     * @param calibrated decides; offers what measures of names before this one's have found
     * @param heldOut normal samples, at least one and at most {@value #MOST_SAMPLES}; regions that the detector ignores are
     *     covered in them
     * @param seed everything random follows from it
     * @param progress hears how far the work has come
     * @return empty if there is nothing to measure for this detector or these samples
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Optional<C> measure(FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress);

    /** Writes what was found to a model file; names of entries are its own, no other measure or detector sees them. */
    void write(C found, ModelWriter model);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the values cannot have come from it
     */
    C read(ModelReader model);
}
