package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.Tiling;
import io.xvad.core.TrainingSet;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.progress.ProgressListener;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a detector, calibrates it on normal samples held out from the fit, and runs every {@link HeldOutMeasure} on them. Immutable: {@code with…} returns a changed
 * copy. Thread-safe.
 *
 * <pre>{@code
 * FittedDetector model = Training.of(new PatchCore()).with(PatchCore.CORESET_SIZE, 5_000).withSeed(7).fit(normals);
 * }</pre>
 */
public final class Training {

    static final double DEFAULT_FALSE_ALARM_RATE = 0.05;

    private static final double DEFAULT_HELD_OUT = 0.2;
    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private final Detector detector;
    private final Options options;
    private final long seed;
    private final double heldOut;
    private final double falseAlarmRate;
    private final ProgressListener progress;
    private final IgnoredRegions ignored;
    private final Optional<Tiling> tiling;
    private final List<HeldOutMeasure<?>> measures;

    private Training(
            Detector detector,
            Options options,
            long seed,
            double heldOut,
            double falseAlarmRate,
            ProgressListener progress,
            IgnoredRegions ignored,
            Optional<Tiling> tiling,
            List<HeldOutMeasure<?>> measures) {
        this.detector = detector;
        this.options = options;
        this.seed = seed;
        this.heldOut = heldOut;
        this.falseAlarmRate = falseAlarmRate;
        this.progress = progress;
        this.ignored = ignored;
        this.tiling = tiling;
        this.measures = measures;
    }

    /** Default options, seed 0, one fifth of the normal samples held out, a false-alarm rate of 0.05. */
    public static Training of(Detector detector) {
        return new Training(
                detector,
                Options.parse(detector.options(), detector.presets(), Map.of()),
                0,
                DEFAULT_HELD_OUT,
                DEFAULT_FALSE_ALARM_RATE,
                ProgressListener.none(),
                IgnoredRegions.none(),
                Optional.empty(),
                Measuring.ofClassPath());
    }

    /**
     * A copy with one option set.
     *
     * @param option one of the detector's
     * @throws IllegalArgumentException if the detector has no such option, or it does not allow this value
     */
    public <T> Training with(OptionSpec<T> option, T value) {
        return with(options.with(option, value));
    }

    /**
     * A copy with these option values, as they would be typed; the rest as the preset says, or at their defaults. A value named
     * {@code preset} chooses the preset.
     *
     * @throws IllegalArgumentException listing everything unknown or not allowed
     */
    public Training withOptions(Map<String, String> values) {
        Map<String, String> given = new LinkedHashMap<>();
        options.preset().ifPresent(name -> given.put(Preset.OPTION, name));
        given.putAll(values);
        return with(Options.parse(detector.options(), detector.presets(), given));
    }

    /**
     * A copy with one of the detector's presets. What is set by {@link #with(OptionSpec, Object)} or {@link #withOptions}, before
     * or after, counts instead of what the preset says.
     *
     * @throws IllegalArgumentException if the detector has no such preset; the message names those it has
     */
    public Training withPreset(String name) {
        return with(options.withPreset(name));
    }

    private Training with(Options changed) {
        return new Training(detector, changed, seed, heldOut, falseAlarmRate, progress, ignored, tiling, measures);
    }

    /** A copy with this seed. */
    public Training withSeed(long newSeed) {
        return new Training(detector, options, newSeed, heldOut, falseAlarmRate, progress, ignored, tiling, measures);
    }

