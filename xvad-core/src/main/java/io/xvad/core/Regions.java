package io.xvad.core;

import java.util.List;
import java.util.Optional;

/** Turns an anomaly map into regions: the 8-connected components of its pixels above a threshold. */
public final class Regions {

    private Regions() {}

    /**
     * The regions of a map, the highest peak first (equal peaks in reading order).
     *
     * @param frame frame index to write into each region; 0 for an image
     * @param threshold pixels strictly above it belong to a region; any value but NaN
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static List<Region> above(AnomalyMap map, int frame, float threshold) {
        RegionsOfBands regions = new RegionsOfBands(frame, threshold);
        regions.add(new MapBand(0, map, Optional.empty()));
        return regions.regions();
    }
}
