package io.xvad.evaluation.drift;

import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Watches whether the images that a model scores are still like the normal images it was calibrated on, and says what changed if not.
 *
 * <pre>{@code
 * DriftMonitor monitor = DriftMonitor.of(model);
 * monitor.accept(image, model.detect(image)).ifPresent(warning -> log.warn(warning.text()));
 * monitor.save(file);                                        // and DriftMonitor.open(model, file) after a restart
 * }</pre>
 *
 * <p>What it watches are the score and twelve quantities of the image ({@link DriftQuantity}). Each has conformal p-values against all of its values
 * before, those of held-out normal images first, and a Shiryaev-Roberts statistic that mixes bets on low and on high p-values. <b>Promise:</b>
 * if the images are exchangeable with the normal ones and with each other, there is a false warning within the first {@code n} images with a
 * probability of at most {@code n / imagesPerFalseAlarm} (Doob's inequality for each quantity, and their sum), however few normal images there were. Consecutive frames
 * of a camera are not exchangeable: it is for single images. A steady small share of defects becomes part of what is usual.
 *
 * <p>A warning stands until somebody begins with a new monitor; meanwhile another is raised only for another cause. Thread-safe;
 * images are measured outside of its lock.
 */
public final class DriftMonitor {

    /** Images to one false alarm, at the usual promise. */
    public static final long USUAL_IMAGES_PER_FALSE_ALARM = 1_000_000;

    private static final int PATIENCE = 32;
    private static final long STREAMS_APART = 0xD1B54A32D192ED03L;

    private final NormalCondition normal;
    private final Optional<Cover> cover;
    private final long seed;
    private final String model;
    private final long imagesPerFalseAlarm;
    private final Map<DriftQuantity, WatchedQuantity> watched = new EnumMap<>(DriftQuantity.class);
    private final List<DriftWarning> warnings = new ArrayList<>();
    private long images;
    private long crossedAt;

    private DriftMonitor(FittedDetector fitted, long imagesPerFalseAlarm) {
        if (imagesPerFalseAlarm < 1) {
            throw new IllegalArgumentException(
                    "images to one false alarm must be at least 1, got " + imagesPerFalseAlarm);
        }
        this.normal = fitted.capability(NormalCondition.class).orElseThrow(() -> missing(fitted));
        this.cover = fitted.capability(Cover.class);
        this.seed = fitted.provenance().seed();
        this.imagesPerFalseAlarm = imagesPerFalseAlarm;
        double[] scores = fitted.capability(Calibration.class)
                .map(Calibration::normalScores)
                .orElseThrow(() -> missing(fitted));
        this.model = DriftState.model(fitted.provenance().fingerprint(), normal, scores);
        for (DriftQuantity quantity : DriftQuantity.values()) {
            double[] normals = quantity == DriftQuantity.SCORE ? scores : normal.values(quantity);
            watched.put(quantity, WatchedQuantity.of(quantity, normals));
        }
    }

    private static IllegalArgumentException missing(FittedDetector fitted) {
        return new IllegalArgumentException(
                "the model of '" + fitted.provenance().detector()
                        + "' does not know in what condition normal images are: calibrate it with measures on at least two normal images"
                        + " (xvad calibrate --data NORMALS)");
    }

    /**
     * Begins to watch, with at most one false warning in {@value #USUAL_IMAGES_PER_FALSE_ALARM} images promised.
     *
     * @throws IllegalArgumentException if the model is not calibrated, or nothing was measured on its held-out images
     */
    public static DriftMonitor of(FittedDetector fitted) {
        return of(fitted, USUAL_IMAGES_PER_FALSE_ALARM);
    }

    /**
     * Begins to watch.
     *
     * @param imagesPerFalseAlarm see the promise above; fewer notice smaller changes and notice them earlier
     * @throws IllegalArgumentException as {@link #of(FittedDetector)}, or if it is below 1
     */
    public static DriftMonitor of(FittedDetector fitted, long imagesPerFalseAlarm) {
        return new DriftMonitor(fitted, imagesPerFalseAlarm);
    }

    /**
     * Goes on from a file that {@link #save} wrote if there is one, else begins to watch.
     *
     * @throws XvadDataException as {@link #resume}
     * @throws IllegalArgumentException as {@link #resume}
     */
    public static DriftMonitor open(FittedDetector fitted, Path file) {
        return Files.exists(file) ? resume(fitted, file) : of(fitted);
    }

    /**
     * Goes on from a file that {@link #save} wrote.
     *
     * @throws XvadDataException if it cannot be read or is no such file
     * @throws IllegalArgumentException as {@link #of(FittedDetector)}, or if the file was written for another model or calibration
     */
    public static DriftMonitor resume(FittedDetector fitted, Path file) {
        DriftState state = DriftState.parse(read(file), file.toString());
        DriftMonitor monitor = new DriftMonitor(fitted, state.imagesPerFalseAlarm());
        if (!state.model().equals(monitor.model)) {
            throw new IllegalArgumentException(
                    file + " was written for another model or calibration; name another file, or"
                            + " remove it to begin anew");
        }
        monitor.images = state.images();
        monitor.crossedAt = state.crossedAt();
        monitor.warnings.addAll(state.warnings());
        state.watched().forEach(one -> monitor.watched.put(one.quantity(), one));
        return monitor;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Takes the next image.
     *
     * @param detection what the model found in it
     * @return a warning if the evidence of a change is complete with this image and no standing warning has its cause
     */
    public Optional<DriftWarning> accept(Image image, Detection detection) {
        return accept(measured(image), detection.score());
    }

    /** What is measured of an image, without regions that the model ignores. */
    double[] measured(Image image) {
        return normal.measured(cover.map(ignored -> ignored.over(image)).orElse(image));
    }

    /** Takes the next image, as it was measured, and its score. */
    synchronized Optional<DriftWarning> accept(double[] measured, double score) {
        images++;
        SplittableRandom random = new SplittableRandom(seed + images * STREAMS_APART);
        boolean crossed = false;
        for (WatchedQuantity one : watched.values()) {
            boolean before = hasCrossed(one);
            int index = one.quantity().ordinal();
            one.accept(index < measured.length ? measured[index] : score, open(random), limit());
            crossed |= !before && hasCrossed(one);
        }
        if (crossed) {
            crossedAt = images;
        }
        return crossedAt == 0 ? Optional.empty() : diagnosed();
    }

    /** Uniform, in (0, 1). */
    private static double open(SplittableRandom random) {
        return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
    }

    private boolean hasCrossed(WatchedQuantity one) {
        return one.evidence().value() >= limit();
    }

    private double limit() {
        return (double) DriftQuantity.values().length * imagesPerFalseAlarm;
    }

    /** A change of scores alone is told only when other quantities have had {@value #PATIENCE} images to show the same. */
    private Optional<DriftWarning> diagnosed() {
        List<WatchedQuantity> changed =
                watched.values().stream().filter(this::hasCrossed).toList();
        long since =
                changed.stream().mapToLong(one -> one.evidence().start()).max().orElse(images);
        List<DriftShift> telling = watched.values().stream()
                .flatMap(one -> one.shift(since).filter(shift -> shift.isTelling() || changed.contains(one)).stream())
                .toList();
        DriftDiagnosis found = DriftDiagnosis.of(telling);
        if (found.cause() == DriftCause.SCORES && images - crossedAt < PATIENCE) {
            return Optional.empty();
        }
        crossedAt = 0;
        return standing().contains(found.cause()) ? Optional.empty() : Optional.of(raised(since, found));
    }

    private Set<DriftCause> standing() {
        Set<DriftCause> causes = EnumSet.noneOf(DriftCause.class);
        warnings.forEach(warning -> causes.add(warning.cause()));
        return causes;
    }

    private DriftWarning raised(long since, DriftDiagnosis found) {
        DriftWarning warning = new DriftWarning(images, since, found.cause(), found.shifts());
        warnings.add(warning);
        return warning;
    }

    /** Where it stands. */
    public synchronized DriftStatus status() {
        Map<DriftQuantity, Double> evidence = new EnumMap<>(DriftQuantity.class);
        watched.forEach((quantity, one) ->
                evidence.put(quantity, Math.log(one.evidence().value())));
        return new DriftStatus(images, evidence, Math.log(limit()), warnings);
    }

    /**
     * Writes all that is needed to go on after a restart; the file appears whole or not at all.
     *
     * @throws XvadDataException if it cannot be written
     */
    public void save(Path file) {
        byte[] json = state().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(json));
    }

    /** Written under the lock, because what is watched goes on changing. */
    private synchronized String state() {
        return new DriftState(model, imagesPerFalseAlarm, images, crossedAt, warnings, List.copyOf(watched.values()))
                .json();
    }
}
