package io.xvad.metrics.video;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.LabelledScores;
import java.util.Arrays;

/**
 * The pixel-level criterion of the UCSD Pedestrian data (Li, Mahadevan and Vasconcelos 2014, "Anomaly Detection and
 * Localization in Crowded Scenes"): an anomalous frame is detected when at least 40 % of its truly anomalous
 * pixels are flagged; a normal frame is a false alarm when any pixel is. Every frame so has one score at which that
 * happens, and AUROC and equal error rate follow. It does not punish flagging the whole frame: look at RBDC beside it.
 * Not thread-safe; merging is exact.
 */
public final class PixelCriterion implements Accumulator<PixelCriterion, DetectionFigures> {

    /** The share of the protocol. */
    public static final double DEFAULT_SHARE = 0.4;

    private final double share;
    private final LabelledScores frames = new LabelledScores();

    private PixelCriterion(double share) {
        this.share = share;
    }

    /** The share of the protocol. */
    public static PixelCriterion withDefaults() {
        return withShare(DEFAULT_SHARE);
    }

    /**
     * Another share of pixels.
     *
     * @throws IllegalArgumentException if not in (0, 1]
     */
    public static PixelCriterion withShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of pixels must be in (0, 1], got " + share);
        }
        return new PixelCriterion(share);
    }

    /**
     * Adds one frame; it is normal if no pixel of the mask is anomalous.
     *
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        float[] values = map.toArray();
        if (values.length != mask.length) {
            throw new IllegalArgumentException(
                    "mask must have the " + values.length + " pixels of " + map + ", got " + mask.length);
        }
        float[] inside = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (mask[i]) {
                inside[count++] = values[i];
            }
        }
        if (count == 0) {
            frames.add(map.max(), false);
            return;
        }
        float[] sorted = Arrays.copyOf(inside, count);
        Arrays.sort(sorted);
        frames.add(sorted[count - (int) Math.ceil(share * count)], true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's share differs
     */
    @Override
    public void merge(PixelCriterion other) {
        if (other.share != share) {
            throw new IllegalArgumentException("cannot merge shares " + share + " and " + other.share);
        }
        frames.merge(other.frames);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if nothing was added
     */
    @Override
    public DetectionFigures result() {
        return frames.result();
    }
}
