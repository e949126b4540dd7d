package io.xvad.detectors;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.Provenance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Model files as a version would have written them that lacked an option. */
public final class EarlierModel {

    private EarlierModel() {}

    /** Writes a fitted detector without one of its options. */
    public static void write(Path file, FittedDetector fitted, String option) {
        Provenance now = fitted.provenance();
        Map<String, String> options = new HashMap<>(now.options());
        options.remove(option);
        Provenance old = new Provenance(
                now.detector(),
                options,
                now.seed(),
                now.trainingSize(),
                now.trainingFingerprint(),
                now.libraryVersion());
        ModelFile.write(file, old, fitted::save);
    }
}
