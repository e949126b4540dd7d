package io.xvad.core.detect;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What parts of the normal samples told a detector that {@link FitsInParts}, on its way between machines.
 *
 * @param told what the detector gathered
 * @param digests the SHA-256, in hex, of each sample that was read, by its place among all normal samples
 */
public record Gathered(Serializable told, SortedMap<Integer, String> digests) implements Serializable {

    public Gathered {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }
}
