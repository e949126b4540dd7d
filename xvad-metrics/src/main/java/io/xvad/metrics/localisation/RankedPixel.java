package io.xvad.metrics.localisation;

/** A score and a region in one long that sorts by score. */
final class RankedPixel {

    private RankedPixel() {}

    static long pack(float score, int region) {
        int bits = Float.floatToIntBits(score + 0f);
        int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
        return (long) ordered << 32 | region;
    }

    static float score(long packed) {
        int ordered = (int) (packed >> 32);
        return Float.intBitsToFloat(ordered ^ (ordered >> 31 & Integer.MAX_VALUE));
    }

    static int region(long packed) {
        return (int) packed;
    }
}
