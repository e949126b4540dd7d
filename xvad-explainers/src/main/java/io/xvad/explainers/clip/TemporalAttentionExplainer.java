package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.capability.AttendsInTime.Drawn;
import io.xvad.core.capability.AttendsInTime.Stretch;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows what the most anomalous stretch of a clip draws on in the stretches before it: one map a frame, even over the frame, with the
 * weight of its stretch, and a sentence with the times. A weight says what the network looked at, not what its score would be without.
 */
public final class TemporalAttentionExplainer implements Explainer {

    /** How many stretches are named. */
    public static final OptionSpec<Integer> NAMED =
            OptionSpec.integer("named", 3, 1, 100, "Most stretches that are named, those with the highest weight");

    @Override
    public String name() {
        return "temporal-attention";
    }

    @Override
    public String description() {
        return "Shows when a clip is most anomalous, and on which stretches before that the score draws";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(AttendsInTime.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(NAMED);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        List<Stretch> stretches =
                fitted.capability(AttendsInTime.class).orElseThrow().stretches(clip);
        Stretch peak = stretches.stream()
                .max(Comparator.comparingDouble(Stretch::score))
                .orElseThrow();
        List<Evidence> evidence = new ArrayList<>(maps(clip, stretches, peak));
        evidence.add(
                new Statement(sentence(clip, stretches, peak, request.options().get(NAMED)), List.of(), name()));
        return evidence;
    }

    private static List<Saliency> maps(Clip clip, List<Stretch> stretches, Stretch peak) {
        double[] weights = new double[clip.frames().size()];
        for (Drawn drawn : peak.drawnOn()) {
            Stretch stretch = stretches.get(drawn.stretch());
            Arrays.fill(weights, stretch.firstFrame(), stretch.endFrame(), drawn.weight());
        }
        List<Saliency> maps = new ArrayList<>();
        for (int frame = 0; frame < weights.length; frame++) {
            float[] even = new float[clip.height() * clip.width()];
            Arrays.fill(even, (float) weights[frame]);
            maps.add(new Saliency(frame, AnomalyMap.of(clip.height(), clip.width(), even), false));
        }
        return maps;
    }

    private static String sentence(Clip clip, List<Stretch> stretches, Stretch peak, int most) {
        double sum = peak.drawnOn().stream().mapToDouble(Drawn::weight).sum();
        String drawn = peak.drawnOn().stream()
                .limit(most)
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s (%.0f %%)",
                        stretches.get(one.stretch()) == peak ? "itself" : time(clip, stretches.get(one.stretch())),
                        100 * one.weight() / sum))
                .collect(Collectors.joining(", "));
        String score = String.format(Locale.ROOT, "%s: most anomalous, score %.3g", time(clip, peak), peak.score());
        return sum > 0 ? score + "; it draws on " + drawn + "." : score + "; it draws on nothing before.";
    }

    private static String time(Clip clip, Stretch stretch) {
        return String.format(
                Locale.ROOT,
                "%.1f–%.1f s",
                clip.timestamp(stretch.firstFrame()),
                clip.timestamp(stretch.endFrame() - 1));
    }
}
