package io.xvad.spark;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.padim.PaDiM;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Scores the same images in a plain loop on one thread, by one worker of one core and by two of them, each after a warm-up with all of them, in turns. A
 * line for each: seconds, milliseconds of the processor an image of all that the process of the loop, or the executors, do, and the load of
 * the machine. Arguments: images (default 1000), turns (default 3).
 */
final class ScoringBenchmark {

    private static final int SIDE = 256;
    private static final int LEARNED = 40;

    /** A worker of one core compiles and collects garbage on it as well; the loop is to be run in the same way. */
    private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

    private ScoringBenchmark() {}

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("xvad-spark");
        try (FittedDetector model = Training.of(new PaDiM())
                .with(FeatureOptions.THREADS, 1)
                .withoutMeasures()
                .fit(normals())) {
            List<String> files = write(folder.resolve("images"), count);
            System.out.println("turn of              s    ms of the processor an image   load");
            for (int turn = 0; turn < turns; turn++) {
                loop(model, files);
                cluster(model, files, 1, folder);
                cluster(model, files, 2, folder);
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Samples normals() {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < LEARNED; i++) {
            images.add(texture(i));
        }
        return Samples.of(images);
    }

    /** Stripes with noise. */
    private static Image texture(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.2 * Math.sin(i % SIDE * 0.3) + 0.2 * random.nextDouble());
        }
        return Image.of("texture " + seed, 3, SIDE, SIDE, values);
    }

    private static List<String> write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<String> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(i + ".png");
            ImageWriter.writePng(texture(1000 + i), file);
            files.add(file.toString());
        }
        return files;
    }

    private static void loop(FittedDetector model, List<String> files) {
        score(model, files);
        long cpu = processor(Stream.of(ProcessHandle.current()));
        long start = System.nanoTime();
        score(model, files);
        print("loop", files, System.nanoTime() - start, processor(Stream.of(ProcessHandle.current())) - cpu);
    }

    private static double score(FittedDetector model, List<String> files) {
        double sum = 0;
        for (String file : files) {
            sum += model.detect(ImageReader.withDefaults().read(Path.of(file))).score();
        }
        return sum;
    }

    private static void cluster(FittedDetector model, List<String> files, int workers, Path folder) throws IOException {
        try (SparkSession spark = LocalSpark.cluster(folder, workers)
                .config("spark.executor.extraJavaOptions", ONE_CORE)
                .getOrCreate()) {
            SparkScoring scoring = SparkScoring.of(model);
            int partitions = 8 * workers;
            double warm = sum(spark, scoring, files, partitions);
            long cpu = processor(ProcessHandle.current().children());
            long start = System.nanoTime();
            double sum = sum(spark, scoring, files, partitions);
            long nanos = System.nanoTime() - start;
            long spent = processor(ProcessHandle.current().children()) - cpu;
            if (!(Math.abs(sum - warm) < 1e-9 * warm)) {
                throw new IllegalStateException("the same images had other scores: " + warm + " and " + sum);
            }
            print(workers + (workers == 1 ? " worker" : " workers"), files, nanos, spent);
        }
    }

    /** Nanoseconds of the processor that processes have taken; the children of this one are executors. */
    private static long processor(Stream<ProcessHandle> processes) {
        return processes
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElseThrow().toNanos())
                .sum();
    }

    private static double sum(SparkSession spark, SparkScoring scoring, List<String> files, int partitions) {
        return scoring.score(LocalSpark.paths(spark, files, partitions))
                .selectExpr("sum(score)")
                .head()
                .getDouble(0);
    }

    private static void print(String what, List<String> files, long nanos, long cpuNanos) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %6.1f    %6.1f                         %6.1f%n",
                what,
                nanos / 1e9,
                cpuNanos / 1e6 / files.size(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
