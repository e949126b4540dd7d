package io.xvad.core.update;

import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.HeldOutMeasure;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.progress.ProgressListener;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fitted detector learn more normal samples without starting again, and makes its threshold and all that is measured on normal
 * samples anew: old scores say nothing of the changed detector. The model given stays as it is; what comes back shares nothing with it.
 * Immutable: {@code with…} returns a changed copy. Thread-safe.
 *
 * <pre>{@code
 * try (FittedDetector more = LearningMore.of(model).learn(normalsOfThisWeek)) {
 *     Models.save(more, file);
 * }
 * }</pre>
 */
public final class LearningMore {

    private static final double DEFAULT_HELD_OUT = 0.2;
    private static final double DEFAULT_FALSE_ALARM_RATE = 0.05;

    private final FittedDetector model;
    private final double heldOut;
    private final OptionalDouble falseAlarmRate;
    private final Optional<List<HeldOutMeasure<?>>> measures;
    private final LocalDate date;
    private final ProgressListener progress;

    private LearningMore(
            FittedDetector model,
            double heldOut,
            OptionalDouble falseAlarmRate,
            Optional<List<HeldOutMeasure<?>>> measures,
            LocalDate date,
            ProgressListener progress) {
        this.model = model;
        this.heldOut = heldOut;
        this.falseAlarmRate = falseAlarmRate;
        this.measures = measures;
        this.date = date;
        this.progress = progress;
    }

    /**
     * Lets a model learn more: one fifth of the new samples is held out to calibrate, the false-alarm rate is that of the model, or 0.05
     * if it was not calibrated, and the date is today's (UTC).
     *
     * @throws IllegalArgumentException if the model cannot learn more; the message names detectors that can
     */
    public static LearningMore of(FittedDetector model) {
        Able.require(model, LearnsMore.class, "learn more without starting again");
        return new LearningMore(
                model,
                DEFAULT_HELD_OUT,
                OptionalDouble.empty(),
                Optional.empty(),
                LocalDate.now(ZoneOffset.UTC),
                ProgressListener.none());
    }

