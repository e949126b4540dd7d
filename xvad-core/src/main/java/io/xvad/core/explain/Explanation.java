package io.xvad.core.explain;

import io.xvad.core.Detection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a detector gave a score.
 *
 * @param detection the detection it explains
 * @param evidence what was found, the most important first
 * @param quality what was measured of this explanation; empty until it has been measured
 * @param audit how it was made
 */
public record Explanation(Detection detection, List<Evidence> evidence, List<Quality> quality, AuditRecord audit) {

    public Explanation {
        evidence = List.copyOf(evidence);
        quality = List.copyOf(quality);
    }

    /** The evidence of one type, in order. */
    public <E extends Evidence> Stream<E> evidence(Class<E> type) {
        return evidence.stream().filter(type::isInstance).map(type::cast);
    }

    /** The same explanation with these measurements. */
    public Explanation withQuality(List<Quality> measured) {
        return new Explanation(detection, evidence, measured, audit);
    }

    /** This explanation as JSON text; {@link #fromJson} gives back an equal one. */
    public String toJson() {
        return ExplanationJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote. Custom evidence of unknown types comes back as {@link OpaqueEvidence}.
     *
     * @throws IllegalArgumentException if the text is no such JSON; the message names the field
     */
    public static Explanation fromJson(String json) {
        return ExplanationJson.read(json);
    }
}
