package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.Curve;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.SortedScores;
import io.xvad.metrics.detection.SortedSweep;
import io.xvad.metrics.detection.ThresholdSweep;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers anomaly maps and ground-truth masks and measures how well the maps show where. All pixels of all images are
 * pooled, normal images included; everything is exact. Keeps 4 bytes a normal pixel and 8 an anomalous one, and needs as
 * much again for the result. Not thread-safe: give each thread its own and {@link #merge} them; any order gives the same
 * figures, AU-PRO within 1e-12.
 *
 * <p>AU-PRO (Bergmann et al., 2021, "The MVTec Anomaly Detection Dataset"): the per-region overlap, averaged
 * over all 8-connected ground-truth regions so that each weighs the same, over the false-positive rate of all
 * defect-free pixels, integrated up to a limit, with linear interpolation at the limit, and divided by it.
 */
public final class PixelMetrics implements Accumulator<PixelMetrics, PixelMetrics.Result> {

    /** Limit of the false-positive rate of MVTec's protocol. */
    public static final double DEFAULT_PRO_LIMIT = 0.3;

    private final double proLimit;
    private final List<ImagePixels> images = new ArrayList<>();

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
        return new PixelMetrics(ProLimit.require(limit));
    }

    /**
     * Adds one image.
     *
     * @param mask true where the image is anomalous, row-major; all false for a normal image
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        images.add(ImagePixels.of(map, mask, new boolean[mask.length]));
    }

    /**
     * Adds one image of which some pixels do not count, anomalous or not.
     *
     * @param mask true where the image is anomalous, row-major; all false for a normal image
     * @param ignored true where nothing counts, row-major
     * @throws IllegalArgumentException if one has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask, boolean[] ignored) {
        images.add(ImagePixels.of(map, mask, ignored));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's AU-PRO limit differs
     */
    @Override
    public void merge(PixelMetrics other) {
        if (other.proLimit != proLimit) {
            throw new IllegalArgumentException("cannot merge AU-PRO limits " + proLimit + " and " + other.proLimit);
        }
        images.addAll(List.copyOf(other.images));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if nothing was added
     */
    @Override
    public Result result() {
        return pooled().result(proLimit);
    }

    /**
     * The figures with confidence intervals from images drawn with replacement. The intervals, not the figures, rest on
     * scores sorted into {@value PixelBootstrap#BINS} bins, which moves their ends by less than 0.001.
     *
     * @throws IllegalStateException if nothing was added
     */
    public Estimate estimate(Bootstrap bootstrap) {
        Pooled pooled = pooled();
        Result result = pooled.result(proLimit);
        return new PixelBootstrap(images, pooled, proLimit).estimate(result, bootstrap);
    }

    /**
     * The figures of each draw of images, on the bins of {@link #estimate}.
     *
     * @throws IllegalStateException if nothing was added
     */
    public Replicates replicates(Bootstrap bootstrap) {
        double[][] drawn = new PixelBootstrap(images, pooled(), proLimit).replicates(bootstrap);
        return new Replicates(column(drawn, 0), column(drawn, 3));
    }

    private static double[] column(double[][] drawn, int figure) {
        return Arrays.stream(drawn).mapToDouble(figures -> figures[figure]).toArray();
    }

    private Pooled pooled() {
        if (images.isEmpty()) {
            throw new IllegalStateException("no pixels were added");
        }
        float[] negatives = ImagePixels.normals(images);
        long[] positives = ImagePixels.positives(images);
        Arrays.sort(positives);
        SortedScores sorted = SortedScores.sorting(negatives);
        return new Pooled(sorted, negatives.length, positives, ImagePixels.saturations(images));
    }

    /** Pixels of all images, sorted. */
    record Pooled(SortedScores negatives, int negativeCount, long[] positives, int[] saturation) {

        Result result(double limit) {
            ThresholdSweep sweep = new SortedSweep(
                    negatives, negativeCount, rank -> RankedPixel.score(positives[rank]), positives.length);
            ProIntegral pro = new ProIntegral(limit, negativeCount, positives, saturation);
            DetectionFigures figures = DetectionFigures.of(sweep, pro);
            return new Result(figures, pro.aupro(), pro.curve(), saturation.length);
        }
    }

    /**
     * The pixel-level figures.
     *
     * @param pixels AUROC, average precision and best F1 over all pixels
     * @param aupro area under the per-region-overlap curve, in [0, 1], higher is better; NaN without a ground-truth
     *     region or without a defect-free pixel
     * @param proCurve false-positive rate and mean overlap, thinned, for display
     * @param regions number of ground-truth regions
     */
    public record Result(DetectionFigures pixels, double aupro, Curve proCurve, int regions) {}

    /**
     * Figures and how certain they are.
     *
     * @param result the figures
     * @param auroc interval of the pixel AUROC
     * @param averagePrecision interval of the average precision
     * @param bestF1 interval of the best F1
     * @param aupro interval of AU-PRO
     */
    public record Estimate(
            Result result,
            Bootstrap.Interval auroc,
            Bootstrap.Interval averagePrecision,
            Bootstrap.Interval bestF1,
            Bootstrap.Interval aupro) {}

    /**
     * Figures by draw of images, to be compared with those of another detector that saw the same draws.
     *
     * @param auroc pixel AUROC, one value a draw; NaN where a class is missing
     * @param aupro AU-PRO, one value a draw; NaN where it is not defined
     */
    public record Replicates(double[] auroc, double[] aupro) {}
}
