package io.xvad.video.motion;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tracks objects from frame to frame by the overlap of their boxes, so that they have a velocity even where optical flow loses small
 * fast ones. An object that merges with another or splits begins a new track. Not thread-safe.
 */
public final class Tracker {

    private static final double OVERLAP = 0.2;
    private static final double ALIKE = 0.7;
    private static final double NEAR = 0.1;
    private static final double CHANGED = 0.12;
    private static final int REMEMBERED = 10;

    private final double framesPerSecond;
    private List<Track> tracks = List.of();
    private long begun;

    /**
     * Creates a tracker for one video.
     *
     * @param framesPerSecond nominal rate
     */
    public Tracker(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    /** The places of an object, oldest first, and in how many frames it has been tracked. */
    private record Track(long number, Box box, Deque<Place> places, int frames, Optional<Place> anchor) {}

    private record Place(double seconds, Box box) {}

    /**
     * An object and how it moved over the last few frames.
     *
     * @param object the object
     * @param number of its track, from 0 in the order in which tracks began
     * @param frames in how many frames it has been seen, at least 1
     * @param right displacement of its centre in pixels a nominal interval; 0 in its first frame
     * @param down the same, downwards
     * @param stay seconds for which it has been within a tenth of the frame's height of one place
     * @param change how many times as wide or as tall it was over these frames at the most than at the least, at least 1; an
     *     object that keeps its size is near 1; one that merges with another, comes apart or hides behind something is not, and
     *     the movement of its middle tells little
     */
    public record TrackedObject(
            ForegroundObject object, long number, int frames, double right, double down, double stay, double change) {

        /** Frames from which the velocity of a box is known. */
        private static final int KNOWN = 4;

        /** An object that changes its size by more merges, comes apart or hides: how its box moves tells little. */
        private static final double CLEAR = 1.2;

        /** Flow loses what moves by more than this share of its own size from frame to frame. */
        private static final double FAST = 0.3;

        /** The flow of such an object has lost it if it is slower than this share of the speed of its box. */
        private static final double LOST = 0.6;

        /** Speed of its centre in pixels a nominal interval. */
        public double speed() {
            return Math.hypot(right, down);
        }

        /** Whether it has been tracked for long enough and has kept its size, so that its box moves as it does. */
        public boolean isClear() {
            return frames >= KNOWN && change <= CLEAR;
        }

        /**
         * Whether optical flow has lost it: it is clear, small and fast, and its pixels seem to be much slower than its box.
         *
         * @param flow speed of its pixels by optical flow, in pixels a nominal interval
         */
        public boolean isLostBy(double flow) {
            double size = Math.min(object.box().width(), object.box().height());
            return isClear() && speed() > FAST * size && flow < LOST * speed();
        }
    }

    /**
     * Tracks the objects of the next frame.
     *
     * @param exact how exactly their boxes are known, in pixels of the frame, above 0
     */
    public List<TrackedObject> track(List<ForegroundObject> objects, Frame frame, double exact) {
        List<Track> before = new ArrayList<>(tracks);
        List<Track> now = new ArrayList<>();
        List<TrackedObject> followed = new ArrayList<>();
        for (ForegroundObject object : objects) {
            Track track = extended(best(before, object.box()), object.box(), frame);
            now.add(track);
            followed.add(tracked(object, track, frame.image(), exact));
        }
        tracks = now;
        return followed;
    }

    /** The track whose box overlaps most, taken out of the list; a new one if none fits. */
    private Track best(List<Track> before, Box box) {
        Track best = new Track(begun, box, new ArrayDeque<>(), 0, Optional.empty());
        double most = OVERLAP;
        for (Track track : before) {
            double overlap = overlap(track.box, box);
            if (overlap > most && alike(track.box, box)) {
                most = overlap;
                best = track;
            }
        }
        if (!before.remove(best)) {
            begun++;
        }
        return best;
    }

    private static boolean alike(Box one, Box other) {
        double ratio = one.area() / (double) other.area();
        return ratio > ALIKE && ratio < 1 / ALIKE;
    }

    private static double overlap(Box one, Box other) {
        double common = one.common(other);
        return common / (one.area() + other.area() - common);
    }

    private static Track extended(Track track, Box box, Frame frame) {
        Deque<Place> places = new ArrayDeque<>(track.places);
        places.addLast(new Place(frame.seconds(), box));
        if (places.size() > REMEMBERED) {
            places.removeFirst();
        }
        Place now = new Place(frame.seconds(), box);
        Place anchor = track.anchor
                .filter(place -> near(place.box, box, frame.image()))
                .orElse(now);
        return new Track(track.number, box, places, track.frames + 1, Optional.of(anchor));
    }

    /** The mean of the displacements from frame to frame without the outer quarters, so that one jump does not count. */
    private TrackedObject tracked(ForegroundObject object, Track track, Image image, double exact) {
        List<Place> places = List.copyOf(track.places);
        double[] right = new double[places.size() - 1];
        double[] down = new double[places.size() - 1];
        for (int i = 0; i < right.length; i++) {
            Box from = places.get(i).box;
            Box to = places.get(i + 1).box;
            double elapsed = (places.get(i + 1).seconds - places.get(i).seconds) * framesPerSecond;
            double intervals = elapsed > 0 ? elapsed : 1;
            boolean grown = changed(from, to);
            right[i] = across(from, to, image).middle(grown) / intervals;
            down[i] = upright(from, to, image).middle(grown) / intervals;
        }
        Place last = places.get(places.size() - 1);
        double stay = track.anchor.map(place -> last.seconds - place.seconds).orElse(0.0);
        return new TrackedObject(
                object,
                track.number,
                track.frames,
                innerMean(right),
                innerMean(down),
                stay,
                change(places, image, exact));
    }

    /** Over the boxes that the border of the frame does not cut along the axis. */
    private static double change(List<Place> places, Image image, double exact) {
        double[] widths = places.stream()
                .map(Place::box)
                .filter(box -> box.x() > 0 && box.x() + box.width() < image.width())
                .mapToDouble(Box::width)
                .toArray();
        double[] heights = places.stream()
                .map(Place::box)
                .filter(box -> box.y() > 0 && box.y() + box.height() < image.height())
                .mapToDouble(Box::height)
                .toArray();
        return Math.max(1, Math.max(ratio(widths, exact), ratio(heights, exact)));
    }

    /** The largest length over the smallest, less what is not known exactly. */
    private static double ratio(double[] lengths, double exact) {
        double most = Arrays.stream(lengths).max().orElse(1);
        return (most - exact) / Arrays.stream(lengths).min().orElse(1);
    }

    /** Whether it has hardly moved. */
    private static boolean near(Box one, Box other, Image image) {
        return Math.hypot(
                        across(one, other, image).farthest(),
                        upright(one, other, image).farthest())
                < NEAR * image.height();
    }

    private static EdgeShift across(Box from, Box to, Image image) {
        return EdgeShift.between(from.x(), from.width(), to.x(), to.width(), image.width());
    }

    private static EdgeShift upright(Box from, Box to, Image image) {
        return EdgeShift.between(from.y(), from.height(), to.y(), to.height(), image.height());
    }

    private static boolean changed(Box one, Box other) {
        return Math.abs(one.area() - other.area()) > CHANGED * Math.max(one.area(), other.area());
    }

    private static double innerMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = Math.min((sorted.length + 2) / 4, (sorted.length - 1) / 2);
        return Arrays.stream(sorted, left, sorted.length - left).average().orElse(0);
    }
}
