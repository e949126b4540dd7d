package io.xvad.core.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A sample that a model has learned from.
 *
 * @param id of the sample
 * @param sha256 of its id and pixels, in lower-case hex
 * @param time when it was recorded, to the millisecond, where that was known; see {@link io.xvad.core.Samples#time}
 */
public record LearnedSample(String id, String sha256, Optional<Instant> time) {

    public LearnedSample {
        time = time.map(exact -> exact.truncatedTo(ChronoUnit.MILLIS));
    }
}
