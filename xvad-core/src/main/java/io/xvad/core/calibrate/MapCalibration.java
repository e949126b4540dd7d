package io.xvad.core.calibrate;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Conformal p-values of the values of anomaly maps, of a place and of a sample as a whole, from the maps of {@code n} held-out normal
 * samples. A capability of a calibrated detector that gives maps. Immutable and thread-safe.
 *
 * <p>The p-value of a place is {@code (1 + sum of a_i) / (n + 1)}, where {@code a_i} is the share of places of held-out sample {@code
 * i} whose value is at least as high, rounded up to half octaves: the mean, over one place drawn from each held-out sample, of the
 * split-conformal p-value (Vovk, Gammerman and Shafer 2005). It speaks of places wherever they are, not of those at the same spot, and
 * many places of one image are judged, of which some have small p-values by chance: {@link #pValueAnywhere} is for what is the highest
 * of an image. Neither is below {@code 1 / (n + 1)}.
 */
public final class MapCalibration {

    private final double[] maxima;
    private final double[] values;
    private final double[] sums;

    private MapCalibration(double[] maxima, double[] values, double[] sums) {
        this.maxima = maxima;
        this.values = values;
        this.sums = sums;
    }

    /**
     * The calibration by samples of which values and shares are known.
     *
     * @param tails of each sample what {@link MapTail} keeps of it, at least one
     */
    static MapCalibration of(double[][] tails) {
        int[][] all = IntStream.range(0, tails.length)
                .boxed()
                .flatMap(sample -> IntStream.range(0, MapTail.LENGTH).mapToObj(i -> new int[] {sample, i}))
                .sorted(Comparator.comparingDouble((int[] at) -> tails[at[0]][at[1]]))
                .toArray(int[][]::new);
        double[] values = new double[all.length];
        double[] sums = new double[all.length + 1];
        sums[0] = tails.length;
        for (int i = 0; i < all.length; i++) {
            int position = all[i][1];
            values[i] = tails[all[i][0]][position];
            sums[i + 1] = sums[i] - (position == 0 ? 0 : MapTail.share(position - 1) - MapTail.share(position));
        }
        double[] maxima = Arrays.stream(tails)
                .mapToDouble(tail -> tail[MapTail.LENGTH - 1])
                .sorted()
                .toArray();
        return new MapCalibration(maxima, values, sums);
    }

    /** Number of normal samples it rests on. */
    public int size() {
        return maxima.length;
    }

    /** How rare so high a value is at a place of a normal sample; in (0, 1], at least {@code 1 / (size + 1)}. */
    public double pValue(double value) {
        return counted(Math.max(0, sums[Calibration.below(values, value)]));
    }

    /** How rare so high a value is anywhere in a normal sample; in (0, 1], at least {@code 1 / (size + 1)}. */
    public double pValueAnywhere(double value) {
        return counted(maxima.length - (double) Calibration.below(maxima, value));
    }

    private double counted(double asHigh) {
        return Math.min(1, (1 + asHigh) / (1 + maxima.length));
    }

    /** The same map with {@code -log10} of the p-value of each place: 0 where nothing is rare, 2 where it is one in a hundred. */
    public AnomalyMap rarity(AnomalyMap map) {
        float[] rare = map.toArray();
        for (int i = 0; i < rare.length; i++) {
            rare[i] = (float) -Math.log10(pValue(rare[i]));
        }
        return AnomalyMap.owning(map.height(), map.width(), rare);
    }

    @Override
    public String toString() {
        return "MapCalibration[" + maxima.length + " samples, maxima from " + maxima[0] + " to "
                + maxima[maxima.length - 1] + "]";
    }
}
