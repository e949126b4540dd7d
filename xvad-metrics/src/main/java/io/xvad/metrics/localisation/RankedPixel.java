package io.xvad.metrics.localisation;

/** A score and a region in one long that sorts by score. */
final class RankedPixel {

    private RankedPixel() {}

    static long pack(float score, int region) {
        return (long) order(score) << 32 | region;
    }

    /** An integer that is ordered as the scores are; both zeros are one. */
    static int order(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    static float ofOrder(int order) {
        return Float.intBitsToFloat(order ^ (order >> 31 & Integer.MAX_VALUE));
    }

    static float score(long packed) {
        return ofOrder((int) (packed >> 32));
    }

    static int region(long packed) {
        return (int) packed;
    }
}
