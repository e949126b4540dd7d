package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapStatistics;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a detector and calibrates it on normal samples held out from the fit. An immutable recipe: {@code with…} returns
 * a changed copy. Thread-safe.
 *
 * <pre>{@code
 * FittedDetector model = Training.of(detector).withSeed(7).fit(normals);
 * }</pre>
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private final Detector detector;
    private final Options options;
    private final long seed;
    private final double heldOut;
    private final double falseAlarmRate;
    private final ProgressListener progress;

    private Training(
            Detector detector,
            Options options,
            long seed,
            double heldOut,
            double falseAlarmRate,
            ProgressListener progress) {
        this.detector = detector;
        this.options = options;
        this.seed = seed;
        this.heldOut = heldOut;
        this.falseAlarmRate = falseAlarmRate;
        this.progress = progress;
    }

    /** Default options, seed 0, one fifth of the samples held out, a false-alarm rate of 0.05. */
    public static Training of(Detector detector) {
        return new Training(detector, Options.defaults(detector.options()), 0, 0.2, 0.05, ProgressListener.none());
    }

    /**
     * With these option values, as they would be typed; the rest at their defaults.
     *
     * @throws IllegalArgumentException listing everything unknown or not allowed
     */
    public Training withOptions(Map<String, String> values) {
        Options parsed = Options.parse(detector.options(), values);
        return new Training(detector, parsed, seed, heldOut, falseAlarmRate, progress);
    }

    /** With this seed. */
    public Training withSeed(long newSeed) {
        return new Training(detector, options, newSeed, heldOut, falseAlarmRate, progress);
    }

    /**
     * Holding out this share of the samples for calibration; 0 leaves the detector undecided.
     *
     * @throws IllegalArgumentException if not in [0, 1)
     */
    public Training withHeldOut(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share held out must be in [0, 1), got " + share);
        }
        return new Training(detector, options, seed, share, falseAlarmRate, progress);
    }

    /**
     * Deciding so that at most this share of normal samples is called anomalous, on average over calibration sets. Where
     * fewer than {@code 1 / rate - 1} samples are held out, the smallest rate they can promise is used and a warning is
     * logged.
     *
     * @throws IllegalArgumentException if not in (0, 1)
     */
    public Training withFalseAlarmRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("false-alarm rate must be in (0, 1), got " + rate);
        }
        return new Training(detector, options, seed, heldOut, rate, progress);
    }

    /** Telling this listener how far it has come. */
    public Training withProgress(ProgressListener listener) {
        return new Training(detector, options, seed, heldOut, falseAlarmRate, listener);
    }

    /**
     * Splits, fits and calibrates. With a single sample, or nothing held out, the detector comes back uncalibrated and
     * its decisions are {@link io.xvad.core.Decision#UNDECIDED}.
     *
     * @param normals normal samples, at least one
     * @throws IllegalArgumentException if there are none
     */
    public FittedDetector fit(Samples normals) {
        int size = normals.size();
        if (size == 0) {
            throw new IllegalArgumentException("training needs at least one normal sample, got none");
        }
        int[] order = shuffled(size);
        int calibrating = heldOutOf(size);
        int[] fitted = Arrays.copyOfRange(order, calibrating, size);
        int[] held = Arrays.copyOf(order, calibrating);
        Arrays.sort(fitted);
        Arrays.sort(held);
        FittedDetector model =
                detector.fit(TrainingSet.normals(normals.select(fitted)), new FitRequest(options, seed, progress));
        return calibrating == 0 ? model : calibrated(model, normals.select(held));
    }

    /**
     * Fits on all of one set and calibrates on all of another, for normal samples that must not be split at random, such
     * as overlapping crops or neighbouring frames.
     *
     * @param normals normal samples to learn from, at least one
     * @param calibration other normal samples, at least one
     * @throws IllegalArgumentException if there are none
     */
    public FittedDetector fit(Samples normals, Samples calibration) {
        if (normals.size() == 0 || calibration.size() == 0) {
            throw new IllegalArgumentException("training and calibration need at least one normal sample each, got "
                    + normals.size() + " and " + calibration.size());
        }
        return calibrated(
                detector.fit(TrainingSet.normals(normals), new FitRequest(options, seed, progress)), calibration);
    }

    private int heldOutOf(int size) {
        int share = (int) Math.round(size * heldOut);
        return heldOut == 0 ? 0 : Math.min(size - 1, Math.max(1, share));
    }

    private FittedDetector calibrated(FittedDetector model, Samples held) {
        try {
            return calibrate(model, held);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private FittedDetector calibrate(FittedDetector model, Samples held) {
        double[] scores = new double[held.size()];
        MapStatistics maps = new MapStatistics();
        for (int i = 0; i < scores.length; i++) {
            Cancellation.check();
            Detection detection = model.detect(held.get(i));
            scores[i] = detection.score();
            maps.add(detection.maps());
            progress.progressed("calibration", i + 1L, scores.length);
        }
        double rate = Calibration.attainableRate(scores.length, falseAlarmRate);
        if (rate > falseAlarmRate) {
            LOG.warn(
                    "{} held-out normal samples cannot promise a false-alarm rate of {}; deciding at {}",
                    scores.length,
                    falseAlarmRate,
                    rate);
        }
        return new CalibratedDetector(model, Calibration.conformal(scores, rate), maps.scale(rate));
    }

    private int[] shuffled(int size) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
