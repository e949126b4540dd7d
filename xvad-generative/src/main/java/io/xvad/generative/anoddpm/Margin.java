package io.xvad.generative.anoddpm;

/**
 * A mirror image around an image, so that a network sees noise on both sides of what lies at its border. Immutable.
 *
 * @param side height and width of the image
 * @param width of the margin in pixels, from 0 to {@code side}
 */
record Margin(int side, int width) {

    Margin {
        if (width < 0 || width > side) {
            throw new IllegalArgumentException(
                    "the margin of an image of " + side + " pixels must be from 0 to " + side + " wide, got " + width);
        }
    }

    /** Height and width of the image with its margin. */
    int outer() {
        return side + 2 * width;
    }

    /**
     * Adds the margin: the pixel before the first is the first again, then comes the second.
     *
     * @param planes of shape (side, side), one after the other
     * @return of shape (outer, outer)
     */
    float[] added(float[] planes) {
        int outer = outer();
        float[] wide = new float[planes.length / (side * side) * outer * outer];
        for (int i = 0; i < wide.length; i++) {
            int plane = i / (outer * outer);
            wide[i] = planes[(plane * side + mirrored(i / outer % outer)) * side + mirrored(i % outer)];
        }
        return wide;
    }

    private int mirrored(int at) {
        int inner = at - width;
        if (inner < 0) {
            return -1 - inner;
        }
        return inner < side ? inner : 2 * side - 1 - inner;
    }

    /**
     * Takes the margin away.
     *
     * @param planes of shape (outer, outer), one after the other
     * @return of shape (side, side)
     */
    float[] removed(float[] planes) {
        int outer = outer();
        float[] inner = new float[planes.length / (outer * outer) * side * side];
        for (int row = 0; row < inner.length / side; row++) {
            int from = (row / side * outer + row % side + width) * outer + width;
            System.arraycopy(planes, from, inner, row * side, side);
        }
        return inner;
    }
}
