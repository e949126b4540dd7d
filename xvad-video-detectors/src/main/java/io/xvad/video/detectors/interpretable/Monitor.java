package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.Arrays;

/**
 * What turns the distances that one module finds, frame by frame, into alarms.
 *
 * @param name of the module: {@code objects} or {@code interactions}
 * @param scale of its evidence
 * @param bound of its false alarms
 */
record Monitor(String name, EvidenceScale scale, FalseAlarmBound bound) {

    static final String OBJECTS = "objects";
    static final String INTERACTIONS = "interactions";

    void write(ModelWriter model) {
        model.doubles(entry(name), new double[] {scale.quantile(), bound.omega(), bound.framesPerSecond()});
    }

    static Monitor read(ModelReader model, String name) {
        double[] values = model.doubles(entry(name));
        if (values.length != 3 || !Arrays.stream(values).allMatch(value -> value > 0)) {
            throw new XvadModelException("entry '" + entry(name) + "' must have three numbers above 0");
        }
        return new Monitor(name, new EvidenceScale(values[0]), new FalseAlarmBound(values[1], values[2]));
    }

    private static String entry(String name) {
        return "monitor-" + name;
    }
}
