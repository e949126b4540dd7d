package io.xvad.evaluation.reason;

import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images of one kind of defect, or all of a group.
 *
 * @param group where they come from
 * @param kind of defect; {@value #ALL} for a whole group
 * @param images how many
 * @param figures over them
 */
public record ReasonRow(ReasonGroup group, String kind, int images, Map<ReasonFigure, ReasonEstimate> figures) {

    /** The kind of a row that stands for a whole group. */
    public static final String ALL = "all";

    public ReasonRow {
        figures = Map.copyOf(figures);
    }

    /** A figure; empty if it is defined for no image. */
    public Optional<ReasonEstimate> figure(ReasonFigure figure) {
        return Optional.ofNullable(figures.get(figure));
    }

    static ReasonRow of(ReasonGroup group, String kind, List<JudgedReasons> judged, Bootstrap bootstrap) {
        Map<ReasonFigure, ReasonEstimate> figures = new EnumMap<>(ReasonFigure.class);
        for (ReasonFigure figure : ReasonFigure.values()) {
            ReasonEstimate estimate = ReasonEstimate.of(figure, judged, bootstrap);
            if (estimate.images() > 0) {
                figures.put(figure, estimate);
            }
        }
        return new ReasonRow(group, kind, judged.size(), figures);
    }
}
