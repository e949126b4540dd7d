package io.xvad.video.language.anomalyruler;

import io.xvad.language.ask.Reply;
import java.util.List;

/**
 * A position of a video after reasoning.
 *
 * @param observed what was seen
 * @param smoothed the first verdict after smoothing
 * @param text the description after it was made to agree with that
 * @param replies to the question that applies the rules; empty if it was not asked
 * @param score of the position
 */
record Judged(Observed observed, boolean smoothed, String text, List<Reply<Deduction>> replies, double score) {

    /** What could be read of the replies. */
    List<Deduction> deductions() {
        return replies.stream().flatMap(reply -> reply.value().stream()).toList();
    }

    /** Whether the rules were applied and no answer could be read. */
    boolean unread() {
        return !replies.isEmpty() && deductions().isEmpty();
    }

    /** The mean verdict of the replies; the smoothed first verdict where none can be read. */
    double verdict() {
        return deductions().stream()
                .mapToDouble(deduction -> deduction.anomalous() ? 1 : 0)
                .average()
                .orElse(smoothed ? 1 : 0);
    }

    Judged withScore(double newScore) {
        return new Judged(observed, smoothed, text, replies, newScore);
    }
}
