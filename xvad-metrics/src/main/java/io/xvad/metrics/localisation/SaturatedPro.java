package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.SortedScores;
import io.xvad.metrics.detection.SortedSweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AU-sPRO: per-region overlap that saturates (Bergmann et al., 2022, "Beyond Dents and Scratches"). Of a
 * defect that may lie anywhere in a large area only a part must be found: the overlap of a defect is {@code min(flagged /
 * saturation, 1)}. Averaged over defects, over the false-positive rate of the pixels that belong to no defect, integrated
 * up to a limit with linear interpolation there, and divided by it. With each saturation equal to the defect's area and
 * connected defects it is AU-PRO. For MVTec LOCO measure structural and logical defects apart and average the two. Not
 * thread-safe; merging in another order changes the figure by less than 1e-12.
 */
public final class SaturatedPro implements Accumulator<SaturatedPro, Double> {

    private final double limit;
    private final List<ImagePixels> images = new ArrayList<>();

    /**
     * Creates a metric to which no image was added yet.
     *
     * @param limit largest false-positive rate, in (0, 1]; the paper reports 0.05 first
     * @throws IllegalArgumentException if out of range
     */
    public SaturatedPro(double limit) {
        this.limit = ProLimit.require(limit);
    }

    /**
     * A defect: one channel of the ground truth.
     *
     * @param mask its pixels, row-major; at least one
     * @param saturation number of flagged pixels from which on it counts as found, at least 1
     */
    public record Defect(boolean[] mask, int saturation) {

        public Defect {
            if (saturation < 1) {
                throw new IllegalArgumentException("saturation must be at least 1, got " + saturation);
            }
            mask = mask.clone();
        }

        /**
         * A defect whose saturation is given as in LOCO's {@code defects_config.json}.
         *
         * @param threshold a share of the area if {@code relative}, else a number of pixels
         */
        public static Defect of(boolean[] mask, double threshold, boolean relative) {
            int area = 0;
            for (boolean pixel : mask) {
                area += pixel ? 1 : 0;
            }
            int saturation = relative ? (int) (threshold * area) : (int) Math.min(threshold, area);
            return new Defect(mask, Math.max(1, saturation));
        }
    }

    /**
     * Adds one image.
     *
     * @param defects none for a normal image
     * @throws IllegalArgumentException if a mask has another size than the map, or no pixel
     */
    public void add(AnomalyMap map, List<Defect> defects) {
        float[] values = map.toArray();
        boolean[] free = new boolean[values.length];
        Arrays.fill(free, true);
        List<Long> positives = new ArrayList<>();
        for (int d = 0; d < defects.size(); d++) {
            boolean[] mask = defects.get(d).mask();
            if (mask.length != values.length) {
                throw new IllegalArgumentException(
                        "mask must have the " + values.length + " pixels of " + map + ", got " + mask.length);
            }
            int before = positives.size();
            for (int i = 0; i < mask.length; i++) {
                if (mask[i]) {
                    free[i] = false;
                    positives.add(RankedPixel.pack(values[i], d));
                }
            }
            if (positives.size() == before) {
                throw new IllegalArgumentException("defect " + d + " of " + map + " has no pixel");
            }
        }
        images.add(new ImagePixels(
                where(values, free),
                positives.stream().mapToLong(Long::longValue).toArray(),
                defects.stream().mapToInt(Defect::saturation).toArray()));
    }

    private static float[] where(float[] values, boolean[] wanted) {
        float[] chosen = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (wanted[i]) {
                chosen[count++] = values[i];
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's limit differs
     */
    @Override
    public void merge(SaturatedPro other) {
        if (other.limit != limit) {
            throw new IllegalArgumentException("cannot merge AU-sPRO limits " + limit + " and " + other.limit);
        }
        images.addAll(List.copyOf(other.images));
    }

    /** AU-sPRO, in [0, 1], higher is better; NaN without a defect or without a defect-free pixel. */
    @Override
    public Double result() {
        float[] negatives = ImagePixels.normals(images);
        long[] positives = ImagePixels.positives(images);
        Arrays.sort(positives);
        ProIntegral pro = new ProIntegral(limit, negatives.length, positives, ImagePixels.saturations(images));
        new SortedSweep(
                        SortedScores.sorting(negatives),
                        negatives.length,
                        rank -> RankedPixel.score(positives[rank]),
                        positives.length)
                .descend(pro);
        return pro.aupro();
    }
}
