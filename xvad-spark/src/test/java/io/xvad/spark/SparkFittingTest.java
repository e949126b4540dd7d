package io.xvad.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitsInParts;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.detectors.padim.PaDiM;
import io.xvad.detectors.patchcore.PatchCore;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkFittingTest {

    private static final Map<String, String> SMALL = Map.of("input-size", "64", "threads", "1");

    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static List<Path> files;

    @BeforeAll
    static void begin() throws IOException {
        files = Images.write(folder, 0, 25, false);
        spark = LocalSpark.twoThreads();
    }

    @AfterAll
    static void end() throws IOException {
        spark.close();
    }

    private static Dataset<Row> images() {
        return LocalSpark.paths(spark, files.stream().map(Path::toString).toList(), 2);
    }

    private static void assertAsLocal(Training training, int parts) {
        try (FittedDetector local = training.fit(ImageFolder.ofFiles(files));
                FittedDetector fitted =
                        SparkFitting.of(training).withParts(parts).fit(images());
                FittedDetector loaded = Models.load(Models.toBytes(fitted))) {
            assertThat(fitted.provenance()).isEqualTo(local.provenance());
            double threshold = local.capability(Calibration.class).orElseThrow().threshold();
            assertThat(fitted.capability(Calibration.class).orElseThrow().threshold())
                    .isCloseTo(threshold, within(1e-4 * threshold));
            for (boolean defect : new boolean[] {false, true}) {
                Detection wanted = local.detect(Images.of(500, defect));
                Detection found = loaded.detect(Images.of(500, defect));
                assertThat(found.score()).isCloseTo(wanted.score(), within(1e-4 * wanted.score()));
                assertThat(found.verdict().decision())
                        .isEqualTo(wanted.verdict().decision());
            }
        }
    }

    @Test
    void padimEqualsAFitOnOneMachine() {
        assertAsLocal(
                Training.of(new PaDiM())
                        .withOptions(SMALL)
                        .with(PaDiM.CHANNELS, 20)
                        .withSeed(3)
                        .withoutMeasures(),
                7);
    }

    @Test
    void pixelGaussianEqualsAFitOnOneMachine() {
        assertAsLocal(Training.of(new PixelGaussian()).with(PixelGaussian.INPUT_SIZE, Images.SIDE), 5);
    }

    @Test
    void patchCoreRemembersPatchesOfAllPartsAndRepeatsItself() {
        Training training = Training.of(new PatchCore())
                .withOptions(SMALL)
                .with(PatchCore.CANDIDATES, 2_000)
                .with(PatchCore.CORESET_SIZE, 150)
                .withoutMeasures();
        byte[] first;
        try (FittedDetector local = training.fit(ImageFolder.ofFiles(files));
                FittedDetector fitted = SparkFitting.of(training).withParts(3).fit(images())) {
            first = Models.toBytes(fitted);
            assertThat(fitted.provenance()).isEqualTo(local.provenance());
            assertThat(fitted.detect(Images.of(500, true)).score())
                    .isGreaterThan(fitted.detect(Images.of(500, false)).score())
                    .isCloseTo(local.detect(Images.of(500, true)).score(), within(1.0));
        }
        try (FittedDetector again = SparkFitting.of(training).withParts(3).fit(images())) {
            assertThat(Models.toBytes(again)).isEqualTo(first);
        }
    }

    /** Pixel-gaussian, whose models count here when they are closed; executors find the detector itself by its name. */
    private static Detector counting(AtomicInteger closed) {
        PixelGaussian inner = new PixelGaussian();
        return proxy(FitsInParts.class, (self, method, arguments) -> {
            Object result = method.invoke(inner, arguments);
            return result instanceof FittedDetector fitted
                    ? proxy(FittedDetector.class, (model, called, values) -> {
                        closed.addAndGet(called.getName().equals("close") ? 1 : 0);
                        return called.invoke(fitted, values);
                    })
                    : result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    @Test
    void theModelIsClosedIfAnImageHeldOutCannotBeRead(@TempDir Path other) throws IOException {
        List<Path> some = Images.write(other, 0, 12, false);
        AtomicInteger closed = new AtomicInteger();
        Training training = Training.of(counting(closed)).with(PixelGaussian.INPUT_SIZE, Images.SIDE);
        String held = training.inParts(ImageFolder.ofFiles(some)).heldOut().id(0);
        Files.writeString(Path.of(held), "no image");
        Dataset<Row> paths =
                LocalSpark.paths(spark, some.stream().map(Path::toString).toList(), 2);
        assertThatThrownBy(() -> SparkFitting.of(training).fit(paths))
                .isInstanceOf(SparkException.class)
                .hasMessageContaining(Path.of(held).getFileName().toString());
        assertThat(closed).hasValue(1);
    }

    @Test
    void anImageWhosePathIsGivenTwiceCountsOnce() {
        Training training = Training.of(new PixelGaussian()).with(PixelGaussian.INPUT_SIZE, Images.SIDE);
        try (FittedDetector once = SparkFitting.of(training).withParts(3).fit(images());
                FittedDetector twice = SparkFitting.of(training).withParts(3).fit(images().union(images()))) {
            assertThat(Models.toBytes(twice)).isEqualTo(Models.toBytes(once));
        }
    }

    @Test
    void aDetectorThatNeedsAllImagesAtOnceIsRefused() {
        assertThatThrownBy(() ->
                        SparkFitting.of(Training.of(new HaltingDetector())).fit(images()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'halting' cannot be fitted in parts");
    }
}
