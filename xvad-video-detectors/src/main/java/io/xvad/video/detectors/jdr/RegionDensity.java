package io.xvad.video.detectors.jdr;

/** Scores a region by its features, at least 0; higher is less like normal regions. Thread-safe. */
@FunctionalInterface
interface RegionDensity {

    double score(Region region);
}
