package io.xvad.report.video;

import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.report.RuleRow;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A video on a page, with its timeline and its events.
 *
 * @param title heading
 * @param file of the annotated video, relative to the page; empty if there is none
 * @param seconds its length
 * @param rate frames a second
 * @param svg its timeline, see {@link Timeline}
 * @param scores of its frames, with commas between them
 * @param times of its frames, in seconds after the first, with commas between them
 * @param note what was measured of it, in words
 * @param rules that were applied to it
 * @param events what was unusual in it
 */
public record VideoCard(
        String title,
        String file,
        String seconds,
        String rate,
        String svg,
        String scores,
        String times,
        String note,
        List<RuleRow> rules,
        List<EventCard> events) {

    /**
     * The card of a watched video.
     *
     * @param file of the annotated video, relative to the page; empty if there is none
     * @param truth when it is truly anomalous, if that is known
     * @param note what was measured of it, in words
     */
    public static VideoCard of(String title, String file, WatchedVideo watched, List<Span> truth, String note) {
        return of(title, file, watched, truth, note, List.of());
    }

    /** The same, with rules that were applied to it. */
    static VideoCard of(
            String title, String file, WatchedVideo watched, List<Span> truth, String note, List<RuleRow> rules) {
        return new VideoCard(
                title,
                file,
                String.format(Locale.ROOT, "%.3f", watched.seconds()),
                String.format(Locale.ROOT, "%.3f", watched.framesPerSecond()),
                Timeline.svg(watched, truth),
                list(watched, one -> String.format(Locale.ROOT, "%.3g", one.score())),
                list(watched, one -> String.format(Locale.ROOT, "%.4f", one.seconds() - watched.begins())),
                note,
                rules,
                watched.events().stream()
                        .map(event -> EventCard.of(event, watched.begins()))
                        .toList());
    }

    private static String list(WatchedVideo watched, Function<WatchedVideo.Moment, String> words) {
        return watched.moments().stream().map(words).collect(Collectors.joining(","));
    }
}
