package io.xvad.video.objects;

import io.xvad.core.Box;
import io.xvad.core.Image;

/**
 * An object in a tile.
 *
 * @param object in pixels of the frame
 * @param tile where it was seen
 * @param left whether it ends at the left border of the tile, beyond which the frame goes on
 * @param top the same of the upper border
 * @param right the same of the right border
 * @param bottom the same of the lower border
 */
record TileObject(DetectedObject object, Box tile, boolean left, boolean top, boolean right, boolean bottom) {

    /** How near to the border of a tile an object ends that it cuts, in shares of the tile's side. */
    private static final double NEAR = 0.02;

    static TileObject of(DetectedObject object, Box tile, Image frame) {
        double near = Math.max(2, NEAR * Math.min(tile.width(), tile.height()));
        int right = tile.x() + tile.width();
        int bottom = tile.y() + tile.height();
        return new TileObject(
                object,
                tile,
                tile.x() > 0 && object.left() < tile.x() + near,
                tile.y() > 0 && object.top() < tile.y() + near,
                right < frame.width() && object.right() > right - near,
                bottom < frame.height() && object.bottom() > bottom - near);
    }

    /** Whether it may go on in another tile. */
    boolean isCut() {
        return left || top || right || bottom;
    }

    /** Whether this is one side of an object of which the other tile shows the other side. */
    boolean goesOnIn(TileObject other) {
        return (right && other.left || left && other.right) && rows(other) > TileMerge.SAME_SPAN
                || (bottom && other.top || top && other.bottom) && columns(other) > TileMerge.SAME_SPAN;
    }

    private double rows(TileObject other) {
        return span(object.top(), object.bottom(), other.object.top(), other.object.bottom());
    }

    private double columns(TileObject other) {
        return span(object.left(), object.right(), other.object.left(), other.object.right());
    }

    /** What two intervals have in common, as a share of both together. */
    private static double span(double from, double to, double otherFrom, double otherTo) {
        double common = Math.min(to, otherTo) - Math.max(from, otherFrom);
        return Math.max(0, common) / (Math.max(to, otherTo) - Math.min(from, otherFrom));
    }

    /** Both sides together. */
    TileObject joined(TileObject other) {
        DetectedObject surer = object.score() >= other.object.score() ? object : other.object;
        DetectedObject whole = surer.withBorders(
                Math.min(object.left(), other.object.left()),
                Math.min(object.top(), other.object.top()),
                Math.max(object.right(), other.object.right()),
                Math.max(object.bottom(), other.object.bottom()));
        return new TileObject(
                whole, tile, left && other.left, top && other.top, right && other.right, bottom && other.bottom);
    }
}
