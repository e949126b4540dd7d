package io.xvad.video.dataset;

import io.xvad.core.Box;
import io.xvad.core.stream.TrackedBox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ground truth: something anomalous in a video, from when to when and, if it is known, where. What moves has an event for each frame, or for
 * each few frames, with one track number.
 *
 * @param video name of the file or folder of the video, with or without the ending of the file
 * @param track number of the object, at least 0; the same in all its events
 * @param frames when
 * @param box where; empty if nobody marked it
 */
record LabelledEvent(String video, int track, Interval frames, Optional<Box> box) {

    static final List<String> FIELDS = List.of("video", "track", "start", "end", "x", "y", "width", "height");

    /**
     * Makes an event of text by field; a field that is not there is as one that is blank.
     *
     * @throws IllegalArgumentException saying which field cannot be understood
     */
    static LabelledEvent of(Map<String, String> fields) {
        String video = fields.getOrDefault("video", "");
        if (video.isEmpty()) {
            throw new IllegalArgumentException("'video' is missing");
        }
        Interval frames = new Interval(whole(fields, "start"), whole(fields, "end"));
        List<String> place = FIELDS.subList(4, 8).stream()
                .filter(field -> !fields.getOrDefault(field, "").isEmpty())
                .toList();
        if (place.isEmpty()) {
            return new LabelledEvent(
                    video,
                    fields.getOrDefault("track", "").isEmpty() ? 0 : whole(fields, "track"),
                    frames,
                    Optional.empty());
        }
        Box box = new Box(whole(fields, "x"), whole(fields, "y"), whole(fields, "width"), whole(fields, "height"));
        return new LabelledEvent(video, whole(fields, "track"), frames, Optional.of(box));
    }

    private static int whole(Map<String, String> fields, String field) {
        String text = fields.getOrDefault(field, "");
        int value = number(field, text);
        if (value < 0) {
            throw new IllegalArgumentException("'" + field + "' must be at least 0, got " + text);
        }
        return value;
    }

    private static int number(String field, String text) {
        try {
            return TruthNumber.whole(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + field + "' must be a whole number, got '" + text + "': " + e.getMessage(), e);
        }
    }

    /** The truth that all events of a video make together: boxes only if every event has one. */
    static VideoTruth truth(String source, List<LabelledEvent> events, Video video) {
        if (events.isEmpty()) {
            return VideoTruth.normal(source, video.frames());
        }
        List<Interval> intervals = events.stream().map(LabelledEvent::frames).toList();
        VideoTruth truth = VideoTruth.of(source, Interval.labels(source, intervals, video));
        boolean allPlaced = events.stream().allMatch(event -> event.box.isPresent());
        return allPlaced
                ? truth.withBoxes(
                        () -> events.stream().flatMap(LabelledEvent::boxes).toList())
                : truth;
    }

    private Stream<TrackedBox> boxes() {
        return box.stream().flatMap(place -> IntStream.range(frames.start(), frames.end())
                .mapToObj(frame -> new TrackedBox(frame, track, place)));
    }
}
