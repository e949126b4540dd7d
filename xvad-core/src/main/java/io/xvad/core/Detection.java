package io.xvad.core;

import java.util.List;

/**
 * What a detector found in one sample.
 *
 * @param sampleId id of the sample
 * @param score raw image or clip score, finite, higher is more anomalous; never clamped or normalised
 * @param verdict decision, p-value and threshold
 * @param maps one anomaly map for an image, one a frame for a clip; never empty
 * @param regions anomalous regions, highest peak first; empty when undecided or when nothing lies above the threshold
 */
public record Detection(String sampleId, double score, Verdict verdict, List<AnomalyMap> maps, List<Region> regions) {

    public Detection {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of '" + sampleId + "' must be finite, got " + score);
        }
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("detection of '" + sampleId + "' needs at least one anomaly map");
        }
        maps = List.copyOf(maps);
        regions = List.copyOf(regions);
    }

    /** A score and maps on which no decision has been taken. */
    public static Detection undecided(String sampleId, double score, List<AnomalyMap> maps) {
        return new Detection(sampleId, score, Verdict.UNDECIDED, maps, List.of());
    }

    /** The anomaly map of an image, or of a clip's first frame. */
    public AnomalyMap map() {
        return maps.get(0);
    }
}
