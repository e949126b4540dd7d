package io.xvad.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.IgnoredRegions;
import io.xvad.core.Mask;
import io.xvad.core.Polygon;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.metrics.localisation.PixelMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkEvaluationTest {

    /** Normal images, anomalous ones with their masks, and one that is no image. */
    private static AnomalyDataset data(Path folder) throws IOException {
        Images.write(folder.resolve("train/good"), 0, 30, false);
        Images.write(folder.resolve("test/good"), 100, 9, false);
        Images.corrupt(folder.resolve("test/good"));
        drawMasks(folder, Images.write(folder.resolve("test/square"), 200, 8, true), 8, 18);
        return DatasetFormat.recognise(folder).open(folder);
    }

    /** Masks of squares whose upper left corner lies here. */
    private static void drawMasks(Path folder, List<Path> images, int left, int top) throws IOException {
        Path masks = Files.createDirectories(folder.resolve("ground_truth/square"));
        boolean[] square = new boolean[Images.SIDE * Images.SIDE];
        for (int i = 0; i < square.length; i++) {
            int x = i % Images.SIDE;
            int y = i / Images.SIDE;
            square[i] = x >= left && x < left + 6 && y >= top && y < top + 6;
        }
        for (Path image : images) {
            String name = image.getFileName().toString().replace(".png", "_mask.png");
            ImageWriter.writePng(Mask.of(Images.SIDE, Images.SIDE, square), masks.resolve(name));
        }
    }

    private static void assertEqual(SparkEvaluation.Result found, ImageEvaluation.Result local) {
        assertThat(found.image()).isEqualTo(local.image());
        assertThat(found.byDefect()).isEqualTo(local.byDefect());
        assertThat(found.falseAlarms()).isEqualTo(local.falseAlarms());
        assertThat(found.detected()).isEqualTo(local.detected());
        assertThat(found.pointing()).isEqualTo(local.pointing());
        assertThat(found.rows()).isEqualTo(local.rows());
        assertThat(found.failures()).isEqualTo(local.failures()).hasSize(1);
        PixelMetrics.Result exact = local.pixel().orElseThrow();
        var binned = found.pixel().orElseThrow();
        assertThat(binned.regions()).isEqualTo(exact.regions());
        assertThat(binned.pixels().normal()).isEqualTo(exact.pixels().normal());
        assertThat(binned.pixels().auroc()).isCloseTo(exact.pixels().auroc(), within(binned.aurocError() + 1e-12));
        assertThat(binned.pixels().averagePrecision())
                .isCloseTo(exact.pixels().averagePrecision(), within(binned.averagePrecisionError() + 1e-12));
        assertThat(binned.aupro()).isCloseTo(exact.aupro(), within(binned.auproError() + 1e-12));
    }

    @Test
    void figuresAreThoseOfOneMachine(@TempDir Path folder) throws IOException {
        AnomalyDataset data = data(folder);
        try (SparkSession spark = LocalSpark.twoThreads();
                FittedDetector model = Training.of(new PixelGaussian())
                        .with(PixelGaussian.INPUT_SIZE, 24)
                        .fit(data.train())) {
            SparkEvaluation.Result found = SparkEvaluation.of(spark, model, data.test());
            assertEqual(
                    found,
                    ImageEvaluation.of(model, data.test(), ProgressListener.none())
                            .result());
            assertThat(found.outside()).isEmpty();
        }
    }

    @Test
    void whatTheModelIgnoresCountsAsLittleAsOnOneMachine(@TempDir Path folder) throws IOException {
        data(folder);
        drawMasks(folder, Images.write(folder.resolve("test/square"), 300, 2, true), 8, 2);
        AnomalyDataset data = DatasetFormat.recognise(folder).open(folder);
        IgnoredRegions top = IgnoredRegions.of(Polygon.parse("0,0 1,0 1,0.6 0,0.6"));
        try (SparkSession spark = LocalSpark.twoThreads();
                FittedDetector model = Training.of(new PixelGaussian())
                        .with(PixelGaussian.INPUT_SIZE, 24)
                        .ignoring(top)
                        .fit(data.train())) {
            SparkEvaluation.Result found = SparkEvaluation.of(spark, model, data.test());
            ImageEvaluation.Result local = ImageEvaluation.of(model, data.test(), ProgressListener.none())
                    .result();
            assertEqual(found, local);
            assertThat(found.image().anomalous()).isEqualTo(8);
            assertThat(found.outside()).hasSize(2).allMatch(id -> id.contains("300.png") || id.contains("301.png"));
            assertThat(local.notes()).anyMatch(note -> note.startsWith("2 images that are anomalous only where"));
        }
    }

    @Test
    void casesAreReadByTheirReaders(@TempDir Path folder) throws IOException {
        ImageReader reader = ImageReader.withDefaults().withWhiteLevel(4095);
        List<TestCase> cases = List.of(
                new TestCase(
                                Images.writeBits(folder.resolve("a.png"), Images.of(1, false), 12),
                                TestCase.GOOD,
                                Optional.empty())
                        .readBy(reader),
                new TestCase(
                        Images.writeBits(folder.resolve("b.png"), Images.of(2, true), 16),
                        TestCase.ANOMALOUS,
                        Optional.empty()),
                new TestCase(
                                Images.writeBits(folder.resolve("c.png"), Images.of(3, true), 16),
                                TestCase.ANOMALOUS,
                                Optional.empty())
                        .readBy(ImageReader.withDefaults().withMaxPixels(100)));
        try (SparkSession spark = LocalSpark.twoThreads();
                FittedDetector model = Training.of(new HaltingDetector())
                        .withHeldOut(0)
                        .fit(Samples.of(List.of(Images.of(1, false))))) {
            SparkEvaluation.Result found = SparkEvaluation.of(spark, model, cases);
            assertThat(found.rows()).hasSize(2);
            assertThat(found.rows().get(0).score())
                    .isEqualTo(model.detect(cases.get(0).image()).score())
                    .isGreaterThan(0.5);
            assertThat(found.rows().get(1).score()).isEqualTo(1);
            assertThat(found.failures()).singleElement().asString().contains("c.png", "at most 100 pixels");
        }
    }
}
