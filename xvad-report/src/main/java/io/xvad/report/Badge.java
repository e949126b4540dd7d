package io.xvad.report;

import io.xvad.core.Detection;
import io.xvad.core.Verdict;
import io.xvad.core.explain.Reliance;
import java.util.Locale;

/**
 * A few words on a coloured ground, and a remark beside them.
 *
 * @param text the words
 * @param kind what they are about: {@code alarm}, {@code good}, {@code doubt} or {@code plain}
 * @param remark more to know; may be empty
 */
public record Badge(String text, String kind, String remark) {

    /** What was decided, with score, threshold, p-value and what was spent on it. */
    static Badge of(Detection detection) {
        Verdict verdict = detection.verdict();
        StringBuilder remark = new StringBuilder(String.format(Locale.ROOT, "score %.4g", detection.score()));
        verdict.threshold().ifPresent(limit -> remark.append(String.format(Locale.ROOT, ", threshold %.4g", limit)));
        verdict.pValue().ifPresent(p -> remark.append(String.format(Locale.ROOT, ", p-value %.3f", p)));
        detection.effort().ifPresent(spent -> remark.append("; ").append(spent.inWords()));
        return switch (verdict.decision()) {
            case ANOMALOUS -> new Badge("Anomalous", "alarm", remark.toString());
            case NORMAL -> new Badge("Normal", "good", remark.toString());
            case UNDECIDED -> new Badge("Not decided", "plain", remark.toString());
        };
    }

    /** Whether an explanation can be relied on. */
    static Badge of(Reliance reliance) {
        String remark = String.format(
                Locale.ROOT,
                "it points at the true cause with a probability of %.0f %%; below %.0f %% nobody should rely on it",
                100 * reliance.probability(),
                100 * reliance.threshold());
        return reliance.canBeReliedOn()
                ? new Badge("This explanation can be relied on", "good", remark)
                : new Badge("Do not rely on this explanation", "doubt", remark);
    }

    /** Of a flagged image of which no explanation names anything that can be seen. */
    static Badge withoutReason() {
        return new Badge(
                "No visible reason", "doubt", "it was flagged, and nothing that can be seen and measured differs");
    }
}
