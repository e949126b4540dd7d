package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.ConnectedComponents;
import io.xvad.metrics.detection.Curve;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.SortedScores;
import io.xvad.metrics.detection.ThresholdSweep;
import java.util.Arrays;

/**
 * Gathers anomaly maps and ground-truth masks and measures how well the maps show where. All pixels of all images are
 * pooled, normal images included; everything is exact. Keeps 4 bytes a normal pixel and 12 an anomalous one. Not
 * thread-safe: give each thread its own and {@link #merge} them.
 *
 * <p>AU-PRO (Bergmann et al. 2021, "The MVTec Anomaly Detection Dataset", section 4): the per-region overlap, averaged
 * over all 8-connected ground-truth regions so that each weighs the same, over the false-positive rate of all
 * defect-free pixels, integrated up to a limit, with linear interpolation at the limit, and divided by it.
 */
public final class PixelMetrics {

    /** Limit of the false-positive rate of MVTec's protocol. */
    public static final double DEFAULT_PRO_LIMIT = 0.3;

    private final double proLimit;
    private final FloatList normal = new FloatList();
    private final FloatList anomalous = new FloatList();
    private final IntList regionOfAnomalous = new IntList();
    private final IntList regionAreas = new IntList();

    private PixelMetrics(double proLimit) {
        this.proLimit = proLimit;
    }

    /** AU-PRO up to a false-positive rate of {@value #DEFAULT_PRO_LIMIT}. */
    public static PixelMetrics withDefaults() {
        return withProLimit(DEFAULT_PRO_LIMIT);
    }

    /**
     * AU-PRO up to the given false-positive rate.
     *
     * @throws IllegalArgumentException if the limit is not in (0, 1]
     */
    public static PixelMetrics withProLimit(double limit) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException("AU-PRO limit must be in (0, 1], got " + limit);
        }
        return new PixelMetrics(limit);
    }

    /**
     * Adds one image.
     *
     * @param mask true where the image is anomalous, row-major; all false for a normal image
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        float[] values = map.toArray();
        if (values.length != mask.length) {
            throw new IllegalArgumentException(
                    "mask must have the " + values.length + " pixels of " + map + ", got " + mask.length);
        }
        ConnectedComponents regions = ConnectedComponents.of(map.height(), map.width(), mask);
        int firstRegion = regionAreas.size();
        int[] areas = new int[regions.count()];
        for (int i = 0; i < values.length; i++) {
            int label = regions.labelAt(i);
            if (label == 0) {
                normal.add(values[i]);
            } else {
                anomalous.add(values[i]);
                regionOfAnomalous.add(firstRegion + label - 1);
                areas[label - 1]++;
            }
        }
        for (int area : areas) {
            regionAreas.add(area);
        }
    }

    /**
     * Adds all that another has gathered; the order of merging does not change the result.
     *
     * @throws IllegalArgumentException if the other's AU-PRO limit differs
     */
    public void merge(PixelMetrics other) {
        if (other.proLimit != proLimit) {
            throw new IllegalArgumentException("cannot merge AU-PRO limits " + proLimit + " and " + other.proLimit);
        }
        int firstRegion = regionAreas.size();
        normal.addAll(other.normal);
        anomalous.addAll(other.anomalous);
        for (int i = 0; i < other.regionOfAnomalous.size(); i++) {
            regionOfAnomalous.add(firstRegion + other.regionOfAnomalous.get(i));
        }
        for (int i = 0; i < other.regionAreas.size(); i++) {
            regionAreas.add(other.regionAreas.get(i));
        }
    }

    /**
     * The figures so far; more may be added afterwards.
     *
     * @throws IllegalStateException if nothing was added
     */
    public Result result() {
        if (normal.size() + anomalous.size() == 0) {
            throw new IllegalStateException("no pixels were added");
        }
        float[] negatives = normal.toArray();
        long[] positives = sortedPositives();
        ThresholdSweep sweep = new ThresholdSweep(
                SortedScores.sorting(negatives),
                negatives.length,
                rank -> RankedPixel.score(positives[rank]),
                positives.length);
        ProIntegral pro = new ProIntegral(proLimit, negatives.length, positives, regionAreas.toArray());
        sweep.descend(pro);
        return new Result(DetectionFigures.of(sweep), pro.aupro(), pro.curve(), regionAreas.size());
    }

    private long[] sortedPositives() {
        long[] ranked = new long[anomalous.size()];
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = RankedPixel.pack(anomalous.get(i), regionOfAnomalous.get(i));
        }
        Arrays.sort(ranked);
        return ranked;
    }

    /**
     * What was measured.
     *
     * @param pixels AUROC, average precision and best F1 over all pixels
     * @param aupro area under the per-region-overlap curve, in [0, 1], higher is better; NaN without a ground-truth
     *     region or without a defect-free pixel
     * @param proCurve false-positive rate and mean overlap, thinned, for display
     * @param regions number of ground-truth regions
     */
    public record Result(DetectionFigures pixels, double aupro, Curve proCurve, int regions) {}
}
