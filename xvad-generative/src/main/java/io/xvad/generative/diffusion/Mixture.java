package io.xvad.generative.diffusion;

/** Weighted sums of arrays, in double precision. */
final class Mixture {

    private Mixture() {}

    static float[] of(double weight, float[] values, double otherWeight, float[] others) {
        if (values.length != others.length) {
            throw new IllegalArgumentException(
                    "values to be mixed must be as many, got " + values.length + " and " + others.length);
        }
        float[] sum = new float[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (weight * values[i] + otherWeight * others[i]);
        }
        return sum;
    }
}
