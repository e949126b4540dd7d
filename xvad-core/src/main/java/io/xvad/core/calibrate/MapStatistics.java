package io.xvad.core.calibrate;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The largest value, the median and the high values of the maps of each held-out normal sample. From it come the one scale on which
 * a detector's maps are shown and cut into regions, and the p-values of their places. Immutable and thread-safe.
 */
public final class MapStatistics {

    private static final MapStatistics NONE = new MapStatistics(new double[0], new double[0], new double[0]);

    private final double[] maxima;
    private final double[] medians;
    private final double[] tails;

    private MapStatistics(double[] maxima, double[] medians, double[] tails) {
        this.maxima = maxima;
        this.medians = medians;
        this.tails = tails;
    }

    /** The statistics of no sample, to which samples are added. */
    public static MapStatistics none() {
        return NONE;
    }

    /**
     * The statistics as a model file kept them.
     *
     * @param tails what {@link #tails} gave; empty of a file from before they were kept
     * @throws IllegalArgumentException if there is not one median a maximum, tails are of another number of samples, or a value is
     *     not finite
     */
    public static MapStatistics restore(double[] maxima, double[] medians, double[] tails) {
        if (tails.length > 0 && tails.length != MapTail.LENGTH * maxima.length
                || !Arrays.stream(tails).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("map statistics of " + maxima.length + " samples need "
                    + MapTail.LENGTH * maxima.length + " finite values of their tails, got " + tails.length);
        }
        if (maxima.length != medians.length
                || !DoubleStream.concat(Arrays.stream(maxima), Arrays.stream(medians))
                        .allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("map statistics need as many finite medians as maxima, got "
                    + medians.length + " and " + maxima.length);
        }
        return new MapStatistics(maxima.clone(), medians.clone(), tails.clone());
    }

    /** The statistics of the samples of several, in their order. */
    public static MapStatistics of(List<MapStatistics> parts) {
        return new MapStatistics(
                joined(parts, part -> part.maxima),
                joined(parts, part -> part.medians),
                joined(parts, part -> part.tails));
    }

    private static double[] joined(List<MapStatistics> parts, Function<MapStatistics, double[]> values) {
        return parts.stream().map(values).flatMapToDouble(Arrays::stream).toArray();
    }

    /** A copy with the maps of one more normal sample; the same if it has none. */
    public MapStatistics with(List<AnomalyMap> maps) {
        if (maps.isEmpty()) {
            return this;
        }
        double max = maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow();
        double median =
                median(maps.stream().mapToDouble(MapStatistics::median).sorted().toArray());
        return new MapStatistics(appended(maxima, max), appended(medians, median), appended(tails, MapTail.of(maps)));
    }

    private static double[] appended(double[] values, double... more) {
        double[] longer = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, longer, values.length, more.length);
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

    /** The p-values of places; empty if no sample had a map, or a model file does not have what they rest on. */
    public Optional<MapCalibration> calibration() {
        if (tails.length == 0) {
            return Optional.empty();
        }
        double[][] each = new double[maxima.length][];
        Arrays.setAll(each, i -> Arrays.copyOfRange(tails, i * MapTail.LENGTH, (i + 1) * MapTail.LENGTH));
        return Optional.of(MapCalibration.of(each));
    }

    /** Number of samples that had maps. */
    public int size() {
        return maxima.length;
    }

    /** A copy of the largest values, one a sample. */
    public double[] maxima() {
        return maxima.clone();
    }

    /** A copy of what is kept of the high values, equally many of each sample. */
    public double[] tails() {
        return tails.clone();
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
