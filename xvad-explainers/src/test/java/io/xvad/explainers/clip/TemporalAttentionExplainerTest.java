package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.testkit.ExplainerContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemporalAttentionExplainerTest extends ExplainerContract {

    private static final int STRETCH = 3;

    /** Stretches of three frames, of which each draws on itself with 1 and on the one before with 3. */
    private record Halves() implements FittedDetector, AttendsInTime {

        @Override
        public List<Stretch> stretches(Clip clip) {
            List<Stretch> stretches = new ArrayList<>();
            for (int from = 0; from < clip.frames().size(); from += STRETCH) {
                int index = stretches.size();
                int end = Math.min(from + STRETCH, clip.frames().size());
                double score = clip.frames().subList(from, end).stream()
                        .mapToDouble(ClipFormula::bright)
                        .max()
                        .orElseThrow();
                List<Drawn> drawn =
                        index == 0 ? List.of(new Drawn(0, 1)) : List.of(new Drawn(index - 1, 3), new Drawn(index, 1));
                stretches.add(new Stretch(from, end, score + index * 1e-6, drawn));
            }
            return stretches;
        }

        @Override
        public Detection detect(Sample sample) {
            Clip clip = sample.requireClip();
            AnomalyMap map = AnomalyMap.of(clip.height(), clip.width(), new float[clip.height() * clip.width()]);
            double score =
                    stretches(clip).stream().mapToDouble(Stretch::score).max().orElseThrow();
            return Detection.undecided(
                    clip.id(),
                    score,
                    List.copyOf(Collections.nCopies(clip.frames().size(), map)));
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none().with(AttendsInTime.class, this);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("halves", Map.of(), 0, 0, "none", "test");
        }

        @Override
        public void save(ModelWriter model) {
            throw new UnsupportedOperationException("lives in tests only");
        }

        @Override
        public void close() {}
    }

    @Override
    protected Explainer explainer() {
        return new TemporalAttentionExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return new Halves();
    }

    @Override
    protected Sample anomaly() {
        return MovingSquare.clip();
    }

    @Test
    void tellsWhenAndOnWhatTheScoreDraws() {
        Clip clip = MovingSquare.clip();
        Halves detector = new Halves();
        Explanation found =
                explainer().explain(detector, clip, detector.detect(clip), ExplainRequest.defaults(explainer()));
        List<AttendsInTime.Stretch> stretches = detector.stretches(clip);
        int peak = 0;
        for (int i = 1; i < stretches.size(); i++) {
            peak = stretches.get(i).score() > stretches.get(peak).score() ? i : peak;
        }
        assertThat(peak).isPositive();
        List<Saliency> maps = found.evidence(Saliency.class).toList();
        assertThat(maps).hasSameSizeAs(clip.frames());
        for (int frame = 0; frame < maps.size(); frame++) {
            float weight = frame / STRETCH == peak ? 1 : frame / STRETCH == peak - 1 ? 3 : 0;
            assertThat(maps.get(frame).map().toArray()).containsOnly(weight);
        }
        String text = found.evidence(Statement.class).findFirst().orElseThrow().text();
        assertThat(text)
                .startsWith(String.format(java.util.Locale.ROOT, "%.1f–", clip.timestamp(peak * STRETCH)))
                .contains("(75 %)", "itself (25 %)");
        assertThat(detector.detect(clip).score()).isCloseTo(stretches.get(peak).score(), within(1e-12));
    }
}
