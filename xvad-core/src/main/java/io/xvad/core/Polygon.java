package io.xvad.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A closed polygon, in fractions of an image's width and height, so that it fits images of any size. The last corner is joined to
 * the first; where its edges cross, what lies inside an even number of times is outside. Immutable and thread-safe.
 */
public final class Polygon {

    private final double[] x;
    private final double[] y;

    private Polygon(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * A polygon of its corners.
     *
     * @param x from 0, the left edge of the image, to 1, the right one
     * @param y from 0, the upper edge, to 1, the lower one; one for each {@code x}
     * @throws IllegalArgumentException if there are fewer than three corners, or one lies outside the image
     */
    public static Polygon of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException(
                    "a polygon needs three or more corners, got " + x.length + " x and " + y.length + " y");
        }
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= 0 && x[i] <= 1 && y[i] >= 0 && y[i] <= 1)) {
                throw new IllegalArgumentException(
                        "corners of a polygon must be fractions of width and height from 0 to 1," + " got " + x[i] + ","
                                + y[i]);
            }
        }
        return new Polygon(x.clone(), y.clone());
    }

    /**
     * Reads {@code "x,y x,y x,y"}: fractions of width and height, or with {@code @WIDTHxHEIGHT} behind them pixels of an image of
     * that size, as in {@code "0,0 120,0 120,40@640x480"}.
     *
     * @throws IllegalArgumentException if it is not of this form, or a corner lies outside the image
     */
    public static Polygon parse(String text) {
        String[] parts = text.strip().split("@", -1);
        double[] size = parts.length == 2 ? numbers(parts[1], "x", text) : new double[] {1, 1};
        if (parts.length > 2 || size.length != 2 || !(size[0] > 0 && size[1] > 0)) {
            throw malformed(text);
        }
        List<double[]> corners = new ArrayList<>();
        for (String corner : parts[0].strip().split("\\s+")) {
            corners.add(numbers(corner, ",", text));
        }
        if (corners.stream().anyMatch(corner -> corner.length != 2)) {
            throw malformed(text);
        }
        try {
            return of(
                    corners.stream().mapToDouble(corner -> corner[0] / size[0]).toArray(),
                    corners.stream().mapToDouble(corner -> corner[1] / size[1]).toArray());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "polygon '" + text + "': " + e.getMessage()
                            + "; pixels need the size of their image: x,y x,y x,y@WIDTHxHEIGHT",
                    e);
        }
    }

    private static double[] numbers(String words, String between, String text) {
        try {
            return Arrays.stream(words.strip().split(between, -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "polygon '" + text + "' is not of the form x,y x,y x,y with fractions from 0 to 1, or"
                        + " x,y x,y x,y@WIDTHxHEIGHT with pixels");
    }

    /** The rest of the image: the image's border, and from its upper left corner to this polygon and back. */
    public Polygon outside() {
        return new Polygon(withBorder(x, new double[] {0, 1, 1, 0, 0}), withBorder(y, new double[] {0, 0, 1, 1, 0}));
    }

    private static double[] withBorder(double[] corners, double[] border) {
        double[] both = Arrays.copyOf(border, border.length + corners.length + 2);
        System.arraycopy(corners, 0, both, border.length, corners.length);
        both[border.length + corners.length] = corners[0];
        return both;
    }

    /** Whether a place, in fractions of width and height, lies inside. */
    public boolean contains(double atX, double atY) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            boolean crosses = y[i] > atY != y[j] > atY;
            if (crosses && atX < (x[j] - x[i]) * (atY - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polygon that && Arrays.equals(x, that.x) && Arrays.equals(y, that.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return IntStream.range(0, x.length).mapToObj(i -> x[i] + "," + y[i]).collect(Collectors.joining(" "));
    }
}
