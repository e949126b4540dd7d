package io.xvad.cli.demo;

import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import java.util.List;
import java.util.Optional;

/**
 * Something to inspect: what to learn from, what to calibrate on, and what to test on.
 *
 * @param name what it is
 * @param note where the images come from, in plain English
 * @param learned normal images to learn from
 * @param calibrated normal images to calibrate on; empty to hold some of the former out
 * @param tests images to test on
 * @param independent whether the images to test on are so many independent ones, so that rates mean something
 */
public record Subject(
        String name,
        String note,
        Samples learned,
        Optional<Samples> calibrated,
        List<TestImage> tests,
        boolean independent) {

    public Subject {
        tests = List.copyOf(tests);
    }

    FittedDetector fit(Training training) {
        return calibrated.isPresent() ? training.fit(learned, calibrated.get()) : training.fit(learned);
    }
}
