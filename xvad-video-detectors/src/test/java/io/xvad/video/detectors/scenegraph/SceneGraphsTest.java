package io.xvad.video.detectors.scenegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneGraphsTest extends DetectorContract {

    private static final int FRAMES = 24;

    @Override
    protected Detector detector() {
        return new SceneGraphs();
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 5)
                .<Sample>mapToObj(seed -> Meetings.apart(seed, FRAMES))
                .toList();
    }

    @Override
    protected Sample anomaly() {
        return Meetings.together(40, FRAMES);
    }

    @Override
    protected LabelledSamples labelled() {
        return LabelledSamples.of(
                List.of(
                        Meetings.together(20, FRAMES),
                        Meetings.together(21, FRAMES),
                        Meetings.following(22, FRAMES),
                        Meetings.following(23, FRAMES)),
                List.of(kind("pair"), kind("pair"), kind("chase"), kind("chase")));
    }

    private static Label kind(String kind) {
        return Label.anomaly().withKind(kind);
    }

    private FittedDetector fitted() {
        return Training.of(detector())
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(normals())).withLabelled(labelled()));
    }

    private static List<AttributeDeviation> attributes(FittedDetector fitted, Clip clip) {
        return fitted.capability(HasAttributes.class).orElseThrow().attributes(clip);
    }

    @Test
    void namesTheKindAndTheTripleThatSpeaksForIt() {
        try (FittedDetector fitted = fitted()) {
            List<AttributeDeviation> pair = attributes(fitted, Meetings.together(50, FRAMES));
            assertThat(pair.get(0).attribute()).startsWith("thing ").endsWith(" thing");
            assertThat(pair.get(0).observed()).isGreaterThan(pair.get(0).normalHigh());
            assertThat(pair.get(1).attribute()).isEqualTo("like 'pair'");
            assertThat(attributes(fitted, Meetings.following(51, FRAMES)).get(1).attribute())
                    .isEqualTo("like 'chase'");
        }
    }

    @Test
    void aRuleTellsAllThatTheLogOddsAreTheSumOf() {
        try (FittedDetector fitted = fitted()) {
            ChecksRules rules = fitted.capability(ChecksRules.class).orElseThrow();
            RuleTrace broken = rules.rules(Meetings.together(50, FRAMES)).get(0);
            assertThat(broken.violated()).isTrue();
            assertThat(broken.facts().get(0)).contains("most like 'pair'");
            Matcher head = Pattern.compile("against normal (\\S+): (\\S+) without any triple")
                    .matcher(broken.facts().get(1));
            assertThat(head.find()).isTrue();
            double sum = Double.parseDouble(head.group(2));
            for (String fact : broken.facts().subList(2, broken.facts().size())) {
                assertThat(fact).contains(" by ");
                sum += Double.parseDouble(fact.substring(0, fact.indexOf(' ')));
            }
            assertThat(sum).isCloseTo(Double.parseDouble(head.group(1)), within(0.01));
            assertThat(broken.facts().get(2)).matches(".* times a frame \\(normal .* s, (upper|middle|lower) \\S+");
            assertThat(rules.rules(Meetings.apart(60, FRAMES)).get(0).violated())
                    .isFalse();
        }
    }

    @Test
    void oneFrameAfterAnotherIsScoredAsTheWholeClip() {
        Clip clip = Meetings.following(52, FRAMES);
        try (FittedDetector fitted = fitted()) {
            ScoresFrames scores = fitted.capability(ScoresFrames.class).orElseThrow();
            List<Double> live = new ArrayList<>();
            try (FrameScorer scorer = scores.scorer(clip.framesPerSecond())) {
                for (Frame frame : Frame.of(clip)) {
                    scorer.push(frame).forEach(one -> live.add(one.score()));
                    assertThat(live).hasSize(frame.index() == 0 ? 0 : (int) frame.index() + 1);
                }
            }
            assertThat(live)
                    .isEqualTo(
                            scores.scored(clip).stream().map(ScoredFrame::score).toList())
                    .allMatch(score -> score >= 0 && score <= 1);
        }
    }

    @Test
    void withoutKindsThereAreTwo() {
        LabelledSamples labelled = LabelledSamples.of(List.of(Meetings.together(20, FRAMES)), List.of(Label.anomaly()));
        try (FittedDetector fitted = Training.of(detector())
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(normals())).withLabelled(labelled))) {
            assertThat(attributes(fitted, Meetings.together(50, FRAMES)).get(1).attribute())
                    .isEqualTo("like 'anomaly'");
        }
    }

    @Test
    void saysWhatItCannotLearnFrom() {
        Training training = Training.of(detector()).withHeldOut(0);
        TrainingSet normal = TrainingSet.normals(Samples.of(normals()));
        Clip apart = Meetings.apart(9, FRAMES);
        assertThatThrownBy(() -> training.withOptions(Map.of("relations", "talks-to"))
                        .fit(normal.withLabelled(LabelledSamples.of(List.of(apart), List.of(Label.anomaly())))))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("'scene-graph'");
        assertThatThrownBy(() ->
                        training.fit(normal.withLabelled(LabelledSamples.of(List.of(apart), List.of(kind("normal"))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be called 'normal'");
        assertThatThrownBy(() ->
                        training.fit(normal.withLabelled(LabelledSamples.of(List.of(apart), List.of(Label.normal())))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one labelled anomalous clip");
    }
}
