package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Scores many samples in batches; one that cannot be read or taken, or is too large for the heap, is reported and the rest
 * go on. A batch that is too large for the heap is scored again one by one.
 */
public final class Batches {

    private Batches() {}

    /** The outcome for one sample. */
    public sealed interface Outcome permits Scored, Failed {}

    /**
     * A sample that was scored.
     *
     * @param sample the sample as it was read
     * @param detection what was found
     */
    public record Scored(Sample sample, Detection detection) implements Outcome {}

    /**
     * A sample that could not be scored.
     *
     * @param sampleId its id
     * @param cause why
     */
    public record Failed(String sampleId, RuntimeException cause) implements Outcome {}

    /**
     * Scores all samples, in order, on the calling thread, holding one batch in memory.
     *
     * @param batchSize samples in memory at once, at least 1
     * @param sink hears the index of each sample and what became of it, in order
     * @throws IllegalArgumentException if {@code batchSize} is below 1
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static void detect(
            FittedDetector detector,
            Samples samples,
            int batchSize,
            ProgressListener progress,
            BiConsumer<Integer, Outcome> sink) {
        detect(detector, samples, batchSize, Runnable::run, progress, sink);
    }

    /**
     * Scores all samples, in order, each as one task of an executor, holding one batch in memory.
     *
     * @param batchSize samples in memory at once, at least 1
     * @param executor see {@link FittedDetector#detectAll(List, Executor)}
     * @param sink hears the index of each sample and what became of it, in order
     * @throws IllegalArgumentException if {@code batchSize} is below 1
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static void detect(
            FittedDetector detector,
            Samples samples,
            int batchSize,
            Executor executor,
            ProgressListener progress,
            BiConsumer<Integer, Outcome> sink) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        for (int start = 0; start < samples.size(); start += batchSize) {
            Cancellation.check();
            int end = Math.min(samples.size(), start + batchSize);
            if (!batch(detector, samples, start, end, executor, sink)) {
                for (int i = start; i < end; i++) {
                    hand(i, outcomes(detector, samples, i, i + 1, executor).get(0), sink);
                }
            }
            progress.progressed("detect", end, samples.size());
        }
    }

    /** Whether a batch was scored and handed on; else it holds too much of the heap at once. */
    private static boolean batch(
            FittedDetector detector,
            Samples samples,
            int start,
            int end,
            Executor executor,
            BiConsumer<Integer, Outcome> sink) {
        List<Outcome> outcomes = outcomes(detector, samples, start, end, executor);
        if (outcomes.size() > 1 && outcomes.stream().anyMatch(Batches::ranOut)) {
            return false;
        }
        for (int i = start; i < end; i++) {
            hand(i, outcomes.remove(0), sink);
        }
        return true;
    }

    private static boolean ranOut(Outcome outcome) {
        return outcome instanceof Failed failed && HeapSpace.ranOut(failed.cause());
    }

    /** A sink that runs out of heap with what was found hears that the sample failed. */
    private static void hand(int index, Outcome outcome, BiConsumer<Integer, Outcome> sink) {
        if (!(outcome instanceof Scored scored)) {
            sink.accept(index, outcome);
            return;
        }
        try {
            HeapSpace.run(scored.sample().id(), () -> sink.accept(index, scored));
        } catch (XvadDataException e) {
            if (!HeapSpace.ranOut(e)) {
                throw e;
            }
            sink.accept(index, new Failed(scored.sample().id(), e));
        }
    }

    private static List<Outcome> outcomes(
            FittedDetector detector, Samples samples, int start, int end, Executor executor) {
        Map<Integer, Outcome> failed = new HashMap<>();
        List<Sample> readable = new ArrayList<>();
        for (int i = start; i < end; i++) {
            try {
                readable.add(samples.get(i));
            } catch (XvadDataException e) {
                failed.put(i, new Failed(samples.id(i), e));
            }
        }
        Iterator<Outcome> scored = scored(detector, readable, executor).iterator();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = start; i < end; i++) {
            Outcome failure = failed.get(i);
            outcomes.add(failure != null ? failure : scored.next());
        }
        return outcomes;
    }

    private static List<Outcome> scored(FittedDetector detector, List<Sample> samples, Executor executor) {
        if (samples.isEmpty()) {
            return List.of();
        }
        try {
            return HeapSpace.of(samples.get(0).id(), () -> together(detector, samples, executor));
        } catch (IllegalArgumentException e) {
            return samples.stream().map(sample -> alone(detector, sample)).toList();
        } catch (XvadDataException e) {
            if (HeapSpace.ranOut(e)) {
                return samples.stream()
                        .<Outcome>map(sample -> new Failed(sample.id(), e))
                        .toList();
            }
            if (samples.stream().noneMatch(LargeImage.class::isInstance)) {
                throw e;
            }
            return samples.stream().map(sample -> alone(detector, sample)).toList();
        }
    }

    private static List<Outcome> together(FittedDetector detector, List<Sample> samples, Executor executor) {
        List<Detection> detections = detector.detectAll(samples, executor);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            outcomes.add(new Scored(samples.get(i), detections.get(i)));
        }
        return outcomes;
    }

    /** A large image is read while it is scored, so that what it throws is its own. */
    private static Outcome alone(FittedDetector detector, Sample sample) {
        try {
            return HeapSpace.of(sample.id(), () -> new Scored(sample, detector.detect(sample)));
        } catch (IllegalArgumentException e) {
            return new Failed(sample.id(), e);
        } catch (XvadDataException e) {
            if (HeapSpace.ranOut(e) || sample instanceof LargeImage) {
                return new Failed(sample.id(), e);
            }
            throw e;
        }
    }
}
