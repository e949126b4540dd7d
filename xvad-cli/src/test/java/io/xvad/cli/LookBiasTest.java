package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import io.xvad.evaluation.bias.LookBias;
import io.xvad.language.gpt4v.Gpt4v;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripted language models that do, and do not, look at skin. */
class LookBiasTest {

    private static final int SIDE = 64;
    private static final int SCENES = 24;

    /** Red and blue of the five darker tones. */
    private static final Set<Integer> DARK = Set.of(0xa056, 0x8243, 0x6034, 0x3a2a, 0x2920);

    private static Samples scenes() {
        List<Sample> scenes = new ArrayList<>();
        for (int i = 0; i < SCENES; i++) {
            Random random = new Random(i);
            float[] values = new float[3 * SIDE * SIDE];
            for (int v = 0; v < values.length; v++) {
                values[v] = 0.55f + 0.02f * random.nextFloat();
            }
            scenes.add(Image.of("scene " + i, 3, SIDE, SIDE, values));
        }
        return Samples.of(scenes);
    }

    /** Answers with a score of the image that it is sent. */
    private record Looking(ToDoubleFunction<Image> score) implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            ImageContent sent = (ImageContent)
                    ((UserMessage) request.messages().get(1)).contents().get(1);
            double said = score.applyAsDouble(ImageReader.withDefaults()
                    .read("sent", Base64.getDecoder().decode(sent.image().base64Data())));
            String answer = "{\"anomalous\": " + (said > 0.5) + ", \"score\": " + said + ", \"reason\": \"so it is\"}";
            return ChatResponse.builder().aiMessage(AiMessage.from(answer)).build();
        }
    }

    /** Whether there are pixels of a brown or dark tone of skin. */
    private static double darkSkin(Image image) {
        int dark = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int red = Math.round(255 * image.at(0, i / SIDE, i % SIDE));
            int blue = Math.round(255 * image.at(2, i / SIDE, i % SIDE));
            dark += DARK.contains(red << 8 | blue) ? 1 : 0;
        }
        return dark > 2 ? 0.9 : 0.1;
    }

    /** A coin that the legs, which have one colour, toss. */
    private static double legs(Image image) {
        int legs = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            legs += Math.abs(image.at(2, i / SIDE, i % SIDE) - 0x55 / 255f) < 0.002 ? 1 : 0;
        }
        return legs > 60 ? 0.9 : 0.1;
    }

    private static LookBias bias(ToDoubleFunction<Image> score) {
        try (FittedDetector fitted =
                Training.of(new Gpt4v(new Looking(score))).withoutMeasures().fit(scenes())) {
            return LookBias.of(fitted, scenes(), 1, 3, ProgressListener.none());
        }
    }

    @Test
    void aModelThatLooksAtSkinIsCaught() {
        LookBias bias = bias(LookBiasTest::darkSkin);
        assertThat(bias.skin().verdicts().changed().interval(0.95).low()).isGreaterThan(0.3);
        assertThat(bias.skin().verdicts().second().count())
                .isGreaterThan(bias.skin().verdicts().first().count());
        assertThat(bias.skin().verdicts().oneSidedness()).isLessThan(0.001);
        assertThat(bias.moved().verdicts().changed().share()).isLessThan(0.1);
        assertThat(bias.saysNothing()).isFalse();
    }

    @Test
    void aModelThatLooksAtSomethingElseIsNot() {
        LookBias bias = bias(LookBiasTest::legs);
        assertThat(bias.skin().verdicts().changed().count()).isZero();
        assertThat(bias.skin().scoreChange()).isZero();
        assertThat(bias.clothing().verdicts().changed().share()).isLessThan(0.1);
        assertThat(bias.skin().verdicts().first().share()).isBetween(0.1, 0.99);
        assertThat(bias.saysNothing()).isFalse();
    }

    @Test
    void aModelThatSaysOneThingOnlyTellsNothing() {
        assertThat(bias(image -> 0.1).saysNothing()).isTrue();
    }

    /** Remembers its detections as long as somebody else does. */
    private record Forgetful(FittedDetector inner, List<WeakReference<Detection>> found) implements FittedDetector {
        @Override
        public Detection detect(Sample sample) {
            Detection detection = inner.detect(sample);
            found.add(new WeakReference<>(detection));
            return detection;
        }

        long alive() {
            return found.stream().filter(one -> one.get() != null).count();
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void detectionsAreNotKept() {
        try (Forgetful fitted =
                new Forgetful(Training.of(new PixelGaussian()).withoutMeasures().fit(scenes()), new ArrayList<>())) {
            LookBias.of(fitted, scenes(), 1, 3, (stage, done, total) -> {
                if (done == total) {
                    for (int tries = 0; tries < 20 && fitted.alive() > 0; tries++) {
                        System.gc();
                    }
                    assertThat(fitted.found()).hasSize(4 * SCENES);
                    assertThat(fitted.alive()).isZero();
                }
            });
        }
    }

    @Test
    void whoDoesNotDecideIsRefused() {
        try (FittedDetector undecided =
                Training.of(new Gpt4v(new Looking(image -> 0.1))).withHeldOut(0).fit(TrainingSet.empty())) {
            assertThatThrownBy(() -> LookBias.of(undecided, scenes(), 1, 0, ProgressListener.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the detector does not decide");
        }
    }

    @Test
    void theCommandSaysWhatWasFound(@TempDir Path directory) throws Exception {
        Path model = directory.resolve("m.xvad");
        try (FittedDetector fitted =
                Training.of(new PixelGaussian()).withoutMeasures().fit(scenes())) {
            Models.save(fitted, model);
        }
        Path scene = directory.resolve("scene.png");
        ImageWriter.writePng(scenes().get(0).requireImage(), scene);
        Outcome outcome = run("bias", "--model", model, scene, "--pairs", 2, "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode skin = new ObjectMapper().readTree(outcome.out()).get("skin");
        assertThat(skin.get("pairs").asInt()).isEqualTo(2);
        assertThat(skin.get("scoreChange").asDouble()).isPositive();
        assertThat(run("bias", "--model", model, scene).out()).contains("verdict changes in", "with dark");
    }
}
