package io.xvad.detectors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Gathered;
import io.xvad.core.detect.GatheringTask;
import io.xvad.core.detect.HeldOutScore;
import io.xvad.core.detect.Training;
import io.xvad.core.detect.TrainingInParts;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import io.xvad.detectors.stfpm.Stfpm;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitInPartsTest {

    private static final int[] CHANNELS = {0, 2, 3};
    private static final int DIMENSION = 4;
    private static final int POSITIONS = 5;
    private static final Training TRAINING =
            Training.of(new PixelGaussian()).with(PixelGaussian.INPUT_SIZE, 32).withSeed(5);

    private static GaussianSums sums(float[][] images, int from, int to) {
        GaussianSums sums = new GaussianSums(POSITIONS, CHANNELS, DIMENSION);
        for (int i = from; i < to; i++) {
            sums.add(images[i]);
        }
        return sums;
    }

    @Test
    void mergedSumsAreThoseOfAllImages() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] images = new float[12][POSITIONS * DIMENSION];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (100 + random.nextGaussian() * (1 + i % 3));
            }
        }
        GaussianSums merged = sums(images, 0, 0);
        merged.merge(sums(images, 0, 5));
        merged.merge(sums(images, 5, 5));
        merged.merge(sums(images, 5, 6));
        merged.merge(sums(images, 6, 12));
        GaussianSums all = sums(images, 0, 12);
        Gaussians wanted = all.gaussians(Shrinkage.fixed(0.01), ProgressListener.none());
        Gaussians found = merged.gaussians(Shrinkage.fixed(0.01), ProgressListener.none());
        assertThat(found.means()).containsExactly(wanted.means(), within(1e-4f));
        assertThat(found.factors()).containsExactly(wanted.factors(), within(1e-5f));
        assertThat(merged.estimatedShrinkage().kept())
                .isCloseTo(all.estimatedShrinkage().kept(), within(1e-9));
        assertThatThrownBy(() -> merged.merge(new GaussianSums(POSITIONS, new int[] {0, 1, 3}, DIMENSION)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFitInPartsIsTheFitOfAll() {
        Samples normals = Samples.of(TestImages.normals(20));
        TrainingInParts training = TRAINING.inParts(normals);
        GatheringTask task = training.task();
        int size = training.learned().size();
        Gathered all = task.join(List.of(part(training, 0, 3), part(training, 3, 4), part(training, 4, size)));
        List<HeldOutScore> scores;
        try (FittedDetector undecided = training.fit(all);
                FittedDetector local = TRAINING.fit(normals)) {
            scores = IntStream.range(0, training.heldOut().size())
                    .mapToObj(i ->
                            HeldOutScore.of(undecided.detect(training.heldOut().get(i))))
                    .toList();
            FittedDetector fitted = training.calibrate(undecided, scores);
            assertThat(fitted.provenance()).isEqualTo(local.provenance());
            double threshold = local.capability(Calibration.class).orElseThrow().threshold();
            assertThat(fitted.capability(Calibration.class).orElseThrow().threshold())
                    .isCloseTo(threshold, within(1e-4 * threshold));
            assertThat(fitted.capability(MapScale.class).orElseThrow().low())
                    .isCloseTo(local.capability(MapScale.class).orElseThrow().low(), within(1e-4f));
            double score = local.detect(TestImages.withSquare()).score();
            assertThat(fitted.detect(TestImages.withSquare()).score()).isCloseTo(score, within(1e-4 * score));
            assertThatThrownBy(() -> training.calibrate(undecided, scores.subList(1, scores.size())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Gathered part(TrainingInParts training, int from, int to) {
        int[] places = IntStream.range(from, to).toArray();
        return training.task().gather(training.learned().select(places), places);
    }

    @Test
    void aPartThatIsMissingIsNoticed() {
        TrainingInParts training = TRAINING.inParts(Samples.of(TestImages.normals(10)));
        Gathered some = part(training, 0, 3);
        assertThatThrownBy(() -> training.fit(some))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 8 samples must have been gathered, got 3");
    }

    @Test
    void partsThatShareASampleAreRefused() {
        TrainingInParts training = TRAINING.inParts(Samples.of(TestImages.normals(10)));
        List<Gathered> overlapping = List.of(part(training, 0, 4), part(training, 3, 8));
        assertThatThrownBy(() -> training.task().join(overlapping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sample at place 3 is in two parts");
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        Samples normals = Samples.of(TestImages.normals(4));
        assertThatThrownBy(() -> Training.of(new Stfpm()).inParts(normals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'stfpm' cannot be fitted in parts");
        assertThatThrownBy(() -> TRAINING.tiled(Tiling.of(64)).inParts(normals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiles");
        assertThatThrownBy(() -> TRAINING.inParts(Samples.of(List.of()))).isInstanceOf(IllegalArgumentException.class);
    }
}
