package io.xvad.core;

import java.util.List;

/**
 * The result of a detector for one sample: score, verdict, anomaly maps and regions.
 *
 * @param sampleId id of the sample
 * @param score raw image or clip score, finite, higher is more anomalous; never clamped or normalised
 * @param verdict decision, p-value and threshold
 * @param maps one anomaly map for an image, one a frame for a clip; empty for a detector that gives none, such as a
 *     language model
 * @param regions anomalous regions, highest peak first; empty when undecided or when nothing lies above the threshold
 */
public record Detection(String sampleId, double score, Verdict verdict, List<AnomalyMap> maps, List<Region> regions) {

    public Detection {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of '" + sampleId + "' must be finite, got " + score);
        }
        maps = List.copyOf(maps);
        regions = List.copyOf(regions);
    }

    /** A score and maps on which no decision has been taken. */
    public static Detection undecided(String sampleId, double score, List<AnomalyMap> maps) {
        return new Detection(sampleId, score, Verdict.UNDECIDED, maps, List.of());
    }

    /** A score without a map, on which no decision has been taken. */
    public static Detection undecided(String sampleId, double score) {
        return undecided(sampleId, score, List.of());
    }

    /**
     * The anomaly map of an image, or of a clip's first frame.
     *
     * @throws IllegalStateException if the detector gives no maps; ask {@link #hasMaps} where that may be so
     */
    public AnomalyMap map() {
        if (maps.isEmpty()) {
            throw new IllegalStateException("detection of '" + sampleId + "' has no anomaly map");
        }
        return maps.get(0);
    }

    /** Whether there is any anomaly map. */
    public boolean hasMaps() {
        return !maps.isEmpty();
    }
}
