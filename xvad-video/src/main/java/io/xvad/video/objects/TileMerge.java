package io.xvad.video.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins what overlapping tiles show: of two boxes of one class that overlap the whole one stays, or the surer one; a box that a seam cuts
 * and that lies in another one goes; two that a seam cuts on facing sides and that overlap are one.
 */
final class TileMerge {

    /** Common share of the spans along a seam from which two sides belong together. */
    static final double SAME_SPAN = 0.6;

    /** Intersection over union from which boxes of two tiles are of one object. */
    private static final double SAME = 0.45;

    /** Share of a cut box that lies in another from which it is part of it. */
    private static final double PART = 0.7;

    private TileMerge() {}

    /** The surest first. */
    static List<DetectedObject> of(List<TileObject> found) {
        List<TileObject> kept = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparing(TileObject::isCut)
                        .thenComparing(TileObject::object, NonMaximumSuppression.SUREST_FIRST))
                .forEach(object -> add(object, kept));
        return kept.stream()
                .map(TileObject::object)
                .sorted(NonMaximumSuppression.SUREST_FIRST)
                .toList();
    }

    private static void add(TileObject added, List<TileObject> kept) {
        for (int i = 0; i < kept.size(); i++) {
            TileObject one = kept.get(i);
            if (one.object().classId() != added.object().classId() || one.tile().equals(added.tile())) {
                continue;
            }
            if (one.goesOnIn(added) && one.object().common(added.object()) > 0) {
                kept.set(i, one.joined(added));
                return;
            }
            if (isSame(one, added)) {
                return;
            }
        }
        kept.add(added);
    }

    private static boolean isSame(TileObject one, TileObject added) {
        double common = one.object().common(added.object());
        double smaller = Math.min(one.object().area(), added.object().area());
        return one.object().overlap(added.object()) > SAME || added.isCut() && common > PART * smaller;
    }
}
