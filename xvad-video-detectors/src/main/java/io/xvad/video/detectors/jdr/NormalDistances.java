package io.xvad.video.detectors.jdr;

import io.xvad.core.explain.AttributeDeviation;

/**
 * How far normal regions are from the nearest normal one of another video, by features. Immutable.
 *
 * @param scale of the distances
 */
record NormalDistances(SurpriseScale scale) {

    private static final double LEAST = 1e-3;

    static NormalDistances of(RegionMemory memory) {
        return new NormalDistances(SurpriseScale.of(memory.leftOut(Region::distance), LEAST));
    }

    AttributeDeviation deviation(String attribute, double distance) {
        return new AttributeDeviation(attribute, "", distance, 0, scale.rare(), scale.surprise(distance));
    }
}
