package io.xvad.generative.anogan;

import io.xvad.core.option.Options;
import java.time.Duration;

/**
 * How long a search may go on.
 *
 * @param steps of the optimiser
 * @param seconds after which no further step is begun; 0 for no such limit
 */
record SearchBudget(int steps, double seconds) {

    static SearchBudget of(Options options) {
        return new SearchBudget(options.get(AnoGan.SEARCH_STEPS), options.get(AnoGan.SEARCH_SECONDS));
    }

    /** Whether a further step may be made after some. */
    boolean allows(int made, Duration passed) {
        return made < steps && (seconds == 0 || passed.toNanos() < seconds * 1e9);
    }
}
