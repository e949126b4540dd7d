package io.xvad.evaluation.reason;

import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Reliance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said of an image, and how far it is right.
 *
 * @param judged the image
 * @param reasons what was said, in that order
 * @param words the sentences
 * @param reliance how far the explanation itself says that it can be relied on
 * @param figures what was measured: 1 is yes and 0 is no; what is not defined is not there
 */
public record JudgedReasons(
        ReasonCase judged,
        List<Reason> reasons,
        List<String> words,
        Optional<Reliance> reliance,
        Map<ReasonFigure, Double> figures) {

    public JudgedReasons {
        reasons = List.copyOf(reasons);
        words = List.copyOf(words);
        figures = Map.copyOf(figures);
    }

    /** A figure; NaN if it is not defined. */
    public double figure(ReasonFigure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** Whether it is so; no if it is not defined. */
    public boolean is(ReasonFigure figure) {
        return figure(figure) == 1;
    }
}
