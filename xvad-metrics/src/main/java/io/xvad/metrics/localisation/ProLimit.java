package io.xvad.metrics.localisation;

/** Checks the limit of a false-positive rate. */
final class ProLimit {

    private ProLimit() {}

    static double require(double limit) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException("AU-PRO limit must be in (0, 1], got " + limit);
        }
        return limit;
    }
}
