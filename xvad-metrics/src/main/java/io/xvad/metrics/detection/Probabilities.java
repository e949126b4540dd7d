package io.xvad.metrics.detection;

/** Checks probabilities. */
final class Probabilities {

    private Probabilities() {}

    static void require(double[] probabilities, int labels) {
        if (probabilities.length != labels) {
            throw new IllegalArgumentException(
                    "needs as many labels as probabilities, got " + labels + " and " + probabilities.length);
        }
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probabilities must be in [0, 1], got " + probability);
            }
        }
    }
}
