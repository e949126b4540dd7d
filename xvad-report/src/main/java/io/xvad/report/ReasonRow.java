package io.xvad.report;

import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Reason;
import io.xvad.data.reason.ReasonVocabulary;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A reason as a row of a table.
 *
 * @param reason what differs, and the shape of it
 * @param measured what was measured, and what is normal
 * @param place where, in pixels
 * @param pValue share of normal images of which something as surprising would be said, or that nobody calibrated it
 */
public record ReasonRow(String reason, String measured, String place, String pValue) {

    private static final int MEASUREMENTS = 3;
    private static final String UNCALIBRATED = "not calibrated";

    static ReasonRow of(Reason reason) {
        String shape = reason.qualifiers().isEmpty() ? "" : " (" + String.join(", ", reason.qualifiers()) + ")";
        Box box = reason.place().box();
        return new ReasonRow(
                words(reason.name()) + shape,
                reason.measurements().stream()
                        .limit(MEASUREMENTS)
                        .map(ReasonRow::measured)
                        .collect(Collectors.joining("; ")),
                String.format(
                        Locale.ROOT,
                        "%d × %d px at x %d, y %d; %d px differ",
                        box.width(),
                        box.height(),
                        box.x(),
                        box.y(),
                        reason.place().area()),
                reason.pValue() < 1 ? String.format(Locale.ROOT, "%.3f", reason.pValue()) : UNCALIBRATED);
    }

    /** Whether it is something that can be seen, and not just the detector's features. */
    static boolean isVisible(Reason reason) {
        return ReasonVocabulary.isVisible(reason.name());
    }

    static String measured(AttributeDeviation one) {
        String unit = one.unit().isEmpty() ? "" : " " + one.unit();
        return String.format(
                Locale.ROOT,
                "%s %.3g%s, normal %.3g to %.3g",
                words(one.attribute()),
                one.observed(),
                unit,
                one.normalLow(),
                one.normalHigh());
    }

    private static String words(String kebab) {
        return kebab.replace('-', ' ');
    }
}
