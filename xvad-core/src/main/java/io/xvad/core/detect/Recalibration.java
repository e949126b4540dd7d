package io.xvad.core.detect;

import io.xvad.core.IgnoredRegions;
import io.xvad.core.Samples;
import io.xvad.core.progress.ProgressListener;
import java.util.List;

/**
 * Calibrates a fitted detector again, without learning again: for another false-alarm rate, on other normal samples, or for
 * the first time. What comes back shares the learned detector with the one given, so closing one closes both; save it to
 * keep it. Immutable: {@code with…} returns a changed copy. Thread-safe.
 *
 * <pre>{@code
 * FittedDetector stricter = Recalibration.of(model).withFalseAlarmRate(0.01).onKeptScores();
 * FittedDetector adapted = Recalibration.of(model).on(normalsOfTheNewCamera);
 * }</pre>
 */
public final class Recalibration {

    private final FittedDetector detector;
    private final Calibrator calibrator;
    private final IgnoredRegions ignored;
    private final List<HeldOutMeasure<?>> measures;

    private Recalibration(
            FittedDetector detector, Calibrator calibrator, IgnoredRegions ignored, List<HeldOutMeasure<?>> measures) {
        this.detector = detector;
        this.calibrator = calibrator;
        this.ignored = ignored;
        this.measures = measures;
    }

    /** Recalibrates a detector, calibrated or not, to a false-alarm rate of 0.05. */
    public static Recalibration of(FittedDetector detector) {
        return new Recalibration(
                detector,
                new Calibrator(Training.DEFAULT_FALSE_ALARM_RATE, ProgressListener.none()),
                IgnoredRegions.none(),
                Measuring.ofClassPath());
    }

    /**
     * Deciding so that at most this share of normal samples is called anomalous; see {@link Training#withFalseAlarmRate}.
     *
     * @throws IllegalArgumentException if not in (0, 1)
     */
    public Recalibration withFalseAlarmRate(double rate) {
        return new Recalibration(
                detector, new Calibrator(Training.requireRate(rate), calibrator.progress()), ignored, measures);
    }

    /** Telling this listener how far it has come. */
    public Recalibration withProgress(ProgressListener listener) {
        return new Recalibration(detector, new Calibrator(calibrator.falseAlarmRate(), listener), ignored, measures);
    }

    /**
     * Ignoring these regions from now on, with those that the model ignores already; see {@link Training#ignoring}. Scores change,
     * so that normal samples are needed to calibrate {@link #on}. What the detector has learned there it keeps: one that is learned
     * again with the regions knows the even colour in their place and can be sharper beside them.
     */
    public Recalibration ignoring(IgnoredRegions regions) {
        return new Recalibration(detector, calibrator, regions, measures);
    }

    /** Running these measures on the normal samples, as {@link Training#withMeasures} does. */
    public Recalibration withMeasures(List<? extends HeldOutMeasure<?>> chosen) {
        return new Recalibration(detector, calibrator, ignored, List.copyOf(chosen));
    }

    /** Measuring nothing beyond scores and maps, as {@link Training#withoutMeasures} does. */
    public Recalibration withoutMeasures() {
        return withMeasures(List.of());
    }

    /**
     * On the scores of normal samples that the model keeps from its last calibration. The scale of maps follows too, except
     * for models saved before that was kept of their maps which it needs: theirs stays as it was, and a warning is logged.
     * What measures have found on normal samples is kept.
     *
     * @throws IllegalArgumentException if the detector was not calibrated, so that it keeps no scores, or regions are to be ignored,
     *     so that its scores no longer hold
     */
    public FittedDetector onKeptScores() {
        if (!ignored.isEmpty()) {
            throw new IllegalArgumentException(
                    "regions to ignore change the scores of normal samples: give normal samples to calibrate on");
        }
        if (detector instanceof CalibratedDetector calibrated) {
            return calibrator.again(calibrated);
        }
        throw new IllegalArgumentException("'" + detector.provenance().detector()
                + "' was not calibrated and keeps no scores: give normal samples to calibrate on");
    }

    /**
     * On normal samples that the detector did not learn from; measures run on them, too.
     *
     * @param normals at least one
     * @throws IllegalArgumentException if there is none
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public FittedDetector on(Samples normals) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("calibration needs at least one normal sample, got none");
        }
        return new Measuring(measures, detector.provenance().seed(), calibrator.progress())
                .on(calibrator.calibrate(seeing(normals), normals), normals);
    }

    /** The detector without its calibration, and with the regions to ignore. */
    private FittedDetector seeing(Samples normals) {
        FittedDetector undecided = detector instanceof CalibratedDetector calibrated ? calibrated.inner() : detector;
        if (ignored.isEmpty()) {
            return undecided;
        }
        if (undecided instanceof CoveredDetector covered) {
            return covered.with(ignored);
        }
        return new CoveredDetector(undecided, CoverColour.of(ignored, normals));
    }
}
