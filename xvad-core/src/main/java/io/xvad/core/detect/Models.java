package io.xvad.core.detect;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.registry.Registry;
import java.nio.file.Path;

/** Saves fitted detectors to model files ({@code .xvad}) and loads them again. */
public final class Models {

    private Models() {}

    /**
     * Writes a model file; it appears whole or not at all.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be written
     */
    public static void save(FittedDetector detector, Path file) {
        ModelFile.write(file, detector.provenance(), detector::save);
    }

    /**
     * Loads a model file with the detectors of the class path.
     *
     * @throws io.xvad.core.XvadDataException if there is no such file
     * @throws XvadModelException if it is no model file, is broken, or its detector is missing
     */
    public static FittedDetector load(Path file) {
        return load(file, Registry.load(Detector.class));
    }

    /** Loads a model file with the given detectors; throws as {@link #load(Path)}. */
    public static FittedDetector load(Path file, Registry<Detector> detectors) {
        try (ModelReader model = ModelFile.open(file)) {
            FittedDetector inner = detector(file, model, detectors).load(model);
            return CalibrationEntry.isIn(model) ? CalibrationEntry.wrap(inner, model) : inner;
        }
    }

    private static Detector detector(Path file, ModelReader model, Registry<Detector> detectors) {
        try {
            return detectors.get(model.provenance().detector());
        } catch (IllegalArgumentException e) {
            throw new XvadModelException(file + ": " + e.getMessage(), e);
        }
    }
}
