package io.xvad.report.video;

import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.video.event.VideoEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the scores of a video over time as SVG, with the limit, what is truly anomalous, and the events. */
final class Timeline {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 100;
    private static final int FOOT = 12;
    private static final double ROOM = 1.08;

    private final WatchedVideo watched;
    private final double top;

    private Timeline(WatchedVideo watched) {
        this.watched = watched;
        double limit = Double.isFinite(watched.limit()) ? watched.limit() : 0;
        this.top = ROOM * Math.max(Math.max(watched.highestScore(), limit), Double.MIN_NORMAL);
    }

    /** The shapes within the {@code svg} element of 1000 x 112. */
    static String svg(WatchedVideo watched, List<Span> truth) {
        Timeline timeline = new Timeline(watched);
        StringBuilder svg = new StringBuilder();
        truth.forEach(span -> svg.append(timeline.bar("truth", span.start(), span.end(), 0, HEIGHT)));
        for (VideoEvent event : watched.events()) {
            svg.append(timeline.bar("event", event.start(), event.end(), HEIGHT, FOOT));
        }
        if (Double.isFinite(watched.limit())) {
            double y = timeline.y(watched.limit());
            svg.append(String.format(
                    Locale.ROOT, "<line class=\"limit\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", WIDTH, y, y));
        }
        svg.append("<polyline class=\"score\" points=\"")
                .append(watched.moments().stream()
                        .map(one -> String.format(
                                Locale.ROOT, "%.1f,%.1f", timeline.x(one.seconds()), timeline.y(one.score())))
                        .collect(Collectors.joining(" ")))
                .append("\"/>");
        return svg.toString();
    }

    private String bar(String kind, double start, double end, int y, int height) {
        double width = Math.max(2, x(end) - x(start));
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s %.1f to %.1f s</title></rect>",
                kind,
                x(start),
                y,
                width,
                height,
                kind.equals("truth") ? "truly anomalous" : kind,
                start,
                end);
    }

    private double x(double seconds) {
        return WIDTH * (seconds - watched.begins()) / watched.seconds();
    }

    private double y(double score) {
        return HEIGHT * (1 - Math.max(0, score) / top);
    }
}
