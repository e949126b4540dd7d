package io.xvad.evaluation.benchmark;

import io.xvad.core.LibraryVersion;
import io.xvad.core.Tiling;
import io.xvad.core.detect.Detector;
import io.xvad.core.engine.Device;
import io.xvad.core.model.Sha256;
import io.xvad.core.registry.Registry;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a benchmark measures. Immutable: {@code with…} returns a changed copy.
 *
 * @param detectors detectors, each of another label
 * @param data data sets, each of another name
 * @param seeds of the fits; from each follow the images held out, and all that is random in a detector
 * @param heldOut share of the normal images kept for calibration, in [0, 1)
 * @param falseAlarmRate share of normal images that may be called anomalous, in (0, 1)
 * @param bootstrap how test images are drawn for the intervals
 * @param tiling into which images are divided, for all detectors
 */
public record BenchmarkPlan(
        List<BenchmarkDetector> detectors,
        List<BenchmarkData> data,
        List<Long> seeds,
        double heldOut,
        double falseAlarmRate,
        Bootstrap bootstrap,
        Optional<Tiling> tiling) {

    public BenchmarkPlan {
        detectors = List.copyOf(detectors);
        data = List.copyOf(data);
        seeds = List.copyOf(seeds);
        requireApart("detectors", detectors, BenchmarkDetector::label);
        requireApart("data sets", data, BenchmarkData::name);
        requireApart("seeds", seeds, String::valueOf);
        if (!(heldOut >= 0 && heldOut < 1) || !(falseAlarmRate > 0 && falseAlarmRate < 1)) {
            throw new IllegalArgumentException(
                    "the share held out must be in [0, 1) and the false-alarm rate in (0, 1), got " + heldOut + " and "
                            + falseAlarmRate);
        }
    }

    /**
     * One fifth held out, a false-alarm rate of 0.05, seed 0, 1,000 draws for intervals of 95 %. Data sets of the same name get their
     * paths as names.
     *
     * @throws IllegalArgumentException if there is no detector or data set, or two are the same
     */
    public static BenchmarkPlan of(List<BenchmarkDetector> detectors, List<BenchmarkData> data) {
        return new BenchmarkPlan(
                detectors, apart(data), List.of(0L), 0.2, 0.05, Bootstrap.withDefaults(), Optional.empty());
    }

    private static List<BenchmarkData> apart(List<BenchmarkData> data) {
        return data.stream()
                .map(one -> data.stream()
                                        .filter(other -> other.name().equals(one.name()))
                                        .count()
                                > 1
                        ? one.named(one.path())
                        : one)
                .toList();
    }

    private static <T> void requireApart(String what, List<T> all, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        all.forEach(one -> {
            if (!names.add(name.apply(one))) {
                throw new IllegalArgumentException(
                        "the " + what + " of a benchmark differ in name, but two are '" + name.apply(one) + "'");
            }
        });
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a benchmark needs " + what + ", got none");
        }
    }

    /** A copy with these seeds. */
    public BenchmarkPlan withSeeds(List<Long> others) {
        return new BenchmarkPlan(detectors, data, others, heldOut, falseAlarmRate, bootstrap, tiling);
    }

    /** A copy that holds out this share of the normal images. */
    public BenchmarkPlan withHeldOut(double share) {
        return new BenchmarkPlan(detectors, data, seeds, share, falseAlarmRate, bootstrap, tiling);
    }

    /** A copy that promises this false-alarm rate. */
    public BenchmarkPlan withFalseAlarmRate(double rate) {
        return new BenchmarkPlan(detectors, data, seeds, heldOut, rate, bootstrap, tiling);
    }

    /** A copy with these draws. */
    public BenchmarkPlan withBootstrap(Bootstrap draws) {
        return new BenchmarkPlan(detectors, data, seeds, heldOut, falseAlarmRate, draws, tiling);
    }

    /** A copy in which all detectors see these tiles. */
    public BenchmarkPlan tiled(Tiling tiles) {
        return new BenchmarkPlan(detectors, data, seeds, heldOut, falseAlarmRate, bootstrap, Optional.of(tiles));
    }

    /**
     * A copy with what detectors must beat: each that trains also untrained, and {@value BenchmarkDetector#TRIVIAL} if it is among
     * {@code known}.
     */
    public BenchmarkPlan withYardsticks(Registry<Detector> known) {
        List<BenchmarkDetector> all = new ArrayList<>(detectors);
        detectors.forEach(one -> one.untrained().ifPresent(all::add));
        if (trivial().isEmpty()) {
            known.all().stream()
                    .filter(one -> one.name().equals(BenchmarkDetector.TRIVIAL))
                    .forEach(one -> all.add(BenchmarkDetector.of(one)));
        }
        return new BenchmarkPlan(all, data, seeds, heldOut, falseAlarmRate, bootstrap, tiling);
    }

    /** The detector that all others must beat, if it takes part. */
    Optional<BenchmarkDetector> trivial() {
        return detectors.stream()
                .filter(one -> one.role() == BenchmarkDetector.Role.TRIVIAL)
                .findFirst();
    }

    /** The untrained form of a detector, if it takes part. */
    Optional<BenchmarkDetector> untrained(BenchmarkDetector detector) {
        return detector.untrained().map(BenchmarkDetector::label).flatMap(label -> detectors.stream()
                .filter(one -> one.label().equals(label))
                .findFirst());
    }

    /** The runs: of each data set and seed all detectors, so that a benchmark that is stopped has compared something. */
    List<PlannedRun> runs() {
        List<PlannedRun> runs = new ArrayList<>();
        for (BenchmarkData one : data) {
            String fingerprint = one.fingerprint();
            for (long seed : seeds) {
                detectors.forEach(detector -> runs.add(new PlannedRun(
                        new RunId(detector.label(), one.name(), seed, key(detector, fingerprint, seed)),
                        detector,
                        one,
                        bootstrapOf(fingerprint))));
            }
        }
        return runs;
    }

    private String key(BenchmarkDetector detector, String dataFingerprint, long seed) {
        return new Sha256()
                .add(detector.described())
                .add(dataFingerprint)
                .add(seed + " " + heldOut + " " + falseAlarmRate + " " + bootstrap
                        + tiling.map(tiles -> " " + tiles).orElse(""))
                .add(LibraryVersion.current() + onDevice())
                .hex()
                .substring(0, 16);
    }

    /** Nothing on the processor. */
    private static String onDevice() {
        Device device = Device.chosen();
        return device == Device.CPU ? "" : " on " + device.word();
    }

    /** Each data set has draws of its own, the same for all detectors and seeds. */
    private Bootstrap bootstrapOf(String dataFingerprint) {
        long own = Long.parseUnsignedLong(dataFingerprint.substring(0, 16), 16);
        return new Bootstrap(bootstrap.replicates(), bootstrap.level(), bootstrap.seed() ^ own);
    }
}
