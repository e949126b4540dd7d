package io.xvad.video.language.anomize;

import io.xvad.core.XvadModelException;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;

/**
 * The ranges of the numbers of a {@link Reading} at positions of normal videos that were learned from, from the 5th to the 95th percentile. Immutable.
 *
 * @param low 5th percentiles, in the order of {@link Reading#numbers}
 * @param high 95th percentiles
 */
record NormalRanges(double[] low, double[] high) {

    private static final String LOW = "normal-low";
    private static final String HIGH = "normal-high";
    private static final double TAIL = 0.05;
    private static final double SMALLEST = 1e-6;

    static NormalRanges of(List<double[]> normal) {
        int count = normal.get(0).length;
        int last = normal.size() - 1;
        double[] low = new double[count];
        double[] high = new double[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            double[] sorted = normal.stream()
                    .mapToDouble(numbers -> numbers[number])
                    .sorted()
                    .toArray();
            low[i] = sorted[(int) Math.round(TAIL * last)];
            high[i] = sorted[(int) Math.round((1 - TAIL) * last)];
        }
        return new NormalRanges(low, high);
    }

    /** How far a number is above its range, in widths of it. */
    AttributeDeviation attribute(String name, int number, double observed) {
        double width = Math.max(SMALLEST, high[number] - low[number]);
        return new AttributeDeviation(
                name, "", observed, low[number], high[number], Math.max(0, observed - high[number]) / width);
    }

    void write(ModelWriter model) {
        model.doubles(LOW, low);
        model.doubles(HIGH, high);
    }

    /**
     * Reads the ranges of so many numbers.
     *
     * @throws XvadModelException if there are others
     */
    static NormalRanges read(ModelReader model, int count) {
        NormalRanges ranges = new NormalRanges(model.doubles(LOW), model.doubles(HIGH));
        boolean rising = ranges.low.length == count && ranges.high.length == count;
        for (int i = 0; rising && i < count; i++) {
            rising = ranges.low[i] <= ranges.high[i];
        }
        if (!rising) {
            throw new XvadModelException("entries '" + LOW + "' and '" + HIGH + "' must have " + count + " ranges");
        }
        return ranges;
    }
}
