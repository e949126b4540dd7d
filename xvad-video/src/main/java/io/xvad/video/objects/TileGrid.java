package io.xvad.video.objects;

import io.xvad.core.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * Tiles that cover a frame and overlap, so that what lies at a seam is whole in one of them if it is smaller than the overlap. Immutable.
 */
public final class TileGrid {

    private final int count;
    private final int side;
    private final double overlap;

    private TileGrid(int count, int side, double overlap) {
        if (!(overlap >= 0 && overlap < 1)) {
            throw new IllegalArgumentException("tiles overlap by a share in [0, 1), got " + overlap);
        }
        this.count = count;
        this.side = side;
        this.overlap = overlap;
    }

    /**
     * This many tiles, in rows and columns such that they are as square as can be.
     *
     * @param count at least 1
     * @param overlap share of a tile's side that it has in common with the next one, in [0, 1)
     */
    public static TileGrid count(int count, double overlap) {
        if (count < 1) {
            throw new IllegalArgumentException("at least 1 tile is needed, got " + count);
        }
        return new TileGrid(count, 0, overlap);
    }

    /**
     * As many square tiles of this size as it takes.
     *
     * @param side in pixels, at least 16
     * @param overlap least share of a tile's side that it has in common with the next one, in [0, 1)
     */
    public static TileGrid ofSide(int side, double overlap) {
        if (side < 16) {
            throw new IllegalArgumentException("tiles need a side of at least 16 pixels, got " + side);
        }
        return new TileGrid(0, side, overlap);
    }

    /** The tiles of a frame, row by row. */
    public List<Box> of(int frameHeight, int frameWidth) {
        int rows = count > 0 ? rows(frameHeight, frameWidth) : needed(frameHeight);
        int columns = count > 0 ? count / rows : needed(frameWidth);
        int height = count > 0 ? length(frameHeight, rows) : Math.min(side, frameHeight);
        int width = count > 0 ? length(frameWidth, columns) : Math.min(side, frameWidth);
        List<Box> tiles = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                tiles.add(new Box(
                        start(frameWidth, width, column, columns),
                        start(frameHeight, height, row, rows),
                        width,
                        height));
            }
        }
        return tiles;
    }

    private int needed(int length) {
        return length <= side ? 1 : 1 + (int) Math.ceil((length - side) / (side * (1 - overlap)));
    }

    /** The divisor of the count that makes tiles most nearly square. */
    private int rows(int frameHeight, int frameWidth) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int rows = 1; rows <= count; rows++) {
            if (count % rows == 0) {
                double shape = exact(frameWidth, count / rows) / exact(frameHeight, rows);
                if (Math.abs(Math.log(shape)) < least) {
                    least = Math.abs(Math.log(shape));
                    best = rows;
                }
            }
        }
        return best;
    }

    private double exact(int whole, int parts) {
        return whole / (1 + (parts - 1) * (1 - overlap));
    }

    private int length(int whole, int parts) {
        return Math.max(1, Math.min(whole, (int) Math.ceil(exact(whole, parts))));
    }

    private static int start(int whole, int length, int at, int of) {
        return of == 1 ? 0 : (int) Math.round((whole - length) * (double) at / (of - 1));
    }
}
