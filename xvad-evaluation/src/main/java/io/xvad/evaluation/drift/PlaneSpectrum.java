package io.xvad.evaluation.drift;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The two-dimensional discrete Fourier transform of a square plane of {@value #SIDE} a side.
 *
 * @param real parts, row by row
 * @param imaginary parts, row by row
 */
record PlaneSpectrum(double[][] real, double[][] imaginary) {

    static final int SIDE = 128;

    /** The transform of a plane, row-major. */
    static PlaneSpectrum of(double[] plane) {
        double[][] real = new double[SIDE][];
        for (int y = 0; y < SIDE; y++) {
            real[y] = Arrays.copyOfRange(plane, y * SIDE, (y + 1) * SIDE);
        }
        PlaneSpectrum spectrum = new PlaneSpectrum(real, new double[SIDE][SIDE]);
        spectrum.transform(TransformType.FORWARD);
        return spectrum;
    }

    /** The real part of the plane that this is the transform of; this is overwritten. */
    double[][] inverse() {
        transform(TransformType.INVERSE);
        return real;
    }

    private void transform(TransformType type) {
        for (int y = 0; y < SIDE; y++) {
            FastFourierTransformer.transformInPlace(
                    new double[][] {real[y], imaginary[y]}, DftNormalization.STANDARD, type);
        }
        double[][] column = new double[2][SIDE];
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                column[0][y] = real[y][x];
                column[1][y] = imaginary[y][x];
            }
            FastFourierTransformer.transformInPlace(column, DftNormalization.STANDARD, type);
            for (int y = 0; y < SIDE; y++) {
                real[y][x] = column[0][y];
                imaginary[y][x] = column[1][y];
            }
        }
    }

    double magnitude(int y, int x) {
        return Math.hypot(real[y][x], imaginary[y][x]);
    }

    /** The frequency of an index, in [-{@value #SIDE} / 2, {@value #SIDE} / 2). */
    static int frequency(int index) {
        return index < SIDE / 2 ? index : index - SIDE;
    }
}
