package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Change;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.update.Forgetting;
import io.xvad.core.update.LearningMore;
import io.xvad.detectors.padim.PaDiM;
import io.xvad.detectors.patchcore.PatchCore;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that learn more and forget, against models that are fitted on the same images at once. */
class UpdatesTest {

    private static final List<Sample> ALL = TestImages.normals(8);
    private static final List<Sample> OLD = ALL.subList(0, 5);
    private static final Map<String, String> SMALL = Map.of("input-size", "96");
    private static final Map<String, String> EVERY_PATCH =
            Map.of("input-size", "96", "coreset-size", "60", "sigma", "0", "projection", "0");

    private static FittedDetector fit(Detector detector, Map<String, String> options, List<Sample> samples) {
        return Training.of(detector)
                .withOptions(options)
                .withSeed(7)
                .withHeldOut(0)
                .fit(Samples.of(samples));
    }

    private static FittedDetector more(FittedDetector model, List<Sample> samples) {
        return LearningMore.of(model).withHeldOut(0).learn(Samples.of(samples));
    }

    private static double score(FittedDetector model, Sample sample) {
        return model.detect(sample).score();
    }

    static List<Detector> exact() {
        return List.of(new PaDiM(), new PixelGaussian());
    }

    @ParameterizedTest
    @MethodSource("exact")
    void learningMoreEqualsAFitOnTheUnion(Detector detector) {
        try (FittedDetector old = fit(detector, SMALL, OLD);
                FittedDetector loaded = Models.load(Models.toBytes(old));
                FittedDetector more = more(loaded, ALL);
                FittedDetector union = fit(detector, SMALL, ALL)) {
            assertThat(more.provenance().learnedFrom())
                    .isEqualTo(union.provenance().learnedFrom());
            assertThat(more.provenance().changes()).extracting(Change::effect).containsExactly(Change.EXACT);
            double wanted = score(union, TestImages.withSquare());
            assertThat(score(more, TestImages.withSquare())).isCloseTo(wanted, within(1e-4 * wanted));
            assertThat(score(old, TestImages.withSquare())).isNotCloseTo(wanted, within(1e-2 * wanted));
        }
    }

    @ParameterizedTest
    @MethodSource("exact")
    void forgettingEqualsAFitOnTheRest(Detector detector) {
        List<String> ids = ALL.subList(5, 8).stream().map(Sample::id).toList();
        try (FittedDetector all = fit(detector, SMALL, ALL);
                FittedDetector less = Forgetting.of(all).with(Samples.of(ALL)).forget(ids);
                FittedDetector rest = fit(detector, SMALL, OLD)) {
            assertThat(less.provenance().learnedFrom())
                    .isEqualTo(rest.provenance().learnedFrom());
            double wanted = score(rest, TestImages.withSquare());
            assertThat(score(less, TestImages.withSquare())).isCloseTo(wanted, within(1e-4 * wanted));
        }
    }

