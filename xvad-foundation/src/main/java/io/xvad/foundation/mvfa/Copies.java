package io.xvad.foundation.mvfa;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Rotation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The copies in which a reference is remembered, as the authors' code makes them of the square that the network sees: turned by 11.25 and 22.5 degrees to both sides, moved by a twentieth of the side along both axes,
 * mirrored left to right and upside down. What comes from beyond the border is mirrored.
 */
final class Copies {

    private static final double[] DEGREES = {-22.5, -11.25, 11.25, 22.5};
    private static final double[][] MOVES = {{1, 1}, {1, -1}, {-1, -1}, {-1, 1}};
    private static final double SHARE = 0.05;

    private Copies() {}

    /** The square itself, then its ten copies. */
    static List<Image> of(Image square) {
        int side = square.height();
        List<Image> all = new ArrayList<>(List.of(square));
        for (double degrees : DEGREES) {
            all.add(changed(square, "turned", new Rotation(side, degrees)::of));
        }
        for (double[] move : MOVES) {
            double down = move[0] * SHARE * side;
            double right = move[1] * SHARE * side;
            all.add(changed(square, "moved", planes -> moved(planes, side, down, right)));
        }
        all.add(changed(square, "mirrored", planes -> mirrored(planes, side, false)));
        all.add(changed(square, "upside down", planes -> mirrored(planes, side, true)));
        return all;
    }

    private static Image changed(Image square, String how, UnaryOperator<float[]> change) {
        float[] values = change.apply(square.toArray());
        return Image.of(square.id() + ", " + how, square.channels(), square.height(), square.width(), values);
    }

    private static float[] mirrored(float[] planes, int side, boolean upsideDown) {
        float[] mirrored = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int row = i / side;
            int line = upsideDown ? row / side * side + side - 1 - row % side : row;
            mirrored[i] = planes[line * side + (upsideDown ? i % side : side - 1 - i % side)];
        }
        return mirrored;
    }

    /** Each pixel is what stands so many pixels below and to the right of it, bilinear. */
    private static float[] moved(float[] planes, int side, double down, double right) {
        int below = (int) Math.floor(down);
        int beside = (int) Math.floor(right);
        double low = down - below;
        double far = right - beside;
        float[] moved = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int plane = i / (side * side) * side * side;
            int upper = plane + folded(i / side % side + below, side) * side;
            int lower = plane + folded(i / side % side + below + 1, side) * side;
            int left = folded(i % side + beside, side);
            int after = folded(i % side + beside + 1, side);
            double above = planes[upper + left] * (1 - far) + planes[upper + after] * far;
            double under = planes[lower + left] * (1 - far) + planes[lower + after] * far;
            moved[i] = (float) (above * (1 - low) + under * low);
        }
        return moved;
    }

    /** The place inside that is seen beyond the border, the border pixels twice. */
    private static int folded(int index, int side) {
        int folded = Math.floorMod(index, 2 * side);
        return folded < side ? folded : 2 * side - 1 - folded;
    }
}
