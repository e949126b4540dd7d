package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;

/** A map and a mask of one size. */
final class Masked {

    private Masked() {}

    /** The number of marked pixels. */
    static int count(AnomalyMap map, boolean[] mask) {
        if (mask.length != map.height() * map.width()) {
            throw new IllegalArgumentException("mask must have the pixels of " + map + ", got " + mask.length);
        }
        int count = 0;
        for (boolean marked : mask) {
            count += marked ? 1 : 0;
        }
        return count;
    }
}
