package io.xvad.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Mask;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.metrics.localisation.PixelMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkEvaluationTest {

    @Test
    void figuresAreThoseOfOneMachine(@TempDir Path folder) throws IOException {
        Images.write(folder.resolve("train/good"), 0, 30, false);
        Images.write(folder.resolve("test/good"), 100, 9, false);
        Images.corrupt(folder.resolve("test/good"));
        Path masks = Files.createDirectories(folder.resolve("ground_truth/square"));
        boolean[] square = new boolean[Images.SIDE * Images.SIDE];
        for (int i = 0; i < square.length; i++) {
            int x = i % Images.SIDE;
            int y = i / Images.SIDE;
            square[i] = x >= 8 && x < 14 && y >= 18 && y < 24;
        }
        for (Path image : Images.write(folder.resolve("test/square"), 200, 8, true)) {
            String name = image.getFileName().toString().replace(".png", "_mask.png");
            ImageWriter.writePng(Mask.of(Images.SIDE, Images.SIDE, square), masks.resolve(name));
        }
        AnomalyDataset data = DatasetFormat.recognise(folder).open(folder);
        try (SparkSession spark = LocalSpark.twoThreads();
                FittedDetector model = Training.of(new PixelGaussian())
                        .with(PixelGaussian.INPUT_SIZE, 24)
                        .fit(data.train())) {
            ImageEvaluation.Result local = ImageEvaluation.of(model, data.test(), ProgressListener.none())
                    .result();
            SparkEvaluation.Result found = SparkEvaluation.of(spark, model, data.test());
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
            assertThat(binned.pixels().auroc()).isCloseTo(exact.pixels().auroc(), within(binned.aurocError() + 1e-12));
            assertThat(binned.pixels().averagePrecision())
                    .isCloseTo(exact.pixels().averagePrecision(), within(binned.averagePrecisionError() + 1e-12));
            assertThat(binned.aupro()).isCloseTo(exact.aupro(), within(binned.auproError() + 1e-12));
        }
    }
}
