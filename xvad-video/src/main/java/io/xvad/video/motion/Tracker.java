package io.xvad.video.motion;

import io.xvad.core.Box;
import io.xvad.video.read.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Follows things from frame to frame by how much their boxes overlap, the best pairs first, so that they have a velocity even
 * where flow loses small fast ones. A thing that merges with another or splits begins anew. Not thread-safe.
 */
public final class Tracker {

    private static final double OVERLAP = 0.2;
    private static final double ALIKE = 0.7;
    private static final int REMEMBERED = 6;

    private final double framesPerSecond;
    private List<Track> tracks = List.of();

    /**
     * For one video.
     *
     * @param framesPerSecond nominal rate
     */
    public Tracker(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    /** Where a thing was, oldest first, and how long it has been followed. */
    private record Track(Box box, Deque<double[]> places, int frames) {}

    /**
     * A thing and how it moved over the last few frames.
     *
     * @param thing the thing
     * @param frames in how many frames it has been seen, at least 1
     * @param right displacement of its centre in pixels a nominal interval; 0 in its first frame
     * @param down the same, downwards
     */
    public record Tracked(Thing thing, int frames, double right, double down) {}

    /** The things of the next frame. */
    public List<Tracked> follow(List<Thing> things, Frame frame) {
        List<Track> before = new ArrayList<>(tracks);
        List<Track> now = new ArrayList<>();
        List<Tracked> followed = new ArrayList<>();
        for (Thing thing : things) {
            Track track = extended(best(before, thing.box()), thing.box(), frame);
            now.add(track);
            followed.add(tracked(thing, track));
        }
        tracks = now;
        return followed;
    }

    /** Taken out of the list; a new one if nothing fits. */
    private static Track best(List<Track> before, Box box) {
        Track best = new Track(box, new ArrayDeque<>(), 0);
        double most = OVERLAP;
        for (Track track : before) {
            double overlap = overlap(track.box, box);
            if (overlap > most && alike(track.box, box)) {
                most = overlap;
                best = track;
            }
        }
        before.remove(best);
        return best;
    }

    private static boolean alike(Box one, Box other) {
        double ratio = one.area() / (double) other.area();
        return ratio > ALIKE && ratio < 1 / ALIKE;
    }

    private static double overlap(Box one, Box other) {
        double across = Math.min(one.x() + one.width(), other.x() + other.width()) - Math.max(one.x(), other.x());
        double down = Math.min(one.y() + one.height(), other.y() + other.height()) - Math.max(one.y(), other.y());
        double common = Math.max(0, across) * Math.max(0, down);
        return common / (one.area() + other.area() - common);
    }

    private static Track extended(Track track, Box box, Frame frame) {
        Deque<double[]> places = new ArrayDeque<>(track.places);
        places.addLast(new double[] {frame.seconds(), box.x() + box.width() / 2.0, box.y() + box.height() / 2.0});
        if (places.size() > REMEMBERED) {
            places.removeFirst();
        }
        return new Track(box, places, track.frames + 1);
    }

    /** The mean of the displacements from frame to frame without the outer quarters, so that one jump does not count. */
    private Tracked tracked(Thing thing, Track track) {
        List<double[]> places = List.copyOf(track.places);
        double[] right = new double[places.size() - 1];
        double[] down = new double[places.size() - 1];
        for (int i = 0; i < right.length; i++) {
            double[] from = places.get(i);
            double[] to = places.get(i + 1);
            double elapsed = (to[0] - from[0]) * framesPerSecond;
            double intervals = elapsed > 0 ? elapsed : 1;
            right[i] = (to[1] - from[1]) / intervals;
            down[i] = (to[2] - from[2]) / intervals;
        }
        return new Tracked(thing, track.frames, innerMean(right), innerMean(down));
    }

    private static double innerMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = sorted.length / 4;
        return Arrays.stream(sorted, left, sorted.length - left).average().orElse(0);
    }
}
