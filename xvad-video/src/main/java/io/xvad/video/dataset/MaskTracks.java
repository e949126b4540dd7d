package io.xvad.video.dataset;

import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;
import io.xvad.core.stream.TrackedBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Derives tracks from masks where nobody drew any: an object is an 8-connected component of the mask of a frame, and goes on the track of
 * the object of the frame before whose box it overlaps most; one that overlaps none that is left begins a new track.
 */
final class MaskTracks {

    private MaskTracks() {}

    /** The boxes of all frames, in order. */
    static List<TrackedBox> of(MaskFolder masks) {
        List<TrackedBox> all = new ArrayList<>();
        List<TrackedBox> before = List.of();
        int tracks = 0;
        for (int frame = 0; frame < masks.frames(); frame++) {
            List<TrackedBox> left = new ArrayList<>(before);
            List<TrackedBox> now = new ArrayList<>();
            for (Box box : boxes(masks.read(frame))) {
                int track = taken(left, box);
                now.add(new TrackedBox(frame, track < 0 ? tracks++ : track, box));
            }
            all.addAll(now);
            before = now;
        }
        return all;
    }

    /** The track of the box that overlaps most, which is taken out; -1 if none does. */
    private static int taken(List<TrackedBox> left, Box box) {
        TrackedBox best = null;
        for (TrackedBox one : left) {
            if (one.box().common(box) > (best == null ? 0 : best.box().common(box))) {
                best = one;
            }
        }
        left.remove(best);
        return best == null ? -1 : best.track();
    }

    private static List<Box> boxes(Mask mask) {
        ConnectedComponents components = ConnectedComponents.of(mask.height(), mask.width(), mask.toArray());
        int[][] sides = new int[components.count()][];
        Arrays.setAll(sides, i -> new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1});
        for (int i = 0; i < mask.height() * mask.width(); i++) {
            int label = components.labelAt(i);
            if (label > 0) {
                int[] side = sides[label - 1];
                side[0] = Math.min(side[0], i % mask.width());
                side[1] = Math.min(side[1], i / mask.width());
                side[2] = Math.max(side[2], i % mask.width());
                side[3] = Math.max(side[3], i / mask.width());
            }
        }
        return Arrays.stream(sides)
                .map(side -> new Box(side[0], side[1], side[2] - side[0] + 1, side[3] - side[1] + 1))
                .toList();
    }
}
