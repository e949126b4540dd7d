package com.example.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's program. */
class UsageTest {

    private static List<Sample> images() {
        return IntStream.range(0, 40)
                .<Sample>mapToObj(i -> GreyImages.grey("n" + i, 0.5f + 0.001f * i))
                .toList();
    }

    @Test
    void aDetectorIsTrainedSavedAndLoaded(@TempDir Path directory) {
        Path file = directory.resolve("m.xvad");
        Sample photo = GreyImages.grey("photo", 0.9f);
        Samples normals = Samples.of(images());
        try (FittedDetector model = Training.of(new MeanDifference())
                .with(MeanDifference.TOP_SHARE, 0.1)
                .fit(normals)) {
            Models.save(model, file);
        }
        try (FittedDetector model = Models.load(file)) {
            Detection detection = model.detect(photo);
            System.out.println(detection.score() + " " + detection.verdict().decision());
            assertThat(detection.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
            assertThat(detection.regions()).hasSize(1);
        }
    }

    @Test
    void aDetectorThatNeedsNoTrainingIsCalibratedOnNormalImages() {
        try (FittedDetector model = Training.of(new PlainSurface()).fit(Samples.of(images()))) {
            assertThat(model.detect(GreyImages.grey("photo", 0.9f)).verdict().decision())
                    .isEqualTo(Decision.ANOMALOUS);
        }
    }
}
