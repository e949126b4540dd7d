package io.xvad.core.explain;

import io.xvad.core.Region;
import java.util.List;

/**
 * One way in which a sample differs from what would be normal there, measured.
 *
 * @param name kebab-case name, for example {@code darker} or {@code displaced}
 * @param qualifiers what is to be said of the shape of what differs, for example {@code thin}; may be empty
 * @param place where it is, in pixels of the sample
 * @param measurements what it is taken from, the most surprising first
 * @param pValue the share of normal samples of which something as surprising would be said, in (0, 1]; 1 if nobody calibrated it
 */
public record Reason(
        String name, List<String> qualifiers, Region place, List<AttributeDeviation> measurements, double pValue)
        implements Evidence {

    public Reason {
        qualifiers = List.copyOf(qualifiers);
        measurements = List.copyOf(measurements);
        if (!(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException("the p-value of a reason must be in (0, 1], got " + pValue);
        }
    }
}
