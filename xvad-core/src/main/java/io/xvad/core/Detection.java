package io.xvad.core;

import java.util.List;
import java.util.Optional;

/**
 * The result of a detector for one sample: score, verdict, anomaly maps and regions.
 *
 * @param sampleId id of the sample
 * @param score raw image or clip score, finite, higher is more anomalous; never clamped or normalised
 * @param verdict decision, p-value and threshold
 * @param maps one anomaly map for an image, one a frame for a clip; empty for a detector that gives none, such as a
 *     language model
 * @param regions anomalous regions, highest peak first; empty when undecided or when nothing lies above the threshold
 * @param effort of a detector that searches or samples; empty for one whose work is the same for every sample
 */
public record Detection(
        String sampleId,
        double score,
        Verdict verdict,
        List<AnomalyMap> maps,
        List<Region> regions,
        Optional<Effort> effort) {

    public Detection {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of '" + sampleId + "' must be finite, got " + score);
        }
        maps = List.copyOf(maps);
        regions = List.copyOf(regions);
    }

    /** The result of a detector whose work is the same for every sample. */
    public Detection(String sampleId, double score, Verdict verdict, List<AnomalyMap> maps, List<Region> regions) {
        this(sampleId, score, verdict, maps, regions, Optional.empty());
    }

    /** A score and maps on which no decision has been taken. */
    public static Detection undecided(String sampleId, double score, List<AnomalyMap> maps) {
        return new Detection(sampleId, score, Verdict.UNDECIDED, maps, List.of());
    }

    /** A score without a map, on which no decision has been taken. */
    public static Detection undecided(String sampleId, double score) {
        return undecided(sampleId, score, List.of());
    }

    /** The same result with what was spent on it. */
    public Detection with(Effort spent) {
        return new Detection(sampleId, score, verdict, maps, regions, Optional.of(spent));
    }

    /** The same score, found with the same effort, with another verdict, maps and regions. */
    public Detection with(Verdict other, List<AnomalyMap> otherMaps, List<Region> otherRegions) {
        return new Detection(sampleId, score, other, otherMaps, otherRegions, effort);
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
