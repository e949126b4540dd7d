package io.xvad.video.dataset;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The anomalous objects of a video of UBnormal: lines of {@code object_id,start,end}, the end included, and an image for each
 * frame in which the value of a pixel is the number of the object it belongs to. Thread-safe.
 */
final class UbnormalTracks implements FrameMasks {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private final Path folder;
    private final String video;
    private final List<Track> tracks;

    /** An object, while it is anomalous. */
    private record Track(int object, Interval interval) {

        static Track of(String[] fields) {
            return new Track(whole(fields[0]), new Interval(whole(fields[1]), whole(fields[2]) + 1));
        }

        private static int whole(String text) {
            return (int) TruthNumber.of(text);
        }

        boolean in(int frame) {
            return frame >= interval.start() && frame < interval.end();
        }
    }

    private UbnormalTracks(Path folder, String video, List<Track> tracks) {
        this.folder = folder;
        this.video = video;
        this.tracks = tracks;
    }

    static UbnormalTracks read(Path file, Path folder, String video) {
        return new UbnormalTracks(folder, video, NumberLines.read(file, COMMA, 3, Track::of));
    }

    List<Interval> intervals() {
        return tracks.stream().map(Track::interval).toList();
    }

    private Path file(int frame) {
        return folder.resolve(String.format(Locale.ROOT, "%s_%04d_gt.png", video, frame));
    }

    /** The number of the object of each pixel. */
    private static int[] objects(Image image) {
        float[] values = image.toArray();
        int[] objects = new int[image.height() * image.width()];
        for (int i = 0; i < values.length; i++) {
            int at = i % objects.length;
            objects[at] = Math.max(objects[at], Math.round(values[i] * 255));
        }
        return objects;
    }

    @Override
    public Mask read(int frame, Image image) {
        int[] wanted = tracks.stream()
                .filter(track -> track.in(frame))
                .mapToInt(Track::object)
                .toArray();
        if (wanted.length == 0) {
            return FrameMasks.none().read(frame, image);
        }
        Image numbers = ImageReader.withDefaults().read(file(frame));
        int[] objects = objects(numbers);
        boolean[] anomalous = new boolean[objects.length];
        for (int i = 0; i < objects.length; i++) {
            for (int object : wanted) {
                anomalous[i] |= objects[i] == object;
            }
        }
        return Mask.of(numbers.height(), numbers.width(), anomalous);
    }

    /** A box around all pixels of each object, in each frame of its track in which it is seen. */
    List<TrackedBox> boxes() {
        List<TrackedBox> boxes = new ArrayList<>();
        for (int number = 0; number < tracks.size(); number++) {
            Track track = tracks.get(number);
            for (int frame = track.interval.start(); frame < track.interval.end(); frame++) {
                Optional<Box> box = around(track.object, file(frame));
                if (box.isPresent()) {
                    boxes.add(new TrackedBox(frame, number, box.get()));
                }
            }
        }
        if (boxes.isEmpty() && !tracks.isEmpty()) {
            throw new XvadDataException(folder + ": none of the objects in its tracks is in its images");
        }
        return boxes;
    }

    private static Optional<Box> around(int object, Path file) {
        Image numbers = ImageReader.withDefaults().read(file);
        int[] objects = objects(numbers);
        int left = numbers.width();
        int right = -1;
        int top = numbers.height();
        int bottom = -1;
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] == object) {
                left = Math.min(left, i % numbers.width());
                right = Math.max(right, i % numbers.width());
                top = Math.min(top, i / numbers.width());
                bottom = i / numbers.width();
            }
        }
        return right < 0 ? Optional.empty() : Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
    }
}
