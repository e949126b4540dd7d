package io.xvad.foundation.bayespfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.testkit.DetectorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BayesPflTest extends DetectorContract {

    private static final Export EXPORT = Export.of("bayes-pfl");
    private static final int SIZE = 32;
    private static final int SAMPLES = 3;
    private static final int PROMPTS = 2;

    @Override
    protected Detector detector() {
        return new BayesPfl();
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 4)
                .<Sample>mapToObj(i -> {
                    float[] values = EXPORT.image("image").toArray();
                    values[i] = 0.5f;
                    return Image.of("normal " + i, 3, 40, 52, values);
                })
                .toList();
    }

    /** One that the random network happens to find more anomalous. */
    @Override
    protected Sample anomaly() {
        return Image.of("black", 3, 40, 52, new float[3 * 40 * 52]);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "samples", "3", "threads", "1");
    }

    private static Training training() {
        return Training.of(new BayesPfl())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .with(BayesPfl.SAMPLES, SAMPLES)
                .with(BayesPfl.TOP, 200)
                .withHeldOut(0);
    }

    private static SampleNoise noise() {
        return new SampleNoise(
                EXPORT.tensor("noise/context"), EXPORT.tensor("noise/normal"), EXPORT.tensor("noise/anomalous"));
    }

    /** A detector with the noise that PyTorch had. */
    private static FittedDetector withThatNoise() {
        try (FittedDetector any = training().fit(TrainingSet.empty())) {
            Options options =
                    Options.parse(new BayesPfl().options(), any.provenance().options());
            return BayesPfl.open(EXPORT.model(), options, noise(), any.provenance());
        }
    }

    @Test
    void scoreAndMapEqualPyTorchWithTheSameNoise() {
        try (FittedDetector fitted = withThatNoise()) {
            Image image = EXPORT.image("image");
            Detection detection = fitted.detect(image);
            assertThat(detection.score()).isCloseTo(EXPORT.values("score")[0], within(1e-4));
            float[] restored = Resize.plane(EXPORT.values("map"), SIZE, SIZE, image.height(), image.width(), true);
            assertThat(detection.map().toArray()).containsExactly(restored, within(1e-4f));
        }
    }

    @Test
    void aDetectionSaysHowManySentencesWereSampled() {
        try (FittedDetector three = training().fit(TrainingSet.empty());
                FittedDetector one = training().with(BayesPfl.SAMPLES, 1).fit(TrainingSet.empty())) {
            assertThat(three.detect(anomaly()).effort()).contains(new Effort(2 * SAMPLES * PROMPTS, true));
            assertThat(one.detect(anomaly()).effort()).contains(new Effort(2 * PROMPTS, true));
            assertThat(one.detect(anomaly()).score())
                    .isNotEqualTo(three.detect(anomaly()).score());
        }
    }

    @Test
    void promptsAreSampledFromTheImageAndTheirStatesAreNot() {
        FoundationModel weights = EXPORT.model();
        try (Network prompts = weights.open("prompts")) {
            Tensor image = Tensor.of(EXPORT.values("image_embeds"), 1, 16);
            Tensor other = Tensor.of(new float[16], 1, 16);
            EXPORT.assertClose(inserted(prompts, image, "normal"), "inserted/normal");
            EXPORT.assertClose(inserted(prompts, image, "anomalous"), "inserted/anomalous");
            float[] ofImage = inserted(prompts, image, "normal");
            float[] ofOther = inserted(prompts, other, "normal");
            int context = 3 * 16;
            assertThat(Arrays.copyOf(ofOther, context)).isNotEqualTo(Arrays.copyOf(ofImage, context));
            assertThat(Arrays.copyOfRange(ofOther, context, context + 2 * 16))
                    .isEqualTo(Arrays.copyOfRange(ofImage, context, context + 2 * 16));
        }
    }

    private static float[] inserted(Network prompts, Tensor image, String side) {
        return Outputs.of(
                        prompts.run(Map.of(
                                "image_embeds", image,
                                "context_noise", noise().context(),
                                "normal_noise", noise().normal(),
                                "anomalous_noise", noise().anomalous())),
                        side)
                .toArray();
    }

    /** PyTorch's sentences are as long as the context, these end with their end token. */
    @Test
    void sentencesAndComparisonsEqualPyTorch() {
        FoundationModel weights = EXPORT.model();
        try (PromptSampler sampler =
                        PromptSampler.of(weights, EXPORT.lines("class").get(0), noise());
                PromptComparison comparison = PromptComparison.of(weights)) {
            ImageTokens tokens = comparison.encode(EXPORT.image("image"));
            EXPORT.assertClose(
                    comparison.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            EXPORT.assertClose(PromptComparison.vector(tokens).toArray(), "image_embeds");
            Tensor prompts = sampler.sample(PromptComparison.vector(tokens));
            EXPORT.assertClose(prompts.toArray(), "text_embeds");
            PromptComparison.Margins margins = comparison.compare(tokens, prompts);
            int pairs = SAMPLES * PROMPTS;
            assertThat(margins.grids()).hasSize(4 * pairs);
            float[] logits = EXPORT.values("image_logits");
            float[] grid = EXPORT.values("grid_2");
            for (int pair = 0; pair < pairs; pair++) {
                assertThat(margins.image()[pair]).isCloseTo(logits[pairs + pair] - logits[pair], within(1e-4f));
                assertThat(margins.grids().get(pairs + pair)[5])
                        .isCloseTo(grid[5 * 2 * pairs + pairs + pair] - grid[5 * 2 * pairs + pair], within(1e-4f));
            }
        }
    }

    @Test
    void theSeedDrawsTheNoise() {
        assertThat(SampleNoise.drawn(4, 8, 1).context().toArray())
                .isEqualTo(SampleNoise.drawn(4, 8, 1).context().toArray())
                .isNotEqualTo(SampleNoise.drawn(4, 8, 2).context().toArray())
                .isNotEqualTo(SampleNoise.drawn(4, 8, 1).normal().toArray());
        double square = 0;
        for (float value : SampleNoise.drawn(100, 100, 3).anomalous().toArray()) {
            square += value * value;
        }
        assertThat(square / 10_000).isCloseTo(1, within(0.05));
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> Training.of(new BayesPfl()).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant bayes-pfl");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.CLASS_NAME, "a ".repeat(72))
                        .fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class-name is too long: a sentence holds 72 tokens");
    }
}
