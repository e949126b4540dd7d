package io.xvad.generative.cflow;

/**
 * Where a place is, as sines and cosines of waves from short to long (Vaswani et al. 2017, section 3.5, in two dimensions): the first half
 * says where along a row, the second along a column, each as {@code sin, cos, sin, cos} and so on of the position times {@code
 * 10000^(-2 k / (length / 2))}.
 *
 * @param length values of a code, a multiple of 4
 */
record PositionCode(int length) {

    private static final double LONGEST = 10_000;

    /** @throws IllegalArgumentException if the length is not a multiple of 4 */
    PositionCode {
        if (length % 4 != 0) {
            throw new IllegalArgumentException("a position code needs a multiple of 4 values, got " + length);
        }
    }

    /** The codes of all places of a square grid, row by row. */
    float[] ofGrid(int side) {
        float[][] positions = new float[side][];
        for (int i = 0; i < side; i++) {
            positions[i] = ofPosition(i);
        }
        float[] codes = new float[side * side * length];
        for (int place = 0; place < side * side; place++) {
            System.arraycopy(positions[place % side], 0, codes, place * length, length / 2);
            System.arraycopy(positions[place / side], 0, codes, place * length + length / 2, length / 2);
        }
        return codes;
    }

    private float[] ofPosition(int position) {
        int half = length / 2;
        float[] code = new float[half];
        for (int i = 0; i < half; i += 2) {
            double angle = position * Math.pow(LONGEST, -(double) i / half);
            code[i] = (float) Math.sin(angle);
            code[i + 1] = (float) Math.cos(angle);
        }
        return code;
    }
}
