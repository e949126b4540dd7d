package io.xvad.explainers.reason;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.explainers.difference.Descriptor;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.difference.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What differences look like at the peaks of held-out normal images, measured as they are measured of an image to explain: the scale on
 * which a difference surprises, and the p-value of a surprise. A reason of p-value {@code p} or less is named of at most the share
 * {@code p} of normal images, however many reasons are looked at, since the surprise is compared with the largest of each normal image
 * (split conformal, Vovk, Gammerman and Shafer 2005). Immutable and thread-safe.
 */
public final class ReasonCalibration {

    private static final String VALUES = "reason-values";
    private static final String EFFECTS = "reason-effects";
    private static final int QUANTITIES = Quantity.values().length;
    private static final double USUAL = 0.75;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private final double[] values;
    private final double[] effects;
    private final double[] scales;
    private final double[] largest;

    private ReasonCalibration(double[] values, double[] effects) {
        this.values = values;
        this.effects = effects;
        scales = new double[QUANTITIES];
        for (Quantity quantity : Quantity.values()) {
            scales[quantity.ordinal()] =
                    Math.max(Surprise.leastScale(quantity), quantile(column(effects, quantity), USUAL));
        }
        largest = new double[effects.length / QUANTITIES];
        for (int i = 0; i < effects.length; i++) {
            int image = i / QUANTITIES;
            largest[image] = Math.max(largest[image], effects[i] / scales[i % QUANTITIES]);
        }
        Arrays.sort(largest);
    }

    /**
     * From the differences of held-out normal images, each to its normal version.
     *
     * @param normals at least one
     * @throws IllegalArgumentException if there are none
     */
    public static ReasonCalibration of(List<Difference> normals) {
        if (normals.isEmpty()) {
            throw new IllegalArgumentException("reasons are calibrated on at least one held-out normal image, got none");
        }
        return new ReasonCalibration(
                flat(normals, Descriptor::value).toArray(), flat(normals, Descriptor::effect).toArray());
    }

    private static DoubleStream flat(List<Difference> normals, java.util.function.ToDoubleFunction<Descriptor> part) {
        return normals.stream().flatMapToDouble(normal -> Arrays.stream(Quantity.values())
                .mapToDouble(quantity -> part.applyAsDouble(normal.descriptor(quantity))));
    }

    /** Writes it into a model file. */
    public void write(ModelWriter model) {
        model.doubles(VALUES, values);
        model.doubles(EFFECTS, effects);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if the entries are missing or do not belong together
     */
    public static ReasonCalibration read(ModelReader model) {
        double[] values = model.doubles(VALUES);
        double[] effects = model.doubles(EFFECTS);
        if (values.length == 0 || values.length % QUANTITIES != 0 || effects.length != values.length) {
            throw new XvadModelException("the calibration of reasons needs " + QUANTITIES
                    + " values and effects for each image, got " + values.length + " and " + effects.length);
        }
        return new ReasonCalibration(values, effects);
    }

    /** How many held-out images it rests on. */
    public int images() {
        return largest.length;
    }

    /** How unusual an effect is: 1 is what three in four normal images stay below. */
    double surprise(Descriptor descriptor) {
        return descriptor.effect() / scales[descriptor.quantity().ordinal()];
    }

    /** The share of normal images with a surprise at least as large, counting the image itself; in (0, 1]. */
    double pValue(double surprise) {
        long asLarge = Arrays.stream(largest).filter(one -> one >= surprise).count();
        return (1.0 + asLarge) / (largest.length + 1.0);
    }

    /** The value that one in twenty normal images stay below. */
    double low(Quantity quantity) {
        return quantile(column(values, quantity), LOW);
    }

    /** The value that one in twenty normal images exceed. */
    double high(Quantity quantity) {
        return quantile(column(values, quantity), HIGH);
    }

    private static double[] column(double[] table, Quantity quantity) {
        double[] column = new double[table.length / QUANTITIES];
        for (int i = 0; i < column.length; i++) {
            column[i] = table[i * QUANTITIES + quantity.ordinal()];
        }
        Arrays.sort(column);
        return column;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
