package io.xvad.core.detect;

import io.xvad.core.Samples;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Training} of which other machines do most: they gather what parts of the normal samples tell, join it, and score the samples
 * held out. The split, what is learned from and the calibration are those of {@link Training#fit(Samples)}. Immutable and thread-safe.
 *
 * <pre>{@code
 * TrainingInParts training = Training.of(new PaDiM()).inParts(normals);
 * GatheringTask task = training.task();
 * Gathered all = task.join(List.of(task.gather(some, places), task.gather(others, otherPlaces)));
 * FittedDetector model = training.fit(all);
 * }</pre>
 */
public final class TrainingInParts {

    private final FitsInParts<?> detector;
    private final FitRequest request;
    private final Calibrator calibrator;
    private final List<HeldOutMeasure<?>> measures;
    private final Samples learned;
    private final Samples heldOut;

    TrainingInParts(
            FitsInParts<?> detector,
            FitRequest request,
            Calibrator calibrator,
            List<HeldOutMeasure<?>> measures,
            Samples learned,
            Samples heldOut) {
        this.detector = detector;
        this.request = request;
        this.calibrator = calibrator;
        this.measures = measures;
        this.learned = learned;
        this.heldOut = heldOut;
    }

    static FitsInParts<?> divisible(Detector detector) {
        if (detector instanceof FitsInParts<?> divisible) {
            return divisible;
        }
        throw new IllegalArgumentException(
                "detector '" + detector.name() + "' cannot be fitted in parts: it needs all normal samples at once");
    }

    /** The samples that are learned from. */
    public Samples learned() {
        return learned;
    }

    /** The samples that calibrate; may be none. */
    public Samples heldOut() {
        return heldOut;
    }

    /** What other machines do to learn. */
    public GatheringTask task() {
        return new GatheringTask(detector.name(), request.options().asText(), request.seed(), learned.size());
    }

    /**
     * Fits to what all parts tell; a limited number of samples is read again. The detector is undecided.
     *
     * @throws IllegalArgumentException if a sample that is learned from was not read
     */
    public FittedDetector fit(Gathered all) {
        if (all.digests().size() != learned.size()) {
            throw new IllegalArgumentException("all " + learned.size() + " samples must have been gathered, got "
                    + all.digests().size());
        }
        return UntilClosed.of(fitted(detector, all));
    }

    private <P extends Serializable> FittedDetector fitted(FitsInParts<P> divisible, Gathered all) {
        return divisible.fitGathered(divisible.partType().cast(all.told()), learned, learnedSamples(all), request);
    }

    private LearnedSamples learnedSamples(Gathered all) {
        List<LearnedSample> samples = new ArrayList<>();
        all.digests()
                .forEach((place, digest) ->
                        samples.add(new LearnedSample(learned.id(place), digest, learned.time(place))));
        return new LearnedSamples(samples);
    }

    /**
     * Calibrates on the scores of the samples held out, and runs measures on some of them as {@link Training} does.
     *
     * @param model closed with what comes back
     * @param scores of each sample held out, in their order; none leaves the detector undecided
     * @throws IllegalArgumentException if there is not one score a sample
     */
    public FittedDetector calibrate(FittedDetector model, List<HeldOutScore> scores) {
        if (scores.size() != heldOut.size()) {
            throw new IllegalArgumentException(
                    "needs a score of each of " + heldOut.size() + " samples held out, got " + scores.size());
        }
        if (scores.isEmpty()) {
            return model;
        }
        return new Measuring(measures, request.seed(), request.progress())
                .on(calibrator.calibrate(model, scores), heldOut);
    }
}
