package io.xvad.evaluation.video;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.video.dataset.VideoTruth;
import io.xvad.video.event.VideoEvent;
import java.util.List;
import java.util.Optional;

/**
 * In how many events the attribute that is told first is one that somebody gave as a reason for the frame, and its box is on what is
 * anomalous there. Events that touch no true one, or whose highest frame has no label, are not counted. Not thread-safe.
 */
public final class EventReasons {

    private final ReasonLabels labels;
    private int admissible;
    private int counted;

    EventReasons(ReasonLabels labels) {
        this.labels = labels;
    }

    /**
     * How often the first reason was right.
     *
     * @param admissible events whose first reason was
     * @param events that were looked at
     */
    public record Result(int admissible, int events) {}

    /**
     * Adds one video.
     *
     * @param truth the spans of its true events, in seconds
     */
    void add(String video, List<VideoEvent> events, List<Span> truth, VideoTruth marked) {
        for (VideoEvent event : events) {
            List<ReasonLabels.Reason> reasons = labels.of(video, event.peak().index());
            boolean real = truth.stream().anyMatch(span -> event.start() < span.end() && span.start() <= event.end());
            if (real && !reasons.isEmpty()) {
                counted++;
                admissible += isAdmissible(event, reasons, marked) ? 1 : 0;
            }
        }
    }

    private static boolean isAdmissible(VideoEvent event, List<ReasonLabels.Reason> reasons, VideoTruth marked) {
        Optional<AttributeDeviation> first = event.attributes().stream().findFirst();
        return first.isPresent()
                && reasons.stream()
                        .anyMatch(reason -> reason.coarse().equals(first.get().attribute()))
                && marked.mask(event.peak())
                        .map(mask -> touches(event.box(), mask))
                        .orElse(true);
    }

    private static boolean touches(Box box, Mask mask) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                if (mask.at(y, x)) {
                    return true;
                }
            }
        }
        return false;
    }

    Result result() {
        return new Result(admissible, counted);
    }
}
