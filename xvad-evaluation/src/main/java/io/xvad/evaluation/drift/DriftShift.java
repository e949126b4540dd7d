package io.xvad.evaluation.drift;

/**
 * How a quantity of the last images differs from that of those before.
 *
 * @param quantity what differs
 * @param before its mean until then
 * @param now its mean of the last images
 * @param deviations the difference in standard errors
 */
public record DriftShift(DriftQuantity quantity, double before, double now, double deviations) {

    private static final double TELLING = 4;

    /** Whether it is no chance: at least {@value #TELLING} standard errors. */
    boolean isTelling() {
        return Math.abs(deviations) >= TELLING;
    }

    boolean isVisible() {
        return quantity.isVisible(before, now);
    }

    DriftCause cause() {
        return quantity.cause(deviations > 0);
    }

    /** Such as {@code brightness +10.2 %}. */
    public String text() {
        return quantity.change(before, now);
    }
}
