package io.xvad.video.detectors.dor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** It learns from clips of which a tenth of the frames has a bright disc, and is shown one whose frames all have many. */
class DorTest extends DetectorContract {

    private static final int RADIUS = 6;
    private static final int ROW = 12;
    private static final int COLUMN = 54;

    @Override
    protected Detector detector() {
        return new Dor();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "input-size",
                "64",
                "channels",
                "16",
                "hidden",
                "8",
                "iterations",
                "2",
                "epochs",
                "20",
                "batch-size",
                "8",
                "smoothing",
                "0");
    }

    private static Image disc(Image image, int row, int column) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            int dy = i / Walks.WIDTH - row;
            int dx = i % Walks.WIDTH - column;
            values[i] = dy * dy + dx * dx <= RADIUS * RADIUS ? 1 : values[i];
        }
        return Image.of(image.id(), 1, Walks.HEIGHT, Walks.WIDTH, values);
    }

    private static Clip clip(int seed, int from, int end) {
        List<Image> frames =
                new ArrayList<>(Walks.clip(seed, 20, 3 + seed, 1, 30).frames());
        for (int i = from; i < end; i++) {
            frames.set(i, disc(frames.get(i), ROW, COLUMN));
        }
        return Clip.of("clip-" + seed, frames, 25);
    }

    @Override
    protected List<Sample> normals() {
        return List.of(clip(1, 8, 10), clip(2, 4, 6), clip(3, 14, 16), clip(4, 1, 3), clip(5, 11, 13));
    }

    @Override
    protected Sample anomaly() {
        List<Image> frames = new ArrayList<>();
        for (Image frame : clip(9, 0, 20).frames()) {
            Image more = frame;
            for (int column = 6; column < Walks.WIDTH; column += 16) {
                more = disc(disc(more, ROW, column), Walks.HEIGHT - ROW, column);
            }
            frames.add(more);
        }
        return Clip.of("discs", frames, 25);
    }

    private FittedDetector fitted(TrainingSet data) {
        return Training.of(detector())
                .withOptions(options())
                .withSeed(3)
                .withHeldOut(0)
                .fit(data);
    }

    /** Nobody told it which frames of these clips have the disc. */
    @Test
    void learnsFromUnlabelledClipsAndSaysWhenAndWhere() {
        try (FittedDetector fitted =
                fitted(TrainingSet.normals(Samples.of(List.of())).withUnlabelled(Samples.of(normals())))) {
            assertThat(fitted.provenance().learnedFrom().unlabelled()).isEqualTo(5);
            assertThat(fitted.provenance().learnedFrom().normals()).isZero();
            double with = fitted.detect(clip(7, 5, 7)).score();
            assertThat(with).isGreaterThan(fitted.detect(clip(7, 0, 0)).score() + 0.3);
            AnomalyMap map = fitted.detect(clip(7, 5, 7)).maps().get(5);
            assertThat(mean(map, 0, 24, 36, 72)).isGreaterThan(mean(map, 0, 24, 0, 36));
        }
    }

    private static double mean(AnomalyMap map, int top, int bottom, int left, int right) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += map.at(y, x);
            }
        }
        return sum / ((bottom - top) * (right - left));
    }

    /** Where there are unlabelled clips, normal ones are left alone. */
    @Test
    void normalClipsStandInForUnlabelledOnes() {
        try (FittedDetector fitted = fitted(TrainingSet.normals(Samples.of(normals()))
                .withUnlabelled(Samples.of(normals().subList(0, 3))))) {
            assertThat(fitted.provenance().learnedFrom().unlabelled()).isEqualTo(3);
            assertThat(fitted.provenance().learnedFrom().normals()).isZero();
        }
        TrainingSet nothing = TrainingSet.normals(Samples.of(List.of()));
        assertThatThrownBy(() -> fitted(nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("normal sample");
    }

    @Test
    void framesAreSpreadOverAllClips() {
        try (Trunk trunk = Trunk.open(Options.parse(detector().options(), options()))) {
            FrameFeatures features = trunk.features(Samples.of(normals()), 10, (stage, done, total) -> {});
            assertThat(features.frames()).hasSize(10);
            assertThat(features.frames().get(0)).hasSize(trunk.shape().size());
        }
    }
}
