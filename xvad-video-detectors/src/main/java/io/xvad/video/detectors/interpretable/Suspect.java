package io.xvad.video.detectors.interpretable;

import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.function.Supplier;

/**
 * An object or a pair in a frame, and how far it is from normal ones.
 *
 * @param monitor that looks at it
 * @param box around it
 * @param what its class, or the triple that is most unusual
 * @param distance infinite for a triple that was never seen
 * @param reasons measured attributes, the most telling first
 */
record Suspect(Monitor monitor, Box box, String what, double distance, Supplier<List<AttributeDeviation>> reasons) {

    double ratio() {
        return monitor.scale().ratio(distance);
    }
}
