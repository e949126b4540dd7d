package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every detector that learns from labels of whole clips. */
public abstract class WeakContract extends DetectorContract {

    private static final int SNIPPET = 6;

    /** Options of the detector alone that keep the tests fast. */
    protected abstract Map<String, String> own();

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(
                Map.of("snippet", "" + SNIPPET, "moments", "2", "patches", "2", "input-size", "32", "smoothing", "0"));
        options.putAll(own());
        return options;
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(5);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    /** Walks that become fast and leave the lane for a third of the clip. */
    @Override
    protected LabelledSamples labelled() {
        List<Sample> clips = List.of(mixed(31), mixed(32), mixed(33), mixed(34));
        return LabelledSamples.of(
                clips, clips.stream().map(clip -> Label.anomaly()).toList());
    }

    /** Frames 12 to 23 are anomalous. */
    private static Clip mixed(int seed) {
        List<io.xvad.core.Image> frames =
                new ArrayList<>(Walks.clip(seed, 12, 3 + seed % 4, 1, 30).frames());
        frames.addAll(Walks.clip(seed + 50, 12, 2 + seed % 3, 3, 6).frames());
        frames.addAll(Walks.clip(seed + 70, 12, 20, 1, 30).frames());
        return Clip.of("mixed-" + seed, frames, 25);
    }

    private FittedDetector fitted() {
        return Training.of(detector())
                .withOptions(options())
                .withSeed(3)
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(normals())).withLabelled(labelled()));
    }

    /** Of the labels it was only told that something in these clips is anomalous. Scores are those of a stream, the same for all frames of a snippet. */
    @Test
    void tellsWhenTheAnomalyIs() {
        Clip clip = mixed(35);
        try (FittedDetector fitted = fitted()) {
            ScoresFrames scores = fitted.capability(ScoresFrames.class).orElseThrow();
            List<ScoredFrame> scored = new ArrayList<>();
            try (FrameScorer scorer = scores.scorer(25)) {
                for (Frame frame : Frame.of(clip)) {
                    List<ScoredFrame> known = scorer.push(frame);
                    assertThat(known).hasSize((frame.index() + 1) % SNIPPET == 0 ? SNIPPET : 0);
                    scored.addAll(known);
                }
                assertThat(scorer.finish()).isEmpty();
            }
            assertThat(highest(scored, 12, 24))
                    .isGreaterThan(Math.max(highest(scored, 0, 12), highest(scored, 30, 36)));
            assertThat(scored.get(14).findings().get(0).attributes().get(0).observed())
                    .isEqualTo(scored.get(14).score());
            fitted.capability(AttendsInTime.class).ifPresent(attends -> tellsWhatItDrawsOn(attends, clip, scored));
        }
    }

    private static void tellsWhatItDrawsOn(AttendsInTime attends, Clip clip, List<ScoredFrame> scored) {
        List<AttendsInTime.Stretch> stretches = attends.stretches(clip);
        assertThat(stretches).hasSize(clip.frames().size() / SNIPPET);
        for (int i = 0; i < stretches.size(); i++) {
            AttendsInTime.Stretch stretch = stretches.get(i);
            assertThat(stretch.firstFrame()).isEqualTo(i * SNIPPET);
            assertThat(stretch.endFrame()).isEqualTo((i + 1) * SNIPPET);
            assertThat(stretch.score()).isEqualTo(scored.get(i * SNIPPET).score());
            int latest = i;
            assertThat(stretch.drawnOn())
                    .allMatch(drawn -> drawn.stretch() >= 0 && drawn.stretch() <= latest && drawn.weight() >= 0);
        }
    }

    private static double highest(List<ScoredFrame> scored, int from, int to) {
        return scored.subList(from, to).stream()
                .mapToDouble(ScoredFrame::score)
                .max()
                .orElseThrow();
    }

    /** The rest of a clip, shorter than a snippet, is scored too. */
    @Test
    void everyFrameIsScored() {
        try (FittedDetector fitted = fitted()) {
            ScoresFrames scores = fitted.capability(ScoresFrames.class).orElseThrow();
            for (int frames : new int[] {1, 5, 7, 13}) {
                assertThat(scores.scored(Walks.clip(3, frames, 4, 1, 30))).hasSize(frames);
            }
        }
    }

    @Test
    void needsALabelledAnomaly() {
        TrainingSet normal = TrainingSet.normals(Samples.of(normals()))
                .withLabelled(LabelledSamples.of(List.of(Walks.clip(8, 12, 4, 1, 30)), List.of(Label.normal())));
        assertThatThrownBy(() -> Training.of(detector()).withOptions(options()).fit(normal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + detector().name() + "'")
                .hasMessageContaining("at least one labelled anomalous clip");
    }
}