    /**
     * Holding out this share of the normal samples for calibration; 0 leaves the detector undecided.
     *
     * @throws IllegalArgumentException if not in [0, 1)
     */
    public Training withHeldOut(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share held out must be in [0, 1), got " + share);
        }
        return new Training(detector, options, seed, share, falseAlarmRate, progress, ignored, tiling, measures);
    }

    /**
     * Deciding so that at most this share of normal samples is called anomalous, on average over calibration sets. Where
     * fewer than {@code 1 / rate - 1} samples are held out, the smallest rate they can promise is used and a warning is
     * logged.
     *
     * @throws IllegalArgumentException if not in (0, 1)
     */
    public Training withFalseAlarmRate(double rate) {
        return new Training(detector, options, seed, heldOut, requireRate(rate), progress, ignored, tiling, measures);
    }

    static double requireRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("false-alarm rate must be in (0, 1), got " + rate);
        }
        return rate;
    }

    /** Telling this listener how far it has come. */
    public Training withProgress(ProgressListener listener) {
        return new Training(detector, options, seed, heldOut, falseAlarmRate, listener, ignored, tiling, measures);
    }

    /**
     * Ignoring these regions in every image or frame: the detector sees one even colour there, when it learns, is calibrated and
     * scores, so that nothing that lies there can change a score, a map, a region or a decision. The regions are saved with the
     * model.
     */
    public Training ignoring(IgnoredRegions regions) {
        return new Training(detector, options, seed, heldOut, falseAlarmRate, progress, regions, tiling, measures);
    }

    /**
     * Dividing images into tiles that the detector sees one at a time, when it learns and scores, for what is small in large images. The
     * false-alarm rate stays one of whole images. The tiling is saved with the model. Large images are then never held whole.
     */
    public Training tiled(Tiling tiles) {
        return new Training(
                detector, options, seed, heldOut, falseAlarmRate, progress, ignored, Optional.of(tiles), measures);
    }

    /**
     * Running these measures on the held-out normal samples instead of those of the class path. They cost time, a second or more for each
     * held-out sample where the detector is slow.
     *
     * @param chosen each of another name
     */
    public Training withMeasures(List<? extends HeldOutMeasure<?>> chosen) {
        return new Training(
                detector, options, seed, heldOut, falseAlarmRate, progress, ignored, tiling, List.copyOf(chosen));
    }

    /**
     * Measuring nothing beyond scores and maps, which makes the fit faster: explanations then cannot say how unusual what they find is
     * among normal samples, nor how far they can be relied on.
     */
    public Training withoutMeasures() {
        return withMeasures(List.of());
    }

    /** The values that the detector's options have. */
    public Options options() {
        return options;
    }

    /** Splits, fits and calibrates on normal samples only; see {@link #fit(TrainingSet)}. */
    public FittedDetector fit(Samples normals) {
        return fit(TrainingSet.normals(normals));
    }

    /**
     * Splits the normal samples, fits and calibrates. With as few normal samples as the detector needs, or nothing held out,
     * the detector comes back uncalibrated and its decisions are {@link io.xvad.core.Decision#UNDECIDED}. A detector that
     * does not learn from normal samples is calibrated on all of them, if there are any. Parts of the training set that the
     * detector cannot use are left alone, which is logged.
     *
     * @throws IllegalArgumentException if there are fewer normal samples than the detector needs
     */
    public FittedDetector fit(TrainingSet data) {
        detector.requireEnoughNormals(data);
        Samples normals = data.normals();
        if (!learnsFromNormals()) {
            Samples none = normals.select();
            return fitted(data.withNormals(none), heldOut > 0 ? normals : none);
        }
        int[] order = shuffled(normals.size());
        int calibrating = heldOutOf(normals.size());
        int[] fitted = Arrays.copyOfRange(order, calibrating, order.length);
        int[] held = Arrays.copyOf(order, calibrating);
        Arrays.sort(fitted);
        Arrays.sort(held);
        return fitted(data.withNormals(normals.select(fitted)), normals.select(held));
    }

    /** Fits on all of one set of normal samples and calibrates on another; see {@link #fit(TrainingSet, Samples)}. */
    public FittedDetector fit(Samples normals, Samples calibration) {
        return fit(TrainingSet.normals(normals), calibration);
    }

    /**
     * Fits on all of one set and calibrates on all of another, for normal samples that must not be split at random, such
     * as overlapping crops or neighbouring frames.
     *
     * @param data what to learn from
     * @param calibration other normal samples, at least one
     * @throws IllegalArgumentException if there are none, or fewer normal samples to learn from than the detector needs
     */
    public FittedDetector fit(TrainingSet data, Samples calibration) {
        detector.requireEnoughNormals(data);
        if (calibration.size() == 0) {
            throw new IllegalArgumentException("calibration needs at least one normal sample, got none");
        }
        return fitted(data, calibration);
    }

    private FittedDetector fitted(TrainingSet data, Samples held) {
        UnusedParts.of(detector, data).forEach(part -> LOG.info("'{}' does not learn from {}", detector.name(), part));
        FittedDetector model = learned(data, held);
        if (held.size() == 0) {
            return model;
        }
        try {
            CalibratedDetector calibrated = new Calibrator(falseAlarmRate, progress).calibrate(model, held);
            return new Measuring(measures, seed, progress).on(calibrated, held);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private FittedDetector learned(TrainingSet data, Samples held) {
        if (ignored.isEmpty()) {
            return learned(data);
        }
        Cover cover = CoverColour.of(ignored, data.normals().size() > 0 ? data.normals() : held);
        boolean divided = tiling.isPresent();
        TrainingSet covered = data.withNormals(new CoveredSamples(data.normals(), cover, divided))
                .withLabelled(CoveredLabelledSamples.of(data.labelled(), cover, divided))
                .withUnlabelled(new CoveredSamples(data.unlabelled(), cover, divided));
        return new CoveredDetector(learned(covered), cover);
    }

    private FittedDetector learned(TrainingSet data) {
        FitRequest request = new FitRequest(options, seed, progress);
        return tiling.isPresent()
                ? new TiledTraining(detector, tiling.get(), request).fit(data)
                : UntilClosed.of(detector.fit(data, request));
    }

    private boolean learnsFromNormals() {
        return detector.fewestNormals() > 0 || detector.supervision().stream().anyMatch(Supervision::usesNormals);
    }

    /** At least one sample, or as many as it needs, are left to learn from. */
    private int heldOutOf(int size) {
        int share = (int) Math.round(size * heldOut);
        int spare = size - Math.max(1, detector.fewestNormals());
        return heldOut == 0 ? 0 : Math.max(0, Math.min(spare, Math.max(1, share)));
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
