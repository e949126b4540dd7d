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
    private static final String SCORES = "reason-scores";
    private static final int QUANTITIES = Quantity.values().length;
    private static final double STRANGENESS = 6;
    private static final double USUAL = 0.75;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private final double[] values;
    private final double[] effects;
    private final double[] scores;
    private final double[] scales;
    private final double[] centres;
    private final double[] spreads;
    private final double medianScore;
    private final double spreadOfScores;
    private final double[] largest;

    private ReasonCalibration(double[] values, double[] effects, double[] scores) {
        this.values = values;
        this.effects = effects;
        this.scores = scores;
        double[] sortedScores = scores.clone();
        Arrays.sort(sortedScores);
        medianScore = quantile(sortedScores, 0.5);
        spreadOfScores = Math.max(1e-9, quantile(sortedScores, 0.9) - medianScore);
        scales = new double[QUANTITIES];
        centres = new double[QUANTITIES];
        spreads = new double[QUANTITIES];
        for (Quantity quantity : Quantity.values()) {
            double usual = quantile(column(effects, quantity), USUAL);
            scales[quantity.ordinal()] = Surprise.scale(quantity, usual);
            double[] sorted = column(values, quantity);
            double centre = Surprise.isCentred(quantity) ? quantile(sorted, 0.5) : 0;
            double[] distances = Arrays.stream(sorted)
                    .map(value -> Math.abs(value - centre))
                    .sorted()
                    .toArray();
            centres[quantity.ordinal()] = centre;
            spreads[quantity.ordinal()] = Math.max(quantity.visible(), quantile(distances, USUAL));
        }
        int object = Quantity.OBJECT.ordinal();
        scales[object] = Math.max(scales[object], scales[Quantity.LIGHTNESS.ordinal()]);
        largest = new double[effects.length / QUANTITIES];
        for (int i = 0; i < effects.length; i++) {
            int image = i / QUANTITIES;
            Descriptor descriptor = centred(new Descriptor(Quantity.values()[i % QUANTITIES], values[i], effects[i]));
            largest[image] = Math.max(largest[image], surprise(descriptor) * strangeness(scores[image]));
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
            throw new IllegalArgumentException(
                    "reasons are calibrated on at least one held-out normal image, got none");
        }
        return new ReasonCalibration(
                flat(normals, Descriptor::value).toArray(),
                flat(normals, Descriptor::effect).toArray(),
                normals.stream().mapToDouble(Difference::score).toArray());
    }

    private static DoubleStream flat(List<Difference> normals, java.util.function.ToDoubleFunction<Descriptor> part) {
        return normals.stream().flatMapToDouble(normal -> Arrays.stream(Quantity.values())
                .mapToDouble(quantity -> part.applyAsDouble(normal.descriptor(quantity))));
    }

    /** Writes it into a model file. */
    public void write(ModelWriter model) {
        model.doubles(VALUES, values);
        model.doubles(EFFECTS, effects);
        model.doubles(SCORES, scores);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if the entries are missing or do not belong together
     */
    public static ReasonCalibration read(ModelReader model) {
        double[] values = model.doubles(VALUES);
        double[] effects = model.doubles(EFFECTS);
        double[] scores = model.doubles(SCORES);
        if (scores.length == 0 || values.length != scores.length * QUANTITIES || effects.length != values.length) {
            throw new XvadModelException("the calibration of reasons needs " + QUANTITIES
                    + " values and effects for each image, got " + values.length + ", " + effects.length + " and "
                    + scores.length + " scores");
        }
        return new ReasonCalibration(values, effects, scores);
    }

    /** How many held-out images it rests on. */
    public int images() {
        return largest.length;
    }

    /** A measurement with its value against the median of normal images, where that is told so. */
    Descriptor centred(Descriptor descriptor) {
        double value = descriptor.value() - centres[descriptor.quantity().ordinal()];
        return new Descriptor(descriptor.quantity(), value, descriptor.effect());
    }

    /** How unusual a centred measurement is. */
    double surprise(Descriptor centred) {
        int quantity = centred.quantity().ordinal();
        return Surprise.of(centred, centred.effect() / scales[quantity], Math.abs(centred.value()) / spreads[quantity]);
    }

    /**
     * The share of normal images with a surprise at least as large, each weighed by how strange the detector finds the image, counting
     * the image itself; in (0, 1].
     */
    double pValue(double surprise, double score) {
        double weighed = surprise * strangeness(score);
        long asLarge = Arrays.stream(largest).filter(one -> one >= weighed).count();
        return (1.0 + asLarge) / (largest.length + 1.0);
    }

    /** How far a score lies above the median of the normal ones, in what separates it from the ninth decile, to the sixth power. */
    private double strangeness(double score) {
        return Math.pow(Math.max(0.1, (score - medianScore) / spreadOfScores), STRANGENESS);
    }

    /** The centred value that one in twenty normal images stay below. */
    double low(Quantity quantity) {
        return quantile(column(values, quantity), LOW) - centres[quantity.ordinal()];
    }

    /** The centred value that one in twenty normal images exceed. */
    double high(Quantity quantity) {
        return quantile(column(values, quantity), HIGH) - centres[quantity.ordinal()];
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
