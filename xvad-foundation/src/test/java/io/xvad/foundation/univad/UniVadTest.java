package io.xvad.foundation.univad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.model.Weights;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.text.TextEncoder;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.univad.NormalComponents.Normal;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.testkit.DetectorContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UniVadTest extends DetectorContract {

    private static final Export EXPECTED = Export.of("univad-components");

    @TempDir
    static Path weights;

    @BeforeAll
    static void gather() {
        Weights.in(weights, Map.of("clip", "univad", "dino", "dinov2", "grounding", "grounding", "sam", "sam"));
    }

    @Override
    protected Detector detector() {
        return new UniVad();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", weights.toString(), "references", "2", "box-threshold", "0.9");
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            normals.add(EXPECTED.images("references").get(0).withId("normal-" + i));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return EXPECTED.image("image");
    }

    private static List<Mask> masks(Gate gate, int image) {
        Tensor kept = EXPECTED.tensor(gate.name().toLowerCase(Locale.ROOT) + "/masks-" + image);
        int pixels = kept.size(1) * kept.size(2);
        List<Mask> masks = new ArrayList<>();
        for (int i = 0; i < kept.size(0); i++) {
            masks.add(Mask.of(
                    kept.size(1), kept.size(2), Arrays.copyOfRange(kept.booleans(), i * pixels, (i + 1) * pixels)));
        }
        return masks;
    }

    /** Gives the masks of the expectations. */
    private record Given(Gate gate) implements ComponentMasks {

        @Override
        public List<Mask> of(Image image) {
            int reference = EXPECTED.images("references").stream()
                    .map(Image::id)
                    .toList()
                    .indexOf(image.id());
            return masks(gate, reference + 1);
        }

        @Override
        public void close() {}
    }

    private static Options parsed() {
        return Options.parse(new UniVad().options(), Map.of("weights", weights.toString()), Set.of());
    }

    /** The method with the masks and the clusters of the expectations. */
    private FittedUniVad fitted(Gate gate) {
        Options options = parsed();
        ModelSet set = ModelSet.in(weights, List.of("clip", "dino", "grounding", "sam"), options);
        VisionTowers towers = VisionTowers.of(set.get("clip"), set.get("dino"));
        ComponentMasks masks = new Given(gate);
        List<Image> references = EXPECTED.images("references");
        List<Normal> seen = references.stream()
                .map(image -> new Normal(
                        towers.input().seen(image),
                        masks.of(image).stream()
                                .map(mask -> GridMask.resized(mask, 32, 32))
                                .toList(),
                        towers.features(image)))
                .toList();
        KMeans centres = new KMeans(
                EXPECTED.values("centres"), EXPECTED.tensor("centres").size(1));
        FittedUniVad.Known known = UniVad.known(
                anchors(set),
                towers,
                seen,
                References.of(Samples.of(references), towers.input(), read -> {}),
                new ComponentClusters(centres),
                options);
        assertThat(known.normal().gate()).isEqualTo(gate);
        return new FittedUniVad(set, towers, masks, known, provenance.get());
    }

    private static TextAnchors anchors(ModelSet set) {
        String prompts = FoundationOptions.prompts(parsed(), UniVad.class, "prompts.json");
        try (TextEncoder text = TextEncoder.of(set.get("clip"))) {
            return TextAnchors.of(PromptEnsemble.parse(prompts), "object", text, TextAnchors.Averaging.UNIT_MEAN);
        }
    }

    /** Made once: it takes a fit. */
    private final Lazy<Provenance> provenance = new Lazy<>(this::made);

    private Provenance made() {
        try (FittedDetector fitted = Training.of(new UniVad())
                .withOptions(options())
                .withHeldOut(0)
                .fit(Samples.of(EXPECTED.images("references")))) {
            return fitted.provenance();
        }
    }

    @ParameterizedTest
    @EnumSource(Gate.class)
    void scoresAndMapsAsTheSpecificationSays(Gate gate) {
        String name = gate.name().toLowerCase(Locale.ROOT);
        try (FittedUniVad fitted = fitted(gate)) {
            Image image = EXPECTED.image("image");
            Detection detection = fitted.detect(image);
            assertThat(detection.score()).isCloseTo(EXPECTED.values(name + "/score")[0], within(1e-4));
            float[] wanted = Resize.plane(EXPECTED.values(name + "/map"), 32, 32, image.height(), image.width(), true);
            assertThat(detection.map().toArray()).containsExactly(wanted, within(1e-4f));
        }
    }

    @Test
    void theGateTellsSurfacesObjectsAndComponentsApart() {
        assertThat(Gate.of(List.of())).isEqualTo(Gate.TEXTURE);
        assertThat(Gate.of(masks(Gate.TEXTURE, 0))).isEqualTo(Gate.TEXTURE);
        assertThat(Gate.of(masks(Gate.SINGLE, 0))).isEqualTo(Gate.SINGLE);
        assertThat(Gate.of(masks(Gate.MULTI, 0))).isEqualTo(Gate.MULTI);
    }

    @Test
    void aModelWithComponentsIsReadAsItWasWritten() {
        for (Gate gate : Gate.values()) {
            try (FittedUniVad fitted = fitted(gate);
                    VisionTowers towers = towers()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ModelFile.write(out, provenance.get(), fitted::save);
                try (ModelReader model = ModelFile.open(new ByteArrayInputStream(out.toByteArray()), "model");
                        NormalComponents read = NormalComponents.read(model, 4, parsed())) {
                    assertThat(read.gate()).isEqualTo(gate);
                    assertThat(read.match().isPresent()).isEqualTo(gate == Gate.MULTI);
                    assertThat(read.patches().keySet())
                            .isEqualTo(fitted.known().normal().patches().keySet());
                    assertThat(found(read, gate, towers))
                            .containsExactly(found(fitted.known().normal(), gate, towers));
                }
            }
        }
    }

    /** What components say of an image, of patches and, where there are several, of the components themselves. */
    private static float[] found(NormalComponents normal, Gate gate, VisionTowers towers) {
        if (gate == Gate.TEXTURE) {
            return new float[0];
        }
        Image image = EXPECTED.image("image");
        Features features = towers.features(image);
        Components components = new Components(normal, new ComponentDescriber(towers), 32);
        List<Mask> masks = masks(gate, 1).stream()
                .map(mask -> GridMask.resized(mask, 32, 32))
                .toList();
        float[] patches = components.patches(features, masks);
        if (gate == Gate.SINGLE) {
            return patches;
        }
        float[] both = Arrays.copyOf(patches, 2 * patches.length);
        float[] graph = components.graph(towers.input().seen(image), features, masks);
        System.arraycopy(graph, 0, both, patches.length, graph.length);
        return both;
    }

    @Test
    void anImageWithoutComponentsIsAtTheDistanceOneFromThoseThatHaveSome() {
        try (FittedUniVad fitted = fitted(Gate.MULTI);
                VisionTowers towers = towers()) {
            NormalComponents normal = fitted.known().normal();
            Components components = new Components(normal, new ComponentDescriber(towers), 32);
            Image image = EXPECTED.image("image");
            Features features = towers.features(image);
            assertThat(components.patches(features, List.of())).hasSize(32 * 32).containsOnly(1);
            assertThat(components.graph(towers.input().seen(image), features, List.of()))
                    .hasSize(32 * 32)
                    .containsOnly(1);
        }
    }

    private static VisionTowers towers() {
        ModelSet set = ModelSet.in(weights, List.of("clip", "dino"), parsed());
        return VisionTowers.of(set.get("clip"), set.get("dino"));
    }

    @Test
    void itsProvenanceNamesAllWeights() {
        assertThat(provenance.get().external()).hasSize(4).allMatch(model -> model.weightsSha256()
                .isPresent());
    }

    @Test
    void withoutWeightsOrWithOthersItSaysWhatIsNeeded(@TempDir Path others) {
        assertThatExceptionOfType(XvadUnavailableException.class)
                .isThrownBy(() -> Training.of(new UniVad()).fit(Samples.of(normals())))
                .withMessageContaining("clip/ and dino/ and grounding/ and sam/");
        Weights.in(others, Map.of("clip", "winclip", "dino", "dinov2", "grounding", "grounding", "sam", "sam"));
        assertThatExceptionOfType(XvadModelException.class)
                .isThrownBy(() -> Training.of(new UniVad())
                        .withOptions(Map.of("weights", others.toString()))
                        .fit(Samples.of(normals())))
                .withMessageContaining("needs clip, variant univad");
    }
}
