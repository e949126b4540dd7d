package io.xvad.video.detectors.interpretable;

import io.xvad.core.stream.Frame;
import java.util.List;

/**
 * What the monitors say of a frame.
 *
 * @param frame the frame
 * @param readings one for each monitor
 */
record MonitoredFrame(Frame frame, List<Reading> readings) {

    /**
     * What one monitor says.
     *
     * @param monitor which
     * @param threshold h, the sum of evidence that is an alarm
     * @param sum of evidence up to this frame
     * @param suspects what it looks at in this frame, the most unusual first
     */
    record Reading(Monitor monitor, double threshold, double sum, List<Suspect> suspects) {

        /** The sum in multiples of the threshold; from 1 on it is an alarm. */
        double level() {
            return sum / threshold;
        }
    }

    /** The highest level. */
    double level() {
        return readings.stream().mapToDouble(Reading::level).max().orElse(0);
    }
}
