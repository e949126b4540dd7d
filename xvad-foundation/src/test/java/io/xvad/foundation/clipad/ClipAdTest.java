package io.xvad.foundation.clipad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.ComparesSentences.SentenceSimilarity;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.text.LargestCluster;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipAdTest extends DetectorContract {

    private static final Export EXPORT = Export.of("clip-ad");
    private static final int SIZE = 32;

    @Override
    protected Detector detector() {
        return new ClipAd();
    }

    @Override
    protected List<Sample> normals() {
        return new ArrayList<>(normalImages());
    }

    private static List<Image> normalImages() {
        List<Image> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            float[] values = EXPORT.image("image").toArray();
            values[i] = 0.5f;
            normals.add(Image.of("normal " + i, 3, 40, 52, values));
        }
        return normals;
    }

    /** One that the random network happens to find more anomalous. */
    @Override
    protected Sample anomaly() {
        float[] values = new float[3 * SIZE * SIZE];
        Arrays.fill(values, 0, 20 * SIZE, 0.8f);
        return Image.of("anomaly", 3, SIZE, SIZE, values);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "references", "3", "threads", "1");
    }

    private static Training training() {
        return Training.of(new ClipAd())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .withHeldOut(0);
    }

    private static Training byMeans() {
        return training().with(ClipAd.REPRESENTATIVE, "mean");
    }

    private static TextAnchors anchors(TextAnchors.Averaging averaging) {
        Options options = Options.defaults(new ClipAd().options());
        String prompts = FoundationOptions.prompts(options, ClipAd.class, "prompts.json");
        return TextAnchors.encoded(
                PromptEnsemble.parse(prompts), EXPORT.lines("class").get(0), EXPORT.model(), averaging);
    }

    private static float[] both(TextAnchors anchors) {
        float[] both = Arrays.copyOf(anchors.normal(), 2 * anchors.dimension());
        System.arraycopy(anchors.anomalous(), 0, both, anchors.dimension(), anchors.dimension());
        return both;
    }

    private static void assertScoreAndMap(Training training, String map) {
        try (FittedDetector fitted = training.fit(TrainingSet.empty())) {
            Image image = EXPORT.image("image");
            Detection detection = fitted.detect(image);
            assertThat(detection.score()).isCloseTo(EXPORT.values("image-score")[0], within(1e-4));
            float[] restored = Resize.plane(EXPORT.values(map), SIZE, SIZE, image.height(), image.width(), true);
            assertThat(detection.map().toArray()).containsExactly(restored, within(1e-4f));
            assertThat(detection.verdict().decision()).isEqualTo(Decision.UNDECIDED);
        }
    }

    @Test
    void withItsLinearLayersScoreAndMapEqualPyTorch() {
        assertScoreAndMap(byMeans(), "plus/map");
    }

    @Test
    void withoutThemScoreAndMapEqualPyTorch() {
        assertScoreAndMap(byMeans().with(ClipAd.SDP_PLUS, false), "sdp/map");
    }

    @Test
    void withoutSmoothingTheMapIsThatBeforeIt() {
        assertScoreAndMap(byMeans().with(ClipAd.SDP_PLUS, false).with(ClipAd.SIGMA, 0.0), "sdp/map-unsmoothed");
    }

    @Test
    void theAnchorsAreMeansOfTheLargestClustersThatScikitLearnFinds() {
        double distance = EXPORT.values("dbscan/distance")[0];
        int least = (int) EXPORT.tensor("dbscan/least").longs()[0];
        EXPORT.assertClose(both(anchors(new LargestCluster(distance, least))), "dbscan/anchors");
        EXPORT.assertClose(both(anchors(TextAnchors.Averaging.UNIT_MEAN)), "anchors");
        assertThat(EXPORT.values("dbscan/anchors")).isNotEqualTo(EXPORT.values("anchors"));
        assertThat(distance).isEqualTo(ClipAd.CLUSTER_DISTANCE.defaultValue());
        assertThat(least).isEqualTo(ClipAd.CLUSTER_NEIGHBOURS.defaultValue());
    }

    /** By hand: a class token at 45 degrees of both anchors weighs them alike, one on the anomalous anchor more. */
    @Test
    void surgeryLeavesHalfOfTheWeightedDifference() {
        TextAnchors anchors = TextAnchors.learned(new float[] {1, 0}, new float[] {0, 1});
        float[] patches = {3, 0, 0, 2, 1, 1};
        assertThat(FeatureSurgery.of(new float[] {5, 5}, patches, anchors))
                .containsExactly(new float[] {-0.5f, 0.5f, 0}, within(1e-6f));
        double anomalous = Math.E / (Math.E + 1);
        float both = (float) ((2 * anomalous - 1) / Math.sqrt(2));
        assertThat(FeatureSurgery.of(new float[] {0, 1}, patches, anchors))
                .containsExactly(new float[] {(float) (anomalous - 1), (float) anomalous, both}, within(1e-6f));
    }

    @Test
    void normalImagesGiveTheTwoPartsOfTheScoreAScale() {
        Image image = anomaly().requireImage();
        try (StagedDualPath stages = path();
                FittedDetector fitted =
                        byMeans().with(FoundationOptions.SCALING_REFERENCES, 5).fit(Samples.of(normalImages()))) {
            double[] lowest = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] highest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (Image normal : normalImages()) {
                double[] parts = parts(stages, normal);
                for (int i = 0; i < 2; i++) {
                    lowest[i] = Math.min(lowest[i], parts[i]);
                    highest[i] = Math.max(highest[i], parts[i]);
                }
            }
            double[] parts = parts(stages, image);
            double expected = (parts[0] - lowest[0]) / (highest[0] - lowest[0]) / 2
                    + (parts[1] - lowest[1]) / (highest[1] - lowest[1]) / 2;
            assertThat(fitted.detect(image).score()).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
            assertThat(fitted.provenance().trainingSize()).isEqualTo(5);
        }
    }

    private static StagedDualPath path() {
        List<Integer> layers = EXPORT.model().description().integers("layers");
        return new StagedDualPath(
                PatchEncoder.of(EXPORT.model()),
                anchors(TextAnchors.Averaging.UNIT_MEAN),
                layers,
                StageLinears.of(EXPORT.model(), layers),
                8);
    }

    private static double[] parts(StagedDualPath stages, Image image) {
        return new double[] {
            stages.find(image).parts().map(), stages.find(image).parts().image()
        };
    }

    @Test
    void sentencesAreThoseOfTheAuthors() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            List<String> expected = new ArrayList<>(EXPORT.lines("normal/sentences"));
            expected.addAll(EXPORT.lines("anomalous/sentences"));
            List<SentenceSimilarity> sentences =
                    fitted.capability(ComparesSentences.class).orElseThrow().sentences(EXPORT.image("image"));
            assertThat(sentences).hasSize(198 + 220);
            assertThat(sentences.stream().map(SentenceSimilarity::sentence))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whatIsMissingOrWrongIsSaidInALine() {
        assertThatThrownBy(() -> Training.of(new ClipAd()).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant clip-ad");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().with(ClipAd.REPRESENTATIVE, "median"))
                .withMessageContaining("representative");
        assertThatThrownBy(() -> StageLinear.of(EXPORT.model(), 3))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("names no array 'linear-3-weight'");
    }
}
