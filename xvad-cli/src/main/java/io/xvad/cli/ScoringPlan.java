package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.PlansScoring;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what scoring a video will take, of detectors that ask a language model, as JSON and in words.
 *
 * @param plan of such a detector
 */
record ScoringPlan(Optional<PlansScoring> plan) {

    private static final double RATE = 25;

    static ScoringPlan of(FittedDetector fitted) {
        return new ScoringPlan(fitted.capability(PlansScoring.class));
    }

    /** Adds {@code callsPerMinute} of video at 25 frames a second, and {@code looksAhead}. */
    void addTo(ObjectNode json) {
        plan.ifPresent(
                known -> json.put("callsPerMinute", known.callsPerMinute(RATE)).put("looksAhead", known.looksAhead()));
    }

    /** A sentence; none of a detector that asks nobody. */
    Optional<String> words() {
        return plan.map(known -> String.format(
                Locale.ROOT,
                "a minute of video takes up to %.0f calls of the model at %.0f frames a second; %s",
                Math.ceil(known.callsPerMinute(RATE)),
                RATE,
                known.looksAhead() ? "it looks ahead: scores are there when a video has ended" : "it scores live"));
    }

    /**
     * Refuses a detector that cannot watch a camera.
     *
     * @throws IllegalArgumentException saying so
     */
    void requireLive() {
        if (plan.map(PlansScoring::looksAhead).orElse(false)) {
            throw new IllegalArgumentException(
                    "this model looks ahead: it scores a video when that has ended, and cannot"
                            + " watch a camera (xvad detect scores files; some detectors have -o live=true)");
        }
    }
}
