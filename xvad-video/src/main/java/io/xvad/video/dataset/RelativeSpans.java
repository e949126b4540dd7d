package io.xvad.video.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * When something anomalous happens in a video, in shares of its length, as LaGoVAD (arXiv 2503.13160) publishes it: a JSON array of objects
 * with {@code video_path}, {@code class_name}, which is {@code Normal} where nothing happens, and {@code anomaly_span}, an array of pairs from
 * 0 to 1.
 *
 * @param video path of the video, as the list has it
 * @param spans the anomalous parts; none if it is normal
 */
record RelativeSpans(String video, List<Share> spans) {

    private static final String NORMAL = "Normal";

    /** A part of a video, from 0, its beginning, to 1, its end. */
    record Share(double start, double end) {

        Share {
            if (!(start >= 0 && start < end && end <= 1)) {
                throw new IllegalArgumentException(
                        "'anomaly_span' must be pairs that rise from 0 to 1, got " + start + " to " + end);
            }
        }

        /** To the nearest frames, at least one. */
        private Interval of(int frames) {
            int first = Math.min((int) Math.rint(start * frames), frames - 1);
            return new Interval(first, Math.max(first + 1, (int) Math.rint(end * frames)));
        }
    }

    /**
     * Reads a file.
     *
     * @throws XvadDataException naming file and entry, if it cannot be understood
     */
    static List<RelativeSpans> read(Path file) {
        JsonNode array = parsed(file);
        if (!array.isArray()) {
            throw new XvadDataException(file + ": must be a JSON array of videos");
        }
        List<RelativeSpans> videos = new ArrayList<>();
        for (JsonNode entry : array) {
            try {
                videos.add(of(entry));
            } catch (IllegalArgumentException e) {
                throw new XvadDataException(file + " video " + (videos.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return videos;
    }

    private static JsonNode parsed(Path file) {
        try {
            return new ObjectMapper().readTree(TruthText.of(file));
        } catch (JsonProcessingException e) {
            throw new XvadDataException(
                    file + ": is not JSON: line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static RelativeSpans of(JsonNode entry) {
        String video = entry.path("video_path").asText("");
        String kind = entry.path("class_name").asText("");
        if (video.isEmpty() || kind.isEmpty()) {
            throw new IllegalArgumentException("must have 'video_path' and 'class_name'");
        }
        List<Share> spans = new ArrayList<>();
        entry.path("anomaly_span").forEach(pair -> spans.add(share(pair)));
        if (kind.equals(NORMAL) != spans.isEmpty()) {
            throw new IllegalArgumentException(video + " is of class " + kind + ", with " + spans.size() + " anomalous spans");
        }
        return new RelativeSpans(video, List.copyOf(spans));
    }

    private static Share share(JsonNode pair) {
        if (pair.size() != 2 || !pair.path(0).isNumber() || !pair.path(1).isNumber()) {
            throw new IllegalArgumentException("'anomaly_span' must be pairs of numbers, got " + pair);
        }
        return new Share(pair.path(0).asDouble(), pair.path(1).asDouble());
    }

    /** The truth of the video, with the list as its source. */
    VideoTruth truth(String source, Video of) {
        List<Interval> intervals =
                spans.stream().map(span -> span.of(of.frames())).toList();
        return new AnnotatedSpans(video, intervals).truth(source, of);
    }
}
