package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A detector that has learned. Immutable and thread-safe: {@code detect} may be called from many threads at once.
 * Close it to free native memory; no method may be called after.
 */
public interface FittedDetector extends AutoCloseable {

    /**
     * Scores one sample.
     *
     * @throws IllegalArgumentException if the sample is of a kind or size this detector does not take
     */
    Detection detect(Sample sample);

    /**
     * Scores several samples, one after the other on the calling thread. Scores and maps equal those of {@link #detect}.
     *
     * @return one detection a sample, in their order
     */
    default List<Detection> detectAll(List<? extends Sample> samples) {
        return samples.stream().map(this::detect).toList();
    }

    /**
     * Scores several samples, each as one task of an executor, so that one is prepared and its map drawn while the network
     * runs on another. Scores and maps equal those of {@link #detect}. Must not be called from a thread of an executor whose
     * threads may all be waiting here.
     *
     * @param executor runs the tasks; {@code Runnable::run} scores on the calling thread
     * @return one detection a sample, in their order
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    default List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        return InParallel.map(samples, this::detect, executor);
    }

    /** The capabilities of this detector beyond scoring; the same at every call. */
    default Capabilities capabilities() {
        return Capabilities.none();
    }

    /**
     * Something this detector can do beyond scoring, for example {@code capability(RemembersNormals.class)}. Decorators
     * pass the question on, so never test with {@code instanceof}.
     */
    default <C> Optional<C> capability(Class<C> type) {
        return capabilities().get(type);
    }

    /** The provenance of this model: the detector, options and data it was made of. */
    Provenance provenance();

    /** Writes what {@link Detector#load} needs. */
    void save(ModelWriter model);

    @Override
    void close();
}
