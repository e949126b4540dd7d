package io.xvad.explainers.restoration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.explainers.TemplateDetector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestorationTest {

    private static final int SIDE = 40;
    private static final Box DEFECT = new Box(10, 22, 9, 5);

    private FittedDetector fitted;

    @BeforeAll
    void fit() {
        fitted = Training.of(new TemplateDetector())
                .withHeldOut(0.5)
                .fit(Samples.of(
                        IntStream.range(0, 48).mapToObj(RestorationTest::normal).toList()));
    }

    @AfterAll
    void close() {
        fitted.close();
    }

    @Test
    void restoresADefectAndLittleElse() {
        Image clean = normal(99);
        Image image = defect(clean, 0.9f);

        Restoration restoration = restored(image);

        assertThat(restoration.scoreBefore())
                .isGreaterThan(restoration.threshold().orElseThrow());
        assertThat(restoration.isNormal()).isTrue();
        assertThat(restoration.scoreAfter())
                .isEqualTo(fitted.detect(restoration.normal()).score(), within(1e-9));
        assertThat(restoration.region().count()).isBetween(DEFECT.area(), 3 * DEFECT.area());
        assertThat(outside(restoration.region(), restoration.normal())).isEqualTo(outside(restoration.region(), image));
    }

    @Test
    void costsAtMostTwentyDetections() {
        for (int i = 0; i < 10; i++) {
            Image image = defect(normal(200 + i), i / 10f);
            assertThat(restored(image).detections()).isBetween(1, 20);
        }
    }

    @Test
    void ofANormalImageTheSurroundingsOfThePeakAreRestored() {
        Image image = normal(300);
        Detection detection = fitted.detect(image);
        assertThat(detection.verdict().decision()).isEqualTo(Decision.NORMAL);

        Restoration restoration = Restoration.of(fitted, image, detection);

        assertThat(restoration.scoreAfter()).isLessThanOrEqualTo(restoration.scoreBefore());
        assertThat(restoration.isNormal()).isTrue();
        assertThat(restoration.versions().get(0)).isEqualTo(restoration.normal());
    }

    @Test
    void anUndecidedDetectorRestoresOnce() {
        try (FittedDetector undecided =
                Training.of(new TemplateDetector()).withHeldOut(0).fit(Samples.of(List.of(normal(0), normal(1))))) {
            Image image = defect(normal(5), 0.9f);
            Restoration restoration = Restoration.of(undecided, image, undecided.detect(image));

            assertThat(restoration.threshold()).isEmpty();
            assertThat(restoration.isNormal()).isFalse();
            assertThat(restoration.scoreAfter()).isLessThan(restoration.scoreBefore());
        }
    }

    @Test
    void needsAMap() {
        Image image = normal(0);
        Detection without = Detection.undecided("x", 1, List.of());

        assertThatThrownBy(() -> Restoration.of(fitted, image, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("anomaly map");
    }

    private Restoration restored(Image image) {
        return Restoration.of(fitted, image, fitted.detect(image));
    }

    private static List<Float> outside(Mask region, Image image) {
        boolean[] inside = region.toArray();
        return IntStream.range(0, inside.length)
                .filter(i -> !inside[i])
                .mapToObj(i -> image.buffer().get(i))
                .toList();
    }

    private static Image normal(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.1 * Math.sin(i % SIDE * 0.5) + 0.02 * random.nextDouble());
        }
        return Image.of("image " + seed, 1, SIDE, SIDE, values);
    }

    private static Image defect(Image image, float value) {
        float[] values = image.toArray();
        for (int y = DEFECT.y(); y < DEFECT.y() + DEFECT.height(); y++) {
            for (int x = DEFECT.x(); x < DEFECT.x() + DEFECT.width(); x++) {
                values[y * SIDE + x] = value;
            }
        }
        return Image.of(image.id(), 1, SIDE, SIDE, values);
    }
}
