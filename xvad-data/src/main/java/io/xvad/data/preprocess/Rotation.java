package io.xvad.data.preprocess;

/**
 * Turns square images about their centre, bilinear; what comes from beyond the border is mirrored. Immutable and thread-safe.
 *
 * @param side height and width
 * @param degrees counter-clockwise, as images are seen
 */
public record Rotation(int side, double degrees) {

    /** Throws {@link IllegalArgumentException} if the side is below 1 or the angle is not finite. */
    public Rotation {
        if (side < 1 || !Double.isFinite(degrees)) {
            throw new IllegalArgumentException(
                    "a rotation needs a side of at least 1 and a finite angle, got " + side + " and " + degrees);
        }
    }

    /**
     * The turned image.
     *
     * @param planes any number of channels, row-major, one after the other
     * @throws IllegalArgumentException if they are not whole squares of this side
     */
    public float[] of(float[] planes) {
        int cells = side * side;
        if (planes.length % cells != 0) {
            throw new IllegalArgumentException(
                    "wanted planes of " + side + " x " + side + " values, got " + planes.length + " values");
        }
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double centre = (side - 1) / 2.0;
        float[] turned = new float[planes.length];
        for (int i = 0; i < cells; i++) {
            double down = i / side - centre;
            double right = i % side - centre;
            new Place(centre + cos * down + sin * right, centre - sin * down + cos * right, side)
                    .read(planes, turned, i);
        }
        return turned;
    }

    /** A place between pixels. */
    private record Place(double y, double x, int side) {

        void read(float[] planes, float[] turned, int at) {
            int top = (int) Math.floor(y);
            int left = (int) Math.floor(x);
            float down = (float) (y - top);
            float right = (float) (x - left);
            int upper = mirrored(top) * side;
            int lower = mirrored(top + 1) * side;
            int before = mirrored(left);
            int after = mirrored(left + 1);
            for (int plane = 0; plane < planes.length; plane += side * side) {
                float above = mixed(planes[plane + upper + before], planes[plane + upper + after], right);
                float below = mixed(planes[plane + lower + before], planes[plane + lower + after], right);
                turned[plane + at] = mixed(above, below, down);
            }
        }

        /** Equal values stay what they are. */
        private static float mixed(float a, float b, float share) {
            return a + (b - a) * share;
        }

        /** The pixel that is seen there, the border pixels twice. */
        private int mirrored(int index) {
            int folded = Math.floorMod(index, 2 * side);
            return folded < side ? folded : 2 * side - 1 - folded;
        }
    }
}
