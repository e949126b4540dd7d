package io.xvad.video.detectors.dor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.metrics.detection.LabelledScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTrainingTest {

    private static final int FRAMES = 300;
    private static final int OUTLIERS = 30;

    private static FrameFeatures line() {
        Random random = new Random(2);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            double value = i < OUTLIERS ? 1.5 + 3 * random.nextDouble() : random.nextGaussian();
            frames.add(new float[] {(float) value});
        }
        return new FrameFeatures(new FeatureShape(1, 1, 1), frames);
    }

    private static Options options(String anew) {
        return Options.parse(
                new Dor().options(), Map.of("anew", anew, "channels", "16", "hidden", "8", "learning-rate", "0.003"));
    }

    private static List<Double> curve(String anew) {
        boolean[] anomalous = new boolean[FRAMES];
        Arrays.fill(anomalous, 0, OUTLIERS, true);
        List<Double> curve = new ArrayList<>();
        new SelfTraining(options(anew), 5)
                .trained(
                        line(),
                        (iteration, scores) -> {
                            assertThat(curve).hasSize(iteration);
                            curve.add(LabelledScores.of(scores, anomalous)
                                    .result()
                                    .auroc());
                        },
                        ProgressListener.none());
        return curve;
    }

    /** On a line with a tenth of outliers on one side. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void iterationsDoNotLoseWhatTheInitialDetectorsKnew(String anew) {
        List<Double> curve = curve(anew);
        assertThat(curve).hasSize(6);
        assertThat(curve.get(0)).isGreaterThan(0.8);
        double initial = curve.get(0);
        assertThat(curve).allMatch(auroc -> auroc >= initial);
    }

    @Test
    void theChosenFramesAreTheEndsOfTheOrderAndNeverTheSame() {
        PseudoLabels labels = PseudoLabels.of(new double[] {5, 1, 9, 3, 7, 2, 8, 4, 6, 0}, 0.1, 0.2);
        assertThat(labels.anomalous()).containsExactly(2);
        assertThat(labels.normal()).containsExactly(9, 1);
        PseudoLabels half = PseudoLabels.of(new double[] {1, 1, 1}, 0.5, 0.5);
        assertThat(half.anomalous()).doesNotContainAnyElementsOf(half.normal());
        assertThat(labels.examples())
                .contains(new PseudoLabels.Example(2, 1), new PseudoLabels.Example(9, 0))
                .hasSize(3);
    }

    @Test
    void needsTenFrames() {
        FrameFeatures few =
                new FrameFeatures(new FeatureShape(1, 1, 1), line().frames().subList(0, 9));
        SelfTraining training = new SelfTraining(options("false"), 0);
        assertThatThrownBy(() -> training.trained(few, SelfTraining.Watch.none(), ProgressListener.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 10 frames, got 9");
    }
}
