package io.xvad.video.language.anomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.language.ScenesEmbedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnomizeTest extends DetectorContract {

    private static final String LABELS = "heat: fire, explosion\npeople: fight";

    @Override
    protected Detector detector() {
        return new Anomize();
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(
                Map.of("embedder", "scenes-embedder", "stride", "2", "window", "3", "hidden", "8", "epochs", "40"));
        options.putAll(Map.of(
                "temperature", "0.1",
                "label-rate", "0.01",
                "learning-rate", "0.01",
                "smoothing", "0",
                "descriptions", "People fight.\nFlames of a fire spread.\nAn explosion throws up dust.",
                "concepts", "a street\na fire\na fight",
                "labels", LABELS));
        return options;
    }

    /** Twenty frames of a street, of which the middle ones show something else. */
    static Clip clip(int seed, String scene) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Image> frames = new ArrayList<>();
        for (int frame = 0; frame < 20; frame++) {
            float[] values = new float[8 * 8];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
            values[0] = ScenesEmbedder.sample(frame >= 8 && frame < 14 ? scene : "street");
            frames.add(Image.of("clip-" + seed + "#" + frame, 1, 8, 8, values));
        }
        return Clip.of("clip-" + seed, frames, 25);
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> clips = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            clips.add(clip(seed, "street"));
        }
        return clips;
    }

    @Override
    protected Sample anomaly() {
        return clip(50, "fight");
    }

    @Override
    protected LabelledSamples labelled() {
        return LabelledSamples.of(
                List.of(clip(10, "fight"), clip(11, "fire"), clip(12, "fight"), clip(13, "fire"), clip(14, "fire")),
                List.of(
                        Label.anomaly().withKind("Fight"),
                        Label.anomaly().withKind("fire"),
                        Label.anomaly().withKind("fight"),
                        Label.anomaly().withKind("fire"),
                        Label.anomaly()));
    }

    private FittedDetector fitted(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(more);
        return Training.of(detector())
                .withOptions(options)
                .withSeed(3)
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(normals())).withLabelled(labelled()));
    }

    private static List<AttributeDeviation> told(FittedDetector fitted, Clip clip, int frame) {
        return fitted.capability(ScoresFrames.class)
                .orElseThrow()
                .scored(clip)
                .get(frame)
                .findings()
                .get(0)
                .attributes();
    }

    /** Explosions were not learned from: a novel kind, in the group of fires. */
    @Test
    void namesTheKindAlsoOfOneThatWasNotLearnedFrom() {
        try (FittedDetector fitted = fitted(Map.of())) {
            for (String kind : List.of("fire", "fight", "explosion")) {
                AttributeDeviation named = told(fitted, clip(60, kind), 12).get(0);
                assertThat(named.attribute()).isEqualTo("likeness to the kind \"" + kind + "\"");
                assertThat(named.observed()).isGreaterThan(named.normalHigh());
                assertThat(named.surprise()).isPositive();
            }
        }
    }

    @Test
    void tellsWhichTextsAnAnomalyIsLikeAndWhatEachStreamSays() {
        try (FittedDetector fitted = fitted(Map.of())) {
            List<String> told = told(fitted, clip(61, "fire"), 12).stream()
                    .map(AttributeDeviation::attribute)
                    .toList();
            assertThat(told.get(1)).isEqualTo("likeness to the description \"Flames of a fire spread.\"");
            assertThat(told.get(2)).isEqualTo("likeness to the concept \"a fire\"");
            assertThat(told).hasSize(7).endsWith("dynamic stream", "static stream");
        }
    }

    /** Of the labels it was only told that something in these clips is anomalous. */
    @Test
    void tellsWhenTheAnomalyIsAndLooksAtNothingLater() {
        try (FittedDetector fitted = fitted(Map.of());
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(25)) {
            List<Double> scores = new ArrayList<>();
            for (Frame frame : Frame.of(clip(62, "explosion"))) {
                List<ScoredFrame> known = scorer.push(frame);
                assertThat(known).hasSize(1);
                scores.add(known.get(0).score());
            }
            assertThat(scorer.finish()).isEmpty();
            double before =
                    scores.subList(0, 8).stream().mapToDouble(one -> one).max().orElseThrow();
            double within =
                    scores.subList(8, 14).stream().mapToDouble(one -> one).min().orElseThrow();
            assertThat(within).isGreaterThan(before);
            assertThat(scores.get(9)).isEqualTo(scores.get(8));
        }
    }

    /** Kinds that are not among the labels become labels; without kinds the labels are compared as they are. */
    @Test
    void kindsAreAddedToTheLabels() {
        try (FittedDetector fitted = fitted(Map.of("labels", "heat: explosion"))) {
            assertThat(told(fitted, clip(63, "fight"), 12).get(0).attribute()).contains("\"fight\"");
        }
        LabelledSamples without = LabelledSamples.of(List.of(clip(10, "fight")), List.of(Label.anomaly()));
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(normals())).withLabelled(without))) {
            assertThat(told(fitted, clip(64, "fire"), 12).get(0).attribute()).contains("\"fire\"");
        }
    }

    @Test
    void needsAnEmbedderAndALabelledAnomaly() {
        TrainingSet normal = TrainingSet.normals(Samples.of(normals()));
        assertThatThrownBy(() -> Training.of(detector()).fit(normal.withLabelled(labelled())))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o embedder=FOLDER");
        assertThatThrownBy(() -> Training.of(detector()).withOptions(options()).fit(normal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'anomize'")
                .hasMessageContaining("at least one labelled anomalous clip");
    }
}
