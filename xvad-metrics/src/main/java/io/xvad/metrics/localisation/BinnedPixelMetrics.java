package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.DetectionFigures;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * {@link PixelMetrics} whose memory does not grow with the number of images: scores are kept to 14 significant bits, a
 * relative precision of 2^-14 = 6e-5, and counted. The result says how far its figures can be off at most; with scores
 * spread over a factor of two or more that is far below 1e-4. Merging is exact, and gives the same figures in any order
 * (AU-PRO within 1e-12). Serialisable, on its way between machines. Not thread-safe.
 */
public final class BinnedPixelMetrics
        implements Accumulator<BinnedPixelMetrics, BinnedPixelMetrics.Result>, Serializable {

    private static final int DROPPED_BITS = 10;
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private final double proLimit;
    private final TreeMap<Integer, Page> pages = new TreeMap<>();
    private long regions;

    private BinnedPixelMetrics(double proLimit) {
        this.proLimit = proLimit;
    }

    private static final class Page implements Serializable {
        private final long[] negatives = new long[PAGE];
        private final long[] positives = new long[PAGE];
        private final double[] overlaps = new double[PAGE];
    }

    /**
     * The pixel-level figures, and how far from the exact ones they can be.
     *
     * @param pixels AUROC, average precision and best F1 over all pixels
     * @param aupro area under the per-region-overlap curve
     * @param regions number of ground-truth regions
     * @param aurocError bound of the error of the AUROC
     * @param averagePrecisionError bound of the error of the average precision
     * @param auproError bound of the error of AU-PRO
     */
    public record Result(
            DetectionFigures pixels,
            double aupro,
            long regions,
            double aurocError,
            double averagePrecisionError,
            double auproError) {}

    /**
     * AU-PRO up to the given false-positive rate.
     *
     * @throws IllegalArgumentException if the limit is not in (0, 1]
     */
    public static BinnedPixelMetrics withProLimit(double limit) {
        return new BinnedPixelMetrics(ProLimit.require(limit));
    }

    /**
     * Adds one image.
     *
     * @param mask true where the image is anomalous, row-major; all false for a normal image
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        add(map, mask, new boolean[mask.length]);
    }

    /**
     * Adds one image of which some pixels do not count, anomalous or not.
     *
     * @param mask true where the image is anomalous, row-major; all false for a normal image
     * @param ignored true where nothing counts, row-major
     * @throws IllegalArgumentException if one has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask, boolean[] ignored) {
        ImagePixels image = ImagePixels.of(map, mask, ignored);
        for (float score : image.normal()) {
            int bin = bin(score);
            page(bin).negatives[bin & PAGE - 1]++;
        }
        for (long pixel : image.positives()) {
            int bin = bin(RankedPixel.score(pixel));
            Page page = page(bin);
            page.positives[bin & PAGE - 1]++;
            page.overlaps[bin & PAGE - 1] += 1.0 / image.saturation()[RankedPixel.region(pixel)];
        }
        regions += image.saturation().length;
    }

    private static int bin(float score) {
        return RankedPixel.order(score) >> DROPPED_BITS;
    }

    private Page page(int bin) {
        return pages.computeIfAbsent(bin >> PAGE_BITS, key -> new Page());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's AU-PRO limit differs
     */
    @Override
    public void merge(BinnedPixelMetrics other) {
        if (other.proLimit != proLimit) {
            throw new IllegalArgumentException("cannot merge AU-PRO limits " + proLimit + " and " + other.proLimit);
        }
        other.pages.forEach((key, theirs) -> {
            Page ours = pages.computeIfAbsent(key, unused -> new Page());
            for (int i = 0; i < PAGE; i++) {
                ours.negatives[i] += theirs.negatives[i];
                ours.positives[i] += theirs.positives[i];
                ours.overlaps[i] += theirs.overlaps[i];
            }
        });
        regions += other.regions;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if nothing was added
     */
    @Override
    public Result result() {
        if (pages.isEmpty()) {
            throw new IllegalStateException("no pixels were added");
        }
        int[] keys = pages.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] negatives = new long[keys.length * PAGE];
        long[] positives = new long[keys.length * PAGE];
        double[] overlaps = new double[keys.length * PAGE];
        int at = 0;
        for (Page page : pages.values()) {
            System.arraycopy(page.negatives, 0, negatives, at, PAGE);
            System.arraycopy(page.positives, 0, positives, at, PAGE);
            System.arraycopy(page.overlaps, 0, overlaps, at, PAGE);
            at += PAGE;
        }
        BinnedSweep.Thresholds thresholds =
                bin -> RankedPixel.ofOrder((keys[bin >> PAGE_BITS] << PAGE_BITS | bin & PAGE - 1) << DROPPED_BITS);
        BinnedSweep sweep = new BinnedSweep(thresholds, negatives, positives, overlaps, regions);
        return new Result(
                DetectionFigures.of(sweep),
                sweep.aupro(proLimit),
                regions,
                sweep.aurocError(),
                sweep.averagePrecisionError(),
                sweep.auproError(proLimit));
    }

    /** Bytes of counts, for those who watch memory: it grows with the spread of the scores only. */
    public long bytes() {
        return pages.size() * 24L * PAGE;
    }
}
