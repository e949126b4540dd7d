package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.MapBand;
import io.xvad.core.MapBands;
import io.xvad.core.Sample;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A detector that has learned. Immutable and thread-safe: {@code detect} may be called from many threads at once.
 *
 * <p>Close it to free native memory. {@link Training} and {@link Models} give models that may be closed while they are in use,
 * whatever the detector: see {@link #close}. Somebody who closes what {@link Detector#fit} itself gives waits for its scores first.
 */
public interface FittedDetector extends AutoCloseable {

    /**
     * Scores one sample. The map of a {@link io.xvad.core.LargeImage}, where the detector sees tiles, is a {@link
     * io.xvad.core.ReducedMap}; regions are in the image's own pixels.
     *
     * @throws IllegalArgumentException if the sample is of a kind or size this detector does not take
     */
    Detection detect(Sample sample);

    /**
     * Scores one sample and gives its map, that of an image, in bands instead of with the detection. A detector that sees tiles does so in
     * bounded memory; any other holds the map whole and gives it as one band.
     *
     * @param bands takes the map on the calling thread; hears nothing of a detector that gives none
     * @return the detection without maps
     * @throws IllegalArgumentException as {@link #detect(Sample)}
     */
    default Detection detect(Sample sample, MapBands bands) {
        Detection whole = detect(sample);
        whole.maps().stream().findFirst().ifPresent(map -> bands.add(new MapBand(0, map, Optional.empty())));
        return whole.with(whole.verdict(), List.of(), whole.regions());
    }

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

    /**
     * Does some work during which this model stays open, for example several scores that belong together: {@link #close} waits for
     * its end. The work may itself wait for other threads only where those call no method of this model.
     *
     * @param <R> what the work gives
     * @throws IllegalStateException if this model is closed
     */
    default <R> R whileOpen(Supplier<R> work) {
        return work.get();
    }

    /**
     * Frees native memory. Of a model that {@link Training} or {@link Models} gave: waits for the scores, explanations and other
     * work that other threads have begun; whatever is called later, of the model, its capabilities or its streams of frames, throws
     * {@link IllegalStateException}. {@link #provenance} may still be asked, and closing again, or from several threads at once, is
     * harmless. Called by work of {@link #whileOpen}, it returns at once, and memory is freed when the last work has ended.
     */
    @Override
    void close();
}
