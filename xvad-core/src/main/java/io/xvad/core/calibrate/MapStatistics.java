package io.xvad.core.calibrate;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The largest value and the median of each map of held-out normal samples. From it comes the
 * one scale on which a detector's maps are shown and cut into regions. Immutable and thread-safe.
 */
public final class MapStatistics {

    private static final MapStatistics NONE = new MapStatistics(new double[0], new double[0]);

    private final double[] maxima;
    private final double[] medians;

    private MapStatistics(double[] maxima, double[] medians) {
        this.maxima = maxima;
        this.medians = medians;
    }

    /** The statistics of no sample, to which samples are added. */
    public static MapStatistics none() {
        return NONE;
    }

    /**
     * The statistics as a model file kept them.
     *
     * @throws IllegalArgumentException if there is not one median a maximum, or a value is not finite
     */
    public static MapStatistics restore(double[] maxima, double[] medians) {
        if (maxima.length != medians.length
                || !DoubleStream.concat(Arrays.stream(maxima), Arrays.stream(medians))
                        .allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("map statistics need as many finite medians as maxima, got "
                    + medians.length + " and " + maxima.length);
        }
        return new MapStatistics(maxima.clone(), medians.clone());
    }

    /** A copy with the maps of one more normal sample; the same if it has none. */
    public MapStatistics with(List<AnomalyMap> maps) {
        if (maps.isEmpty()) {
            return this;
        }
        double max = maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow();
        double median =
                median(maps.stream().mapToDouble(MapStatistics::median).sorted().toArray());
        return new MapStatistics(appended(maxima, max), appended(medians, median));
    }

    private static double[] appended(double[] values, double more) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = more;
        return longer;
    }

    /**
     * The scale: its threshold is the conformal threshold of the maxima, so that at most {@code falseAlarmRate} of normal
     * samples show any region. Where too few samples were held out for that rate, it is the largest maximum. Empty if no
     * sample had a map.
     */
    public Optional<MapScale> scale(double falseAlarmRate) {
        if (maxima.length == 0) {
            return Optional.empty();
        }
        double[] sorted = sorted(maxima);
        double threshold = Math.min(Calibration.conformalThreshold(sorted, falseAlarmRate), sorted[sorted.length - 1]);
        double low = Math.min(median(sorted(medians)), threshold);
        return Optional.of(new MapScale((float) low, (float) threshold, (float) (threshold + (threshold - low))));
    }

    /** Number of samples that had maps. */
    public int size() {
        return maxima.length;
    }

    /** A copy of the largest values, one a sample. */
    public double[] maxima() {
        return maxima.clone();
    }

    /** A copy of the medians, one a sample. */
    public double[] medians() {
        return medians.clone();
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double median(AnomalyMap map) {
        float[] values = map.toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
