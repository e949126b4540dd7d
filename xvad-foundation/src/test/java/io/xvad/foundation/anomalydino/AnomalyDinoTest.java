package io.xvad.foundation.anomalydino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.update.Forgetting;
import io.xvad.core.update.LearningMore;
import io.xvad.foundation.model.Export;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyDinoTest extends DetectorContract {

    private static final Export EXPORT = Export.of("dinov2");

    @Override
    protected Detector detector() {
        return new AnomalyDino();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "shorter-side", "56", "rotations", "false");
    }

    /** Two images, and slightly darker ones. */
    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            normals.add(darker(EXPORT.images("references").get(i % 2), 1 - 0.01f * i)
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
        return EXPORT.image("image");
    }

    private static FittedDetector fitted(Map<String, String> options) {
        return Training.of(new AnomalyDino())
                .withOptions(options)
                .withHeldOut(0)
                .fit(Samples.of(EXPORT.images("references")));
    }

    private static Map<String, String> asExpected(boolean masking) {
        return Map.of(
                "weights", EXPORT.weights(),
                "shorter-side", "112",
                "rotations", "false",
                "masking", String.valueOf(masking),
                "mask-threshold", "3");
    }

    @ParameterizedTest
    @CsvSource({"plain, false", "masked, true"})
    void scoresAndMapsAsTheSpecificationSays(String name, boolean masking) {
        try (FittedDetector fitted = fitted(asExpected(masking))) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values(name + "/score")[0], within(1e-4));
            EXPORT.assertClose(detection.map().toArray(), name + "/map");
        }
    }

    @Test
    void patchesAreThoseOfTheSpecification() {
        try (PatchNetwork network = new PatchNetwork(EXPORT.model(), 112)) {
            PatchNetwork.Patches patches = network.patches(network.seen(EXPORT.image("image")));
            assertThat(patches.height()).isEqualTo(8);
            assertThat(patches.width()).isEqualTo(10);
            EXPORT.assertClose(patches.rows(), "plain/tokens");
            assertThat(new Foreground(3).of(patches).toArray())
                    .isEqualTo(EXPORT.tensor("masked/seen").booleans());
        }
    }

    @Test
    void referencesThatAreAddedLaterCountAsThoseOfTheBeginning() {
        List<Image> references = EXPORT.images("references");
        Image last = references.get(references.size() - 1);
        List<Image> others = references.subList(0, references.size() - 1);
        try (FittedDetector all = fitted(asExpected(false));
                FittedDetector some = Training.of(new AnomalyDino())
                        .withOptions(asExpected(false))
                        .withHeldOut(0)
                        .fit(Samples.of(others));
                FittedDetector more = LearningMore.of(some).withHeldOut(0).learn(Samples.of(List.of(last)));
                FittedDetector less = Forgetting.of(all).forget(List.of(last.id()))) {
            Detection wanted = all.detect(EXPORT.image("image"));
            Detection fewer = some.detect(EXPORT.image("image"));
            assertThat(fewer.score()).isNotEqualTo(wanted.score());
            assertThat(more.detect(EXPORT.image("image"))).isEqualTo(wanted);
            assertThat(less.detect(EXPORT.image("image"))).isEqualTo(fewer);
        }
    }

    /** A quarter turn of a reference is one of its eight turns. */
    @Test
    void aTurnedReferenceIsNormalWhereReferencesAreTurned() {
        Image reference = square(EXPORT.images("references").get(0));
        Image turned = new Turn(90).of(reference);
        Map<String, String> turning = Map.of("weights", EXPORT.weights(), "shorter-side", "56");
        for (boolean rotations : new boolean[] {true, false}) {
            Map<String, String> options = new HashMap<>(turning);
            options.put("rotations", String.valueOf(rotations));
            try (FittedDetector fitted = Training.of(new AnomalyDino())
                    .withOptions(options)
                    .withHeldOut(0)
                    .fit(Samples.of(List.of(reference)))) {
                double score = fitted.detect(turned).score();
                assertThat(score < 1e-3).isEqualTo(rotations);
            }
        }
    }

    private static Image square(Image image) {
        return image.crop(new Box(0, 0, 56, 56));
    }

    @Test
    void theNearestPatchOfAReferenceIsItself() {
        try (FittedDetector fitted = fitted(asExpected(false))) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            NormalPatch nearest = memory.nearest(EXPORT.images("references").get(1), 30, 50, 2)
                    .get(0);
            assertThat(nearest.sampleId()).isEqualTo("references 1");
            assertThat(nearest.distance()).isLessThan(1e-3);
            assertThat(nearest.crop().toArray())
                    .containsExactly(
                            memory.queryCrop(EXPORT.images("references").get(1), 30, 50)
                                    .toArray(),
                            Offset.offset(0.5f / 255));
        }
    }

    /** 56 pixels of the shorter side are 17 of the image's: a patch of 14 is a quarter of them, wherever the image was turned. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theBoxOfTheNearestPatchIsInPixelsOfTheReferenceItself(String rotations) {
        Image reference = EXPORT.images("references").get(0).crop(new Box(0, 0, 20, 17));
        try (FittedDetector fitted = Training.of(new AnomalyDino())
                .withOptions(Map.of("weights", EXPORT.weights(), "shorter-side", "56", "rotations", rotations))
                .withHeldOut(0)
                .fit(Samples.of(List.of(reference)))) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            Box box = memory.nearest(reference, 16, 0, 1).get(0).box();
            assertThat(box).isEqualTo(new Box(0, 12, 5, 5));
            for (NormalPatch patch : memory.nearest(reference, 8, 10, 16)) {
                patch.box().requireInside(17, 20);
            }
        }
    }

    @Test
    void itsProvenanceNamesTheWeights() {
        try (FittedDetector fitted = fitted(asExpected(false))) {
            assertThat(fitted.provenance().external()).singleElement().satisfies(model -> {
                assertThat(model.name()).isEqualTo("random, seed 3");
                assertThat(model.weightsSha256()).isPresent();
            });
        }
    }

    @Test
    void withoutWeightsOrWithOthersItSaysWhatIsNeeded() {
        assertThatExceptionOfType(XvadUnavailableException.class)
                .isThrownBy(() -> fitted(Map.of()))
                .withMessageContaining("weights=FOLDER");
        assertThatExceptionOfType(XvadModelException.class)
                .isThrownBy(() -> fitted(Map.of("weights", Export.of("dinomaly").weights())))
                .withMessageContaining("detector 'anomaly-dino' needs dinov2");
    }
}
