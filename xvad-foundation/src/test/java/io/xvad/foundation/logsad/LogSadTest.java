package io.xvad.foundation.logsad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.option.Options;
import io.xvad.foundation.logsad.FittedLogSad.Known;
import io.xvad.foundation.logsad.VisionNetworks.Features;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.model.Weights;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.parts.Part;
import io.xvad.foundation.parts.PartNames;
import io.xvad.foundation.parts.RuleSet;
import io.xvad.foundation.text.TextEncoder;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSadTest extends DetectorContract {

    private static final Export EXPECTED = Export.of("logsad-parts");
    private static final Export CLIP = Export.of("logsad");

    private static final List<PartNames> KINDS = List.of(
            new PartNames("screw", List.of("screw", "bolt"), false),
            new PartNames("washer", List.of("washer"), false),
            new PartNames("box", List.of("box"), true));

    @TempDir
    static Path weights;

    @BeforeAll
    static void gather() {
        Weights.in(weights, Map.of("clip", "logsad", "dino", "dinov2", "sam", "sam"));
    }

    @Override
    protected Detector detector() {
        return new LogSad();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "weights", weights.toString(), "references", "2", "grid", "8", "clusters", "3", "mask-points", "2");
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            normals.add(darker(EXPECTED.images("references").get(i % 2), 1 - 0.02f * i)
                    .withId("normal-" + i));
        }
        return normals;
    }

    private static Image darker(Image image, float factor) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    @Override
    protected Sample anomaly() {
        return EXPECTED.image("image");
    }

    private static List<Image> images() {
        List<Image> images = new ArrayList<>(List.of(EXPECTED.image("image")));
        images.addAll(EXPECTED.images("references"));
        return images;
    }

    /** Gives the masks of one image of the expectations. */
    private record Given(int image) implements EverythingMasks {

        @Override
        public List<Mask> of(Image square) {
            Tensor kept = EXPECTED.tensor("masks-" + image);
            return IntStream.range(0, kept.size(0))
                    .mapToObj(i -> Mask.of(32, 32, Arrays.copyOfRange(kept.booleans(), i * 1024, (i + 1) * 1024)))
                    .toList();
        }

        @Override
        public void close() {}
    }

    private static VisionNetworks networks() {
        return VisionNetworks.of(CLIP.model(), Optional.empty(), 8);
    }

    private static PartFinder finder(int image) {
        KMeans centres = new KMeans(
                EXPECTED.values("centres"), EXPECTED.tensor("centres").size(1));
        return new PartFinder(centres, new PartQueries(KINDS, EXPECTED.values("queries")), new Given(image));
    }

    @Test
    void kindsOfPlacesAndPartsAreThoseOfTheSpecification() {
        try (VisionNetworks networks = networks()) {
            for (int i = 0; i < 3; i++) {
                Image image = images().get(i);
                Features features = networks.features(image);
                long[] kinds = EXPECTED.tensor("kinds-" + i).longs();
                assertThat(finder(i).kinds(features))
                        .isEqualTo(Arrays.stream(kinds)
                                .mapToInt(kind -> (int) kind)
                                .toArray());
                List<Part> parts = finder(i).parts(networks.input().seen(image), features);
                long[] labels = EXPECTED.tensor("labels-" + i).longs();
                for (int kind = 0; kind < 2; kind++) {
                    int wanted = kind;
                    String name = KINDS.get(kind).name();
                    assertThat(parts.stream()
                                    .filter(part -> part.name().equals(name))
                                    .mapToInt(part -> part.mask().count())
                                    .sum())
                            .isEqualTo((int) Arrays.stream(labels)
                                    .filter(label -> label == wanted)
                                    .count());
                }
                assertThat(parts).noneMatch(part -> part.name().equals("box"));
            }
        }
    }

    @Test
    void scoresOfPatchesAndOfInstancesAreThoseOfTheSpecification() {
        try (VisionNetworks networks = networks()) {
            List<Features> features = images().stream().map(networks::features).toList();
            List<List<List<float[]>>> instances = IntStream.range(0, 3)
                    .mapToObj(i -> InstanceMatch.instances(
                            finder(i).parts(networks.input().seen(images().get(i)), features.get(i)), features.get(i)))
                    .toList();
            InstanceMatch match = InstanceMatch.of(instances.subList(1, 3), 4);
            assertThat(match.score(instances.get(0))).isCloseTo(EXPECTED.values("score")[0], within(1e-4));
            assertThat(match.score(List.of(List.of(), List.of(), List.of(), List.of())))
                    .isEqualTo(1);
            List<ReferenceMemory> memories = IntStream.range(0, 4)
                    .mapToObj(layer -> memory(features.subList(1, 3), layer))
                    .toList();
            float[] structure = Known.structure(memories, features.get(0).structure());
            CLIP.assertClose(structure, "structural/grid");
            memories.forEach(ReferenceMemory::close);
        }
    }

    private ReferenceMemory memory(List<Features> references, int layer) {
        List<FeatureGrid> grids =
                references.stream().map(one -> one.structure().get(layer)).toList();
        return ReferenceMemory.of(
                grids.stream().map(FeatureGrid::vectors).toList(),
                grids.get(0).dimension(),
                Options.parse(detector().options(), options(), Set.of()));
    }

    @Test
    void directionsOfPartsAreThoseOfTheSpecification() {
        try (TextEncoder text = TextEncoder.of(CLIP.model())) {
            EXPECTED.assertClose(PartQueries.of(KINDS, text).vectors(), "text");
        }
    }

    @Test
    void standardisesByNormalImages() {
        Standardised scale = Standardised.of(List.of(1.0, 2.0, 3.0));
        assertThat(scale).isEqualTo(new Standardised(2, 1));
        assertThat(scale.apply(4)).isEqualTo(2);
        assertThat(Standardised.of(List.of(7.0))).isEqualTo(Standardised.NOT);
    }

    private FittedDetector fitted(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(more);
        return Training.of(new LogSad()).withOptions(options).withHeldOut(0).fit(Samples.of(normals()));
    }

    /** A part that random networks never find must be there, and one that they find never must not. */
    @Test
    void aBrokenRuleMakesTheScoreOneAndIsNamed() {
        String kept =
                "{\"parts\": [{\"name\": \"screw\"}], \"rules\": [{\"rule\": \"forbidden\", \"part\": \"screw\"}]}";
        try (FittedDetector fitted = fitted(Map.of("rules", kept))) {
            assertThat(fitted.capability(ChecksRules.class).orElseThrow().rules(anomaly()))
                    .singleElement()
                    .matches(trace -> !trace.violated());
            assertThat(fitted.detect(anomaly()).score()).isLessThan(1);
        }
        try (VisionNetworks networks = networks()) {
            RuleSet rules =
                    RuleSet.parse("{\"rules\": [{\"rule\": \"count\", \"part\": \"washer\", \"min\": 2, \"max\": 3}]}");
            Image image = images().get(0);
            ReferenceMemory memory = memory(List.of(networks.features(image)), 0);
            Known known = new Known(
                    List.of(memory, memory, memory, memory),
                    new InstanceMatch(List.of(List.of())),
                    rules,
                    Standardised.NOT,
                    Standardised.NOT,
                    References.of(Samples.of(List.of(image)), networks.input(), read -> {}));
            try (FittedDetector provenance = fitted(Map.of());
                    FittedLogSad fitted = new FittedLogSad(
                            ModelSet.in(
                                    weights,
                                    List.of("clip", "dino", "sam"),
                                    Options.parse(detector().options(), options(), Set.of())),
                            networks(),
                            finder(0),
                            known,
                            provenance.provenance())) {
                assertThat(fitted.detect(image).score()).isEqualTo(1);
                assertThat(fitted.rules(image))
                        .containsExactly(
                                new RuleTrace("number of 'washer'", List.of("1 found", "allowed: 2 to 3"), true));
            }
        }
    }

    @Test
    void aRuleThatNormalImagesBreakIsDropped() {
        String broken = "{\"parts\": [{\"name\": \"screw\"}], \"rules\": [{\"rule\": \"count\", \"part\": \"screw\","
                + " \"min\": 5, \"max\": 6}, {\"rule\": \"forbidden\", \"part\": \"screw\"}]}";
        try (FittedDetector fitted = fitted(Map.of("rules", broken))) {
            assertThat(fitted.capability(ChecksRules.class).orElseThrow().rules(anomaly()))
                    .extracting(RuleTrace::rule)
                    .containsExactly("no 'screw'");
        }
    }

    @Test
    void patchesCanBeComparedByDinov2() {
        try (FittedDetector fitted = fitted(Map.of("structure", "dino"));
                FittedDetector byClip = fitted(Map.of())) {
            assertThat(fitted.detect(anomaly()).map())
                    .isNotEqualTo(byClip.detect(anomaly()).map());
            assertThat(fitted.provenance().external()).hasSize(3);
        }
    }

    @Test
    void withoutWeightsOrWithBadRulesItSaysWhatIsNeeded(@TempDir Path others) {
        assertThatExceptionOfType(XvadUnavailableException.class)
                .isThrownBy(() -> Training.of(new LogSad()).fit(Samples.of(normals())))
                .withMessageContaining("clip/ and dino/ and sam/");
        assertThatExceptionOfType(XvadDataException.class)
                .isThrownBy(() -> fitted(Map.of("rules", "{\"rules\": [{\"rule\": \"weight\"}]}")))
                .withMessageContaining("unknown rule 'weight'");
        assertThatExceptionOfType(XvadDataException.class)
                .isThrownBy(
                        () -> fitted(Map.of("rules", "{\"rules\": [{\"rule\": \"forbidden\", \"part\": \"screw\"}]}")))
                .withMessageContaining("is about 'screw'");
        Weights.in(others, Map.of("clip", "univad", "dino", "dinov2", "sam", "sam"));
        assertThatExceptionOfType(XvadModelException.class)
                .isThrownBy(() -> fitted(Map.of("weights", others.toString())))
                .withMessageContaining("needs clip, variant logsad");
    }
}
