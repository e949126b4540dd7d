package io.xvad.evaluation.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What changed, of all that differs.
 *
 * @param cause that for which most speaks
 * @param of the cause first, then those that people would see, then the largest first
 */
record DriftDiagnosis(DriftCause cause, List<DriftShift> shifts) {

    private static final Comparator<DriftShift> LARGEST_FIRST = Comparator.comparing(DriftShift::isVisible)
            .thenComparing((DriftShift shift) -> Math.abs(shift.deviations()))
            .reversed();

    /**
     * The cause for which the largest of some telling shifts speaks, in standard errors, those that people would see before others:
     * what moves darkens a little, too. Scores only if there is no other.
     */
    static DriftDiagnosis of(List<DriftShift> shifts) {
        List<DriftShift> telling = shifts.stream().sorted(LARGEST_FIRST).toList();
        return telling.stream()
                .filter(shift -> shift.quantity() != DriftQuantity.SCORE)
                .findFirst()
                .map(largest -> of(cause(largest, telling), telling))
                .orElseGet(() -> new DriftDiagnosis(DriftCause.SCORES, telling));
    }

    private static DriftDiagnosis of(DriftCause cause, List<DriftShift> telling) {
        List<DriftShift> ordered = new ArrayList<>(
                telling.stream().filter(shift -> shift.cause() == cause).toList());
        telling.stream().filter(shift -> shift.cause() != cause).forEach(ordered::add);
        return new DriftDiagnosis(cause, ordered);
    }

    /** Noise looks sharp, too. */
    private static DriftCause cause(DriftShift largest, List<DriftShift> telling) {
        boolean sharper = largest.quantity() == DriftQuantity.SHARPNESS && largest.deviations() > 0;
        boolean noisier = telling.stream().anyMatch(shift -> shift.cause() == DriftCause.NOISE);
        return sharper && noisier ? DriftCause.NOISE : largest.cause();
    }
}
