package io.xvad.explainers.difference;

/**
 * One measurement of a difference.
 *
 * @param value in the unit of the quantity, signed
 * @param effect how much of the difference in colour it accounts for: a root mean square over the differing pixels, CIELAB divided by
 *     100, at least 0
 */
public record Descriptor(Quantity quantity, double value, double effect) {

    public Descriptor {
        if (!Double.isFinite(value) || !(effect >= 0)) {
            throw new IllegalArgumentException(
                    "a descriptor needs a finite value and an effect of at least 0, got " + value + " and " + effect);
        }
    }
}
