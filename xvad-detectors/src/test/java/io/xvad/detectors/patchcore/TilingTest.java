package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A scratch of 12 pixels in an image that is many times as large as what the network sees. */
class TilingTest {

    private static final int HEIGHT = 480;
    private static final int WIDTH = 640;
    private static final int Y = 317;
    private static final int X = 402;
    private static final Map<String, String> SMALL = Map.of("input-size", "128", "coreset-size", "400", "threads", "1");

    /** A soft texture. */
    private static Image plate(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 7 * random.nextDouble();
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double wave = Math.sin(i % WIDTH / 9.0 + phase) * Math.sin(i / WIDTH / 11.0 + 2 * phase);
            values[i] = (float) (0.5 + 0.08 * wave + 0.04 * random.nextDouble());
        }
        return Image.of("plate-" + seed, 1, HEIGHT, WIDTH, values);
    }

    /** Twelve pixels, two wide. */
    private static Image scratched(int seed) {
        float[] values = plate(seed).toArray();
        for (int i = 0; i < 12; i++) {
            values[(Y + i) * WIDTH + X + i / 3] = 0.05f;
            values[(Y + i) * WIDTH + X + 1 + i / 3] = 0.05f;
        }
        return Image.of("scratched", 1, HEIGHT, WIDTH, values);
    }

    private static final Samples NORMALS =
            Samples.of(IntStream.range(0, 16).mapToObj(TilingTest::plate).toList());

    private static Training training() {
        return Training.of(new PatchCore())
                .withOptions(SMALL)
                .withHeldOut(0.5)
                .withFalseAlarmRate(0.15)
                .withoutMeasures();
    }

    @Test
    void itIsFoundTileByTile() {
        try (FittedDetector tiled = training().tiled(new Tiling(128, 16)).fit(NORMALS)) {
            Detection found = tiled.detect(scratched(1000));
            assertThat(found.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
            Region region = found.regions().get(0);
            assertThat(region.peakY()).isBetween(Y - 8, Y + 20);
            assertThat(region.peakX()).isBetween(X - 8, X + 14);
            assertThat(Models.load(Models.toBytes(tiled)).detect(scratched(1000)))
                    .isEqualTo(found);

            NormalPatch patch = tiled.capability(RemembersNormals.class)
                    .orElseThrow()
                    .nearest(scratched(1000), region.peakY(), region.peakX(), 1)
                    .get(0);
            assertThat(patch.sampleId()).matches("plate-\\d+");
            patch.box().requireInside(HEIGHT, WIDTH);
        }
    }

    @Test
    void andLostWhenTheWholeImageIsReduced() {
        try (FittedDetector whole = training().fit(NORMALS)) {
            Detection found = whole.detect(scratched(1000));
            int peak = found.map().argmax();
            boolean there = Math.abs(peak / WIDTH - Y - 6) < 20 && Math.abs(peak % WIDTH - X - 2) < 20;
            assertThat(there && found.verdict().decision() == Decision.ANOMALOUS)
                    .as("found in the whole image")
                    .isFalse();
        }
    }
}