    @ParameterizedTest
    @MethodSource("exact")
    void whatIsSubtractedMustBeWhatWasLearned(Detector detector) {
        try (FittedDetector all = fit(detector, SMALL, ALL)) {
            List<String> id = List.of(ALL.get(2).id());
            assertThatThrownBy(() -> Forgetting.of(all).forget(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stripes-2")
                    .hasMessageContaining("once more");
            Sample other = TestImages.stripes(50, 60, 80).withId("stripes-2");
            assertThatThrownBy(() ->
                            Forgetting.of(all).with(Samples.of(List.of(other))).forget(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pixels differ");
        }
    }

    @Test
    void aModelWithoutItsSumsSaysHowToHaveThem() {
        try (FittedDetector model = fit(new PaDiM(), Map.of("input-size", "96", "learn-more", "false"), OLD)) {
            assertThat(model.capability(LearnsMore.class)).isEmpty();
            assertThatThrownBy(() -> LearningMore.of(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("this model of 'padim' does not keep what it takes");
        }
        try (FittedDetector model = fit(new PaDiM(), SMALL, OLD);
                FittedDetector lean = fit(new PaDiM(), Map.of("input-size", "96", "learn-more", "false"), OLD)) {
            assertThat(Models.toBytes(lean).length).isLessThan(Models.toBytes(model).length);
        }
    }

    private static double radius(FittedDetector model) {
        try (ModelReader saved = ModelFile.open(new ByteArrayInputStream(Models.toBytes(model)), "model")) {
            return saved.doubles("memory-covering-radius")[0];
        }
    }

    /** Every patch is a candidate and the map is not smoothed, so that a score is the largest distance of a patch from the memory. */
    @Test
    void everyPatchThatAMemoryWasSelectedFromIsWithinItsCoveringRadius() {
        try (FittedDetector old = fit(new PatchCore(), EVERY_PATCH, OLD);
                FittedDetector more = more(old, ALL);
                FittedDetector most = more(more, List.of(TestImages.stripes(40, 60, 80)))) {
            double before =
                    OLD.stream().mapToDouble(image -> score(old, image)).max().orElseThrow();
            assertThat(radius(old)).isCloseTo(before, within(0.05 * before)).isGreaterThanOrEqualTo(before - 1e-4);
            assertThat(ALL).allSatisfy(image -> assertThat(score(more, image)).isLessThan(radius(more) + 1e-4));
            assertThat(ALL).allSatisfy(image -> assertThat(score(most, image)).isLessThan(radius(most) + 1e-4));
            assertThat(radius(more)).isLessThan(3 * radius(old));
            assertThat(more.provenance().changes().get(0).effect())
                    .isEqualTo(String.format(
                            "covering radius of the memory at most %.4g, before %.4g", radius(more), radius(old)));
        }
    }

    @Test
    void aMemoryThatLearnsMoreKeepsItsSizeAndKnowsWhereItsPatchesAreFrom() {
        Map<String, String> options = Map.of("input-size", "96", "coreset-size", "200", "candidates", "1000");
        try (FittedDetector old = fit(new PatchCore(), options, OLD);
                FittedDetector more = more(old, ALL)) {
            RemembersNormals memory = more.capability(RemembersNormals.class).orElseThrow();
            assertThat(memory.nearest(TestImages.withSquare(), 40, 20, 1000))
                    .hasSize(200)
                    .extracting(patch -> patch.sampleId())
                    .contains("stripes-0", "stripes-7");
            try (FittedDetector again = more(old, ALL)) {
                assertThat(again.detect(TestImages.withSquare())).isEqualTo(more.detect(TestImages.withSquare()));
            }
        }
    }

    /** Neither features, crops, images nor the id of what was forgotten are anywhere in the file. */
    @Test
    void nothingOfAForgottenImageIsInTheFile() throws IOException {
        String id = ALL.get(3).id();
        try (FittedDetector all = fit(new PatchCore(), EVERY_PATCH, ALL);
                FittedDetector less = Forgetting.of(all).forget(List.of(id))) {
            byte[] before = entries(Models.toBytes(all));
            byte[] after = entries(Models.toBytes(less));
            List<byte[]> traces = Traces.of(Models.toBytes(all), id);
            assertThat(traces).hasSizeGreaterThan(3);
            assertThat(traces)
                    .allSatisfy(trace -> assertThat(contains(before, trace)).isTrue());
            assertThat(traces)
                    .allSatisfy(trace -> assertThat(contains(after, trace)).isFalse());
            assertThat(less.capability(RemembersNormals.class)
                            .orElseThrow()
                            .nearest(ALL.get(3).requireImage(), 30, 30, 1000))
                    .isNotEmpty()
                    .noneMatch(patch -> patch.sampleId().equals(id));
            assertThat(less.capability(RemembersImages.class)
                            .orElseThrow()
                            .normalImages(ALL.get(3).requireImage()))
                    .hasSize(7);
            assertThat(less.provenance().changes().get(0).effect()).contains("remembered patches dropped");
            try (FittedDetector learned = more(less, List.of(ALL.get(3)))) {
                assertThat(learned.provenance().changes().get(1).effect())
                        .isEqualTo("covering radius of the memory not known, since samples were forgotten");
            }
        }
    }

    private static byte[] entries(byte[] model) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(all);
            }
        }
        return all.toByteArray();
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (all[i] == part[0] && Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void refusesToLearnNothing() {
        try (FittedDetector model = fit(new PatchCore(), EVERY_PATCH, OLD)) {
            LearnsMore learns = model.capability(LearnsMore.class).orElseThrow();
            assertThatThrownBy(() -> learns.withMore(
                            TrainingSet.empty().normals(), LocalDate.of(2026, 3, 1), ProgressListener.none()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
