package io.xvad.detectors.patchcore;

import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;

/** How distances become a map and a score. */
record Scoring(int neighbours, boolean reweighted, int reweightingNeighbours, double sigma) {

    static final String MAP_MAX = "map-max";
    static final String REWEIGHTED = "reweighted";

    static Scoring of(Options options) {
        return new Scoring(
                options.get(PatchCore.NEIGHBOURS),
                options.get(PatchCore.SCORE).equals(REWEIGHTED),
                options.get(PatchCore.REWEIGHTING_NEIGHBOURS),
                options.get(FeatureOptions.SIGMA));
    }
}
