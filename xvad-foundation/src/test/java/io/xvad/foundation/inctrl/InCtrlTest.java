package io.xvad.foundation.inctrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.winclip.WinClip;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InCtrlTest extends DetectorContract {

    private static final Export EXPORT = Export.of("inctrl");
    private static final int SIDE = 4;

    @Override
    protected Detector detector() {
        return new InCtrl();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            float[] values = EXPORT.images("references").get(i % 2).toArray();
            values[i] = 0.5f;
            normals.add(Image.of("normal " + i, 3, 60, 44, values));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return EXPORT.image("image");
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "references", "3", "threads", "1");
    }

    private static Training training() {
        return Training.of(new InCtrl())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .withHeldOut(0);
    }

    private static FittedDetector fitted() {
        return training().with(InCtrl.REFERENCES, 2).fit(Samples.of(EXPORT.images("references")));
    }

    @Test
    void scoreAndMapEqualPyTorch() {
        try (FittedDetector fitted = fitted()) {
            Image image = EXPORT.image("image");
            Detection detection = fitted.detect(image);
            assertThat(detection.score()).isCloseTo(EXPORT.values("score")[0], within(1e-4));
            ImageInput input = EXPORT.model().image();
            float[] large = new TokenMap(input, false, 0).enlarged(EXPORT.values("patches"));
            assertThat(detection.map().toArray())
                    .containsExactly(input.restored(large, image).toArray(), within(1e-4f));
        }
    }

    @Test
    void everyPartOfTheScoreEqualsPyTorch() {
        FoundationModel weights = EXPORT.model();
        Options options = Options.defaults(new InCtrl().options());
        PromptEnsemble sentences =
                PromptEnsemble.parse(FoundationOptions.prompts(options, WinClip.class, WinClip.PROMPTS));
        TextAnchors anchors =
                TextAnchors.encoded(sentences, EXPORT.lines("class").get(0), weights, TextAnchors.Averaging.UNIT_MEAN);
        try (ImageEncoder encoder = ImageEncoder.of(weights);
                ResidualHeads heads = ResidualHeads.of(weights);
                SamplePrompts prompts = SamplePrompts.of(
                        EXPORT.images("references").stream().map(encoder::see).toList(), heads, options)) {
            Seen seen = encoder.see(EXPORT.image("image"));
            ScoreParts parts = ScoreParts.of(seen, prompts, anchors, heads);
            EXPORT.assertClose(
                    encoder.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            EXPORT.assertClose(seen.vector(), "image_embeds");
            for (int layer = 1; layer <= 3; layer++) {
                float[] residuals = prompts.patches()
                        .layers()
                        .get(layer - 1)
                        .nearest(seen.patches().get(layer - 1))
                        .halfDistances();
                EXPORT.assertClose(residuals, "residuals_" + layer);
            }
            EXPORT.assertClose(parts.patchResiduals(), "patches");
            EXPORT.assertClose(prompts.imageResidual(heads.adapted(seen.vector())), "residual");
            EXPORT.assertClose(new float[] {parts.imageScore()}, "image-score");
            EXPORT.assertClose(new float[] {parts.textScore()}, "text-score");
            EXPORT.assertClose(new float[] {parts.holisticScore()}, "holistic-score");
        }
    }

    @Test
    void namesThePartsOfTheScoreThatGoBeyondThoseOfNormalImages() {
        try (FittedDetector fitted = fitted()) {
            List<AttributeDeviation> parts =
                    fitted.capability(HasAttributes.class).orElseThrow().attributes(EXPORT.image("image"));
            Map<String, Double> observed = parts.stream()
                    .collect(Collectors.toMap(AttributeDeviation::attribute, AttributeDeviation::observed));
            assertThat(observed)
                    .containsOnlyKeys("greatest patch residual", "image residual", "text prior", "holistic score");
            double holistic = Objects.requireNonNull(observed.get("holistic score"));
            double residual = Objects.requireNonNull(observed.get("greatest patch residual"));
            assertThat((holistic + residual) / 2)
                    .isEqualTo(fitted.detect(EXPORT.image("image")).score());
            assertThat(observed.get("text prior")).isCloseTo(EXPORT.values("text-score")[0], within(1e-4));
            assertThat(parts).allSatisfy(part -> assertThat(part.surprise())
                    .isEqualTo(Math.max(0, part.observed() - part.normalHigh())));
            assertThat(parts).isSortedAccordingTo((a, b) -> Double.compare(b.surprise(), a.surprise()));
        }
    }

    @Test
    void aSingleReferenceHasNoOthersToSayWhatIsNormal() {
        try (FittedDetector fitted =
                training().with(InCtrl.REFERENCES, 1).fit(Samples.of(EXPORT.images("references")))) {
            assertThat(fitted.capability(HasAttributes.class)).isEmpty();
            assertThat(fitted.capability(ComparesSentences.class)).isPresent();
            assertThat(fitted.provenance().trainingSize()).isEqualTo(1);
        }
    }

    /** Of an image of 44 x 60 pixels, of which the network sees the middle. */
    @Test
    void theNearestReferencePatchOfAReferenceIsItself() {
        Image reference = EXPORT.images("references").get(1);
        try (FittedDetector fitted = fitted()) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            NormalPatch patch = memory.nearest(reference, 25, 30, 1).get(0);
            assertThat(patch.sampleId()).isEqualTo(reference.id());
            assertThat(patch.distance()).isCloseTo(0, within(1e-6));
            assertThat(patch.box()).isEqualTo(new Box(22, 19, 11, 11));
            assertThat(patch.crop().width()).isEqualTo(32 / SIDE);
            assertThat(memory.queryCrop(reference, 0, 0).width()).isEqualTo(32 / SIDE);
        }
    }

    @Test
    void remembersImagesOfWhichTheNetworkSawTheMiddle() {
        Image like = EXPORT.images("references").get(1);
        try (FittedDetector fitted = fitted()) {
            Image remembered = fitted.capability(RemembersImages.class)
                    .orElseThrow()
                    .normalImages(like)
                    .get(1);
            assertThat(remembered.height()).isEqualTo(60);
            assertThat(remembered.width()).isEqualTo(44);
            int middle = 30 * 44 + 22;
            assertThat(remembered.toArray()[middle]).isCloseTo(like.toArray()[middle], within(0.1f));
            assertThat(remembered.toArray()[0]).isEqualTo(remembered.toArray()[7 * 44]);
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().with(InCtrl.REFERENCES, 0))
                .withMessageContaining("references");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().with(InCtrl.BATCH, 1))
                .withMessageContaining("batch-size");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("winclip").weights())
                        .fit(Samples.of(EXPORT.images("references"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant inctrl");
    }
}
