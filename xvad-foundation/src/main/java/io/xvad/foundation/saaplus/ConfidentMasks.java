package io.xvad.foundation.saaplus;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Mask;
import io.xvad.core.capability.NamesRegions.NamedRegion;
import java.util.Comparator;
import java.util.List;

/** What is sure enough among masks, and the map that they make together. */
final class ConfidentMasks {

    private static final double GAIN = 3;

    private ConfidentMasks() {}

    /**
     * A confidence that takes into account how salient a mask is: {@code found * exp(3 * mean saliency)}.
     *
     * @param mask with at least one pixel
     * @param saliency of each pixel
     */
    static double rescored(double found, Mask mask, float[] saliency) {
        boolean[] inside = mask.toArray();
        double sum = 0;
        for (int i = 0; i < inside.length; i++) {
            sum += inside[i] ? saliency[i] : 0;
        }
        return found * Math.exp(GAIN * sum / mask.count());
    }

    /** Leaves those of which the detector is surest, surest first; of equals the earlier. */
    static void keepSurest(List<NamedRegion> regions, int count) {
        regions.sort(Comparator.comparingDouble(NamedRegion::confidence).reversed());
        if (regions.size() > count) {
            regions.subList(count, regions.size()).clear();
        }
    }

    /** At each pixel the sum of the confidences of the masks that cover it, divided by their number and one. */
    static AnomalyMap map(List<NamedRegion> regions, int height, int width) {
        double[] sums = new double[height * width];
        int[] covering = new int[height * width];
        for (NamedRegion region : regions) {
            boolean[] inside = region.mask().toArray();
            for (int i = 0; i < inside.length; i++) {
                sums[i] += inside[i] ? region.confidence() : 0;
                covering[i] += inside[i] ? 1 : 0;
            }
        }
        float[] map = new float[sums.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (sums[i] / (1 + covering[i]));
        }
        return AnomalyMap.owning(height, width, map);
    }
}
