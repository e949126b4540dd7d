package io.xvad.core.update;

import io.xvad.core.Samples;
import io.xvad.core.capability.Forgets;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.progress.ProgressListener;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lets a fitted detector forget samples that it has learned, by their ids or by their time. Scores of held-out samples, the threshold
 * and all that was measured on normal samples are dropped, since they are those of the detector as it was: calibrate what comes back
 * with {@link io.xvad.core.detect.Recalibration} on normal samples that it has not learned. The model given stays as it is; what comes
 * back shares nothing with it, and saved it holds no id, image or feature vector of what was forgotten. {@link
 * io.xvad.core.model.Provenance#changes} says whether it equals a fit on the rest, and what it still owes to it if not. Immutable: {@code with…} returns a changed copy.
 * Thread-safe.
 *
 * <pre>{@code
 * try (FittedDetector less = Forgetting.of(model).forget(List.of("images/0007.png"))) {
 *     Models.save(Recalibration.of(less).on(otherNormals), file);
 * }
 * }</pre>
 */
public final class Forgetting {

    private static final int NAMED = 5;

    private final FittedDetector model;
    private final Samples again;
    private final LocalDate date;
    private final ProgressListener progress;

    private Forgetting(FittedDetector model, Samples again, LocalDate date, ProgressListener progress) {
        this.model = model;
        this.again = again;
        this.date = date;
        this.progress = progress;
    }

    /**
     * Lets a model forget; the date is today's (UTC).
     *
     * @throws IllegalArgumentException if the model cannot forget; the message names detectors that can
     */
    public static Forgetting of(FittedDetector model) {
        Able.require(model, Forgets.class, "forget samples");
        return new Forgetting(model, Samples.of(List.of()), LocalDate.now(ZoneOffset.UTC), ProgressListener.none());
    }

    /** Whether the samples to forget must be given once more {@link #with}, because the detector subtracts them. */
    public boolean needsSamples() {
        return forgets().needsSamples();
    }

    /** With samples among which are those to forget, with the ids that they were learned by. */
    public Forgetting with(Samples samples) {
        return new Forgetting(model, samples, date, progress);
    }

    /** With this date in the provenance. */
    public Forgetting dated(LocalDate day) {
        return new Forgetting(model, again, day, progress);
    }

    /** Telling this listener how far it has come. */
    public Forgetting withProgress(ProgressListener listener) {
        return new Forgetting(model, again, date, listener);
    }

    /** The samples that the model has learned. */
    public LearnedSamples learned() {
        return model.capability(LearnedSamples.class).orElseThrow();
    }

    /**
     * Forgets the samples of some ids.
     *
     * @return undecided
     * @throws IllegalArgumentException if there are none, the model has not learned one of them, or nothing would be left
     */
    public FittedDetector forget(Collection<String> ids) {
        Set<String> forgotten = Set.copyOf(ids);
        requireLearned(forgotten);
        if (learned().only(id -> !forgotten.contains(id)).size() == 0) {
            throw new IllegalArgumentException("these are all " + forgotten.size()
                    + " samples that the model has learned: delete the model instead");
        }
        return forgets().without(forgotten::contains, again, date, progress);
    }

    /**
     * Forgets the samples that were recorded before some time. Samples of which no time is known are kept; {@link #ofUnknownTime} says
     * how many these are.
     *
     * @return undecided
     * @throws IllegalArgumentException if there are none, or nothing would be left
     */
    public FittedDetector forgetBefore(Instant time) {
        return forget(before(time));
    }

    /** Ids of the samples that were recorded before some time. */
    public List<String> before(Instant time) {
        return learned().all().stream()
                .filter(sample -> sample.time().filter(time::isAfter).isPresent())
                .map(LearnedSample::id)
                .toList();
    }

    /** How many of the samples that the model has learned have no known time. */
    public long ofUnknownTime() {
        return learned().all().stream()
                .filter(sample -> sample.time().isEmpty())
                .count();
    }

    private void requireLearned(Set<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no samples to forget");
        }
        Set<String> unknown = new TreeSet<>(ids);
        unknown.removeAll(learned().ids());
        if (!unknown.isEmpty()) {
            String some = unknown.stream().limit(NAMED).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "the model has not learned "
                            + some + (unknown.size() > NAMED ? " and " + (unknown.size() - NAMED) + " others" : "")
                            + "; of samples that were held out it keeps scores and measures, which calibrating it on others replaces");
        }
    }

    private Forgets forgets() {
        return model.capability(Forgets.class).orElseThrow();
    }
}
