package io.xvad.foundation.tokens;

/** Vectors of length 1, whose dot product is the cosine of the angle between them; one after the other in an array. */
public final class UnitVectors {

    private UnitVectors() {}

    /**
     * Makes vectors ones of unit length; those of zeros stay so.
     *
     * @param vectors one after the other
     * @param dimension values in each
     */
    public static float[] of(float[] vectors, int dimension) {
        float[] unit = new float[vectors.length];
        for (int from = 0; from < vectors.length; from += dimension) {
            double length = Math.sqrt(dot(vectors, from, vectors, from, dimension));
            float scale = length == 0 ? 0 : (float) (1 / length);
            for (int d = 0; d < dimension; d++) {
                unit[from + d] = vectors[from + d] * scale;
            }
        }
        return unit;
    }

    /**
     * The mean of vectors of any length.
     *
     * @param vectors one after the other, at least one
     * @param dimension values in each
     */
    public static float[] mean(float[] vectors, int dimension) {
        double[] sums = new double[dimension];
        for (int i = 0; i < vectors.length; i++) {
            sums[i % dimension] += vectors[i];
        }
        float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = (float) (sums[d] * dimension / vectors.length);
        }
        return mean;
    }

    /** The dot product of two vectors that begin at these places. */
    public static double dot(float[] left, int from, float[] right, int to, int dimension) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            sum += (double) left[from + d] * right[to + d];
        }
        return sum;
    }
}