    /**
     * Holding out this share of the new samples to calibrate; 0 leaves the detector undecided.
     *
     * @throws IllegalArgumentException if not in [0, 1)
     */
    public LearningMore withHeldOut(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share held out must be in [0, 1), got " + share);
        }
        return new LearningMore(model, share, falseAlarmRate, measures, date, progress);
    }

    /**
     * Deciding so that at most this share of normal samples is called anomalous.
     *
     * @throws IllegalArgumentException if not in (0, 1)
     */
    public LearningMore withFalseAlarmRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("false-alarm rate must be in (0, 1), got " + rate);
        }
        return new LearningMore(model, heldOut, OptionalDouble.of(rate), measures, date, progress);
    }

    /** Measuring nothing beyond scores and maps; see {@link io.xvad.core.detect.Training#withoutMeasures}. */
    public LearningMore withoutMeasures() {
        return new LearningMore(model, heldOut, falseAlarmRate, Optional.of(List.of()), date, progress);
    }

    /** With this date in the provenance. */
    public LearningMore dated(LocalDate day) {
        return new LearningMore(model, heldOut, falseAlarmRate, measures, day, progress);
    }

    /** Telling this listener how far it has come. */
    public LearningMore withProgress(ProgressListener listener) {
        return new LearningMore(model, heldOut, falseAlarmRate, measures, date, listener);
    }

    /**
     * Those of some samples that the model has not learned, by their ids.
     *
     * @throws IllegalArgumentException if one has the id of a sample that was learned, but was recorded at another time
     */
    public Samples unknown(Samples normals) {
        Map<String, LearnedSample> known = new HashMap<>();
        model.capability(LearnedSamples.class)
                .ifPresent(learned -> learned.all().forEach(sample -> known.put(sample.id(), sample)));
        return normals.select(IntStream.range(0, normals.size())
                .filter(index -> !isKnown(known.get(normals.id(index)), normals.time(index)))
                .toArray());
    }

    private static boolean isKnown(@Nullable LearnedSample learned, Optional<Instant> time) {
        if (learned == null) {
            return false;
        }
        LearnedSample now = new LearnedSample(learned.id(), learned.sha256(), time);
        if (!now.equals(learned)) {
            throw new IllegalArgumentException(
                    "'" + learned.id()
                            + "' was learned, but has changed since or is another of the same name: forget it first, or give it another name");
        }
        return true;
    }

    /**
     * Learns those of the samples that are {@link #unknown}, but for some that are held out, and calibrates on the latter. So the
     * threshold is one for samples like the new ones; where others are to be scored as well, give samples of both kinds to {@link
     * #learn(Samples, Samples)}.
     *
     * @param normals normal samples
     * @return calibrated, or undecided if nothing is held out
     * @throws IllegalArgumentException if none is unknown, or those held out are too few to promise the false-alarm rate
     */
    public FittedDetector learn(Samples normals) {
        Samples fresh = required(unknown(normals));
        int[] order = shuffled(fresh.size());
        int held = heldOut == 0 ? 0 : Math.min(fresh.size() - 1, (int) Math.max(1, Math.round(heldOut * fresh.size())));
        int[] calibrating = Arrays.copyOf(order, held);
        int[] learning = Arrays.copyOfRange(order, held, order.length);
        Arrays.sort(calibrating);
        Arrays.sort(learning);
        if (heldOut > 0) {
            requireEnough(held);
        }
        FittedDetector learned = learned(fresh.select(learning));
        return held == 0 ? learned : calibrated(learned, fresh.select(calibrating));
    }

    /**
     * Learns all of the samples that are {@link #unknown}, and calibrates on others.
     *
     * @param normals normal samples
     * @param calibration other normal samples, none of which the model has ever learned, nor is to learn now
     * @throws IllegalArgumentException if none is unknown, one to calibrate on has been learned before, or these are too few to promise
     *     the false-alarm rate
     */
    public FittedDetector learn(Samples normals, Samples calibration) {
        Samples fresh = required(unknown(normals));
        int known = calibration.size() - unknown(calibration).size();
        if (known > 0) {
            throw new IllegalArgumentException(known + " of the " + calibration.size()
                    + " samples to calibrate on were learned: a threshold needs others");
        }
        requireApart(fresh, calibration);
        requireEnough(calibration.size());
        return calibrated(learned(fresh), calibration);
    }

    private Samples required(Samples fresh) {
        if (fresh.size() == 0) {
            throw new IllegalArgumentException(
                    "there is nothing to learn: no normal samples, or none that the model has not learned already");
        }
        return fresh;
    }

    private static void requireApart(Samples fresh, Samples calibration) {
        Set<String> learning = ids(fresh);
        long both = ids(calibration).stream().filter(learning::contains).count();
        if (both > 0) {
            throw new IllegalArgumentException(both + " of the " + calibration.size()
                    + " samples to calibrate on are among those to learn: a threshold needs others");
        }
    }

    private static Set<String> ids(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::id).collect(Collectors.toSet());
    }

    /** Better no new model than one that quietly decides worse than the old one. */
    private void requireEnough(int held) {
        double rate = rate();
        if (Calibration.attainableRate(held, rate) > rate) {
            throw new IllegalArgumentException(String.format(
                    "%d new normal samples to calibrate on cannot promise a false-alarm rate of %.3g, which takes %.0f:"
                            + " learn more at a time, hold out more, give normal samples to calibrate on, or allow a higher rate",
                    held, rate, Math.ceil(1 / rate - 1)));
        }
    }

    private double rate() {
        return falseAlarmRate.orElseGet(() -> model.capability(Calibration.class)
                .filter(calibration -> calibration.rule() == Calibration.Rule.CONFORMAL)
                .map(Calibration::level)
                .orElse(DEFAULT_FALSE_ALARM_RATE));
    }

    private FittedDetector learned(Samples fresh) {
        return model.capability(LearnsMore.class).orElseThrow().withMore(fresh, date, progress);
    }

    private FittedDetector calibrated(FittedDetector learned, Samples calibration) {
        try {
            Recalibration calibrating =
                    Recalibration.of(learned).withFalseAlarmRate(rate()).withProgress(progress);
            return measures.map(calibrating::withMeasures).orElse(calibrating).on(calibration);
        } catch (RuntimeException e) {
            learned.close();
            throw e;
        }
    }

    /** An order of its own for each number of changes. */
    private int[] shuffled(int size) {
        SplittableRandom random = new SplittableRandom(
                model.provenance().seed() + model.provenance().changes().size() + 1);
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        return order;
    }
}
