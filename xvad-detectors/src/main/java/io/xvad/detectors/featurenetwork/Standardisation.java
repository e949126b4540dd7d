package io.xvad.detectors.featurenetwork;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Puts each feature on mean 0 and standard deviation 1 over the training images.
 *
 * @param means of each feature
 * @param deviations of each feature, above 0
 */
public record Standardisation(double[] means, double[] deviations) {

    private static final String MEANS = "feature-means";
    private static final String DEVIATIONS = "feature-deviations";
    private static final double SMALLEST = 1e-6;

    /**
     * Measured on the training images, as far as this scaling needs it.
     *
     * @param images rows of features of each image
     * @param dimension values in a row
     */
    public static Standardisation of(Scaling scaling, List<float[]> images, int dimension) {
        return switch (scaling) {
            case STANDARD -> of(images, dimension);
            case HALFWAY -> of(images, dimension).halfway();
            case NONE -> none(dimension);
        };
    }

    /**
     * Measured on the training images.
     *
     * @param images rows of features of each image
     * @param dimension values in a row
     */
    public static Standardisation of(List<float[]> images, int dimension) {
        double[] sums = new double[dimension];
        double[] squares = new double[dimension];
        long rows = 0;
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                sums[i % dimension] += image[i];
                squares[i % dimension] += (double) image[i] * image[i];
            }
            rows += image.length / dimension;
        }
        double[] deviations = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            sums[d] /= rows;
            deviations[d] = Math.max(SMALLEST, Math.sqrt(Math.max(0, squares[d] / rows - sums[d] * sums[d])));
        }
        return new Standardisation(sums, deviations);
    }

    private Standardisation halfway() {
        double common = Math.sqrt(Arrays.stream(deviations)
                .map(deviation -> deviation * deviation)
                .average()
                .orElseThrow());
        return new Standardisation(
                means,
                Arrays.stream(deviations)
                        .map(deviation -> Math.sqrt(deviation * common))
                        .toArray());
    }

    private static Standardisation none(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return new Standardisation(new double[dimension], ones);
    }

    /** Values in a row. */
    public int dimension() {
        return means.length;
    }

    private boolean changesNothing() {
        return Arrays.stream(means).allMatch(mean -> mean == 0)
                && Arrays.stream(deviations).allMatch(deviation -> deviation == 1);
    }

    /** Standardised rows; the same array if nothing changes. */
    public float[] apply(float[] rows) {
        if (changesNothing()) {
            return rows;
        }
        float[] standardised = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int d = i % means.length;
            standardised[i] = (float) ((rows[i] - means[d]) / deviations[d]);
        }
        return standardised;
    }

    /** Adds the same to an ONNX graph; returns the name of the standardised rows. */
    public String apply(OnnxGraph onnx, String rows) {
        float[] shift = new float[means.length];
        float[] scale = new float[means.length];
        for (int i = 0; i < means.length; i++) {
            shift[i] = (float) means[i];
            scale[i] = (float) deviations[i];
        }
        String centred = onnx.node("Sub", rows, onnx.constant(shift, 1, shift.length));
        return onnx.node("Div", centred, onnx.constant(scale, 1, scale.length));
    }

    /** Turns a gradient with respect to standardised rows into one with respect to the rows themselves, in place. */
    public void undo(float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= (float) deviations[i % means.length];
        }
    }

    /** Writes means and deviations. */
    public void write(ModelWriter model) {
        model.doubles(MEANS, means);
        model.doubles(DEVIATIONS, deviations);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if it is not one of rows of {@code dimension} values
     */
    public static Standardisation read(ModelReader model, int dimension) {
        Standardisation read = new Standardisation(model.doubles(MEANS), model.doubles(DEVIATIONS));
        if (read.means.length != dimension || read.deviations.length != dimension) {
            throw new XvadModelException("entries '" + MEANS + "' and '" + DEVIATIONS + "' must have " + dimension
                    + " values, have " + read.means.length + " and " + read.deviations.length);
        }
        return read;
    }
}
