package io.xvad.core.calibrate;

import io.xvad.core.AnomalyMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the maps of held-out normal samples to find the one scale on which a detector's maps are shown and cut into
 * regions. Keeps two numbers a sample. Not thread-safe.
 */
public final class MapStatistics {

    private final List<Double> maxima = new ArrayList<>();
    private final List<Double> medians = new ArrayList<>();

    /** Adds the maps of one normal sample, at least one. */
    public void add(List<AnomalyMap> maps) {
        maxima.add(maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow());
        medians.add(median(maps.stream().mapToDouble(MapStatistics::median).toArray()));
    }

    /**
     * The scale: its threshold is the conformal threshold of the maps' maxima, so that at most {@code falseAlarmRate} of
     * normal samples show any region. Where too few samples were held out for that rate, it is the largest maximum.
     *
     * @throws IllegalStateException if nothing was added
     */
    public MapScale scale(double falseAlarmRate) {
        if (maxima.isEmpty()) {
            throw new IllegalStateException("no maps were added");
        }
        double[] sorted = sorted(maxima);
        double threshold = Math.min(Calibration.conformalThreshold(sorted, falseAlarmRate), sorted[sorted.length - 1]);
        double low = Math.min(median(sorted(medians)), threshold);
        return new MapScale((float) low, (float) threshold, (float) (threshold + (threshold - low)));
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double median(AnomalyMap map) {
        float[] values = map.toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
