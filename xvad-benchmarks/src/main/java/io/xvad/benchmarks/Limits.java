package io.xvad.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/**
 * The least time that hot paths can take: their arithmetic at the rate at which the machine multiplies large matrices, or
 * their bytes at the rate at which it copies memory, whichever is longer.
 *
 * @param operations multiplications and additions a millisecond
 * @param bytes a millisecond
 */
record Limits(double operations, double bytes) {

    /** The work of a path. */
    private record Work(double operations, double bytes) {}

    private static final double QUERIES = 784;
    private static final double ROWS = 10_000;
    private static final double DIMENSION = 384;
    private static final double PICKS = 2_000;
    private static final double CANDIDATES = 78_400;
    private static final double PROJECTED = 128;
    private static final double TRIANGLE = 100 * 101 / 2.0;

    private static final double BACKBONE = 2 * 243_268_928.0;
    private static final double PATCHES = 3_136;
    private static final double REMEMBERED = 4_000;
    private static final double FEATURES = 176;
    private static final double PIXELS = (double) ImageBenchmark.LARGE * ImageBenchmark.LARGE;

    private static final Work NEAREST =
            new Work(2 * QUERIES * ROWS * DIMENSION, Float.BYTES * (QUERIES + ROWS) * DIMENSION);
    private static final Work PATCHCORE = new Work(BACKBONE + 2 * PATCHES * REMEMBERED * FEATURES, 0);
    private static final Work GAUSSIANS = new Work(2 * QUERIES * TRIANGLE, Float.BYTES * QUERIES * TRIANGLE);
    private static final Work PADIM = new Work(BACKBONE + GAUSSIANS.operations, GAUSSIANS.bytes);
    private static final Map<String, Work> WORKS = Map.ofEntries(
            Map.entry("MemoryBenchmark.nearest onnxruntime", NEAREST),
            Map.entry("MemoryBenchmark.nearest java", NEAREST),
            Map.entry(
                    "MemoryBenchmark.coreset java",
                    new Work(3 * PICKS * CANDIDATES * PROJECTED, PICKS * Float.BYTES * CANDIDATES * PROJECTED)),
            Map.entry("GaussiansBenchmark.mahalanobis", GAUSSIANS),
            Map.entry("ImageBenchmark.preprocess", new Work(0, 3 * Float.BYTES * PIXELS)),
            Map.entry("ImageBenchmark.paint", new Work(0, Float.BYTES * PIXELS)),
            Map.entry("PatchCoreBenchmark.bareBackbone", new Work(BACKBONE, 0)),
            Map.entry("PatchCoreBenchmark.detect", PATCHCORE),
            Map.entry("PatchCoreBenchmark.detectAll", PATCHCORE),
            Map.entry("DetectorBenchmark.detect padim", PADIM),
            Map.entry("DetectorBenchmark.detectAll padim", PADIM));

    /** The limits of the machine; empty unless both were measured. */
    static Optional<Limits> of(Map<String, RunResult> results) {
        RunResult product = results.get("LimitsBenchmark.product");
        RunResult copy = results.get("LimitsBenchmark.copy");
        return product == null || copy == null
                ? Optional.empty()
                : Optional.of(new Limits(
                        LimitsBenchmark.OPERATIONS / product.getPrimaryResult().getScore(),
                        LimitsBenchmark.BYTES / copy.getPrimaryResult().getScore()));
    }

    Optional<Double> milliseconds(String path) {
        return Optional.ofNullable(WORKS.get(path))
                .map(work -> Math.max(work.operations / operations, work.bytes / bytes));
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "Limits: %.0f GFLOP/s multiplying matrices of 1024 x 1024, %.1f GB/s copying memory, read and written.",
                operations / 1e6,
                bytes / 1e6);
    }
}
