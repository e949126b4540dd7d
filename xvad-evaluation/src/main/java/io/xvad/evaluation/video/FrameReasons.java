package io.xvad.evaluation.video;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.metrics.explanation.reason.ReasonPrecision;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well the attributes that are told of each frame are the reasons that somebody gave for it, by {@link ReasonPrecision}. An attribute is
 * as strong a reason as its share of what was found, by surprise, times the score of that; of several things the strongest counts. Not
 * thread-safe.
 */
final class FrameReasons {

    private final ReasonLabels labels;
    private final ReasonPrecision precision;

    /**
     * Judged by labels.
     *
     * @throws IllegalArgumentException if they give no reason at all
     */
    FrameReasons(ReasonLabels labels) {
        this.labels = labels;
        this.precision = new ReasonPrecision(labels.classes());
    }

    /** What each attribute of a frame's findings is worth as a reason. */
    static Map<String, Double> strengths(ScoredFrame scored) {
        Map<String, Double> strengths = new HashMap<>();
        for (Finding finding : scored.findings()) {
            double all = finding.attributes().stream()
                    .mapToDouble(AttributeDeviation::surprise)
                    .sum();
            if (all > 0) {
                finding.attributes()
                        .forEach(one ->
                                strengths.merge(one.attribute(), finding.score() * one.surprise() / all, Math::max));
            }
        }
        return strengths;
    }

    /** Adds a frame of a video. */
    void add(String video, long frame, Map<String, Double> strengths) {
        Set<String> given = labels.of(video, frame).stream()
                .map(ReasonLabels.Reason::coarse)
                .collect(Collectors.toSet());
        precision.add(strengths, given);
    }

    ReasonPrecision.Result result() {
        return precision.result();
    }
}
