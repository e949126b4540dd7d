package io.xvad.core.detect;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.registry.Registry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Saves fitted detectors and loads them again: as model files ({@code .xvad}), streams or bytes, all of one form and with
 * the same checks. What a {@link HeldOutMeasure} has found is loaded where that measure is on the class path; elsewhere it is left
 * alone, and a copy saved from there is without it.
 */
public final class Models {

    private static final String STREAM = "model from a stream";

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
     * Writes the bytes of a model file to a stream, which stays open.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be written to
     */
    public static void save(FittedDetector detector, OutputStream out) {
        ModelFile.write(out, detector.provenance(), detector::save);
    }

    /** The bytes of a model file. */
    public static byte[] toBytes(FittedDetector detector) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        save(detector, out);
        return out.toByteArray();
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
            return loaded(file.toString(), model, detectors, Measuring.ofClassPath());
        }
    }

    /**
     * Loads a model from a stream with the detectors of the class path. The stream is read to its end and stays open; its
     * bytes lie in a temporary file meanwhile.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be read
     * @throws XvadModelException as {@link #load(Path)}
     */
    public static FittedDetector load(InputStream in) {
        return load(in, Registry.load(Detector.class));
    }

    /** Loads a model from a stream with the given detectors; throws as {@link #load(InputStream)}. */
    public static FittedDetector load(InputStream in, Registry<Detector> detectors) {
        return load(in, detectors, Measuring.ofClassPath());
    }

    /** Loads a model, with what these measures have found for it. */
    static FittedDetector load(InputStream in, Registry<Detector> detectors, List<HeldOutMeasure<?>> measures) {
        try (ModelReader model = ModelFile.open(in, STREAM)) {
            return loaded(STREAM, model, detectors, measures);
        }
    }

    /** Loads a model from what {@link #toBytes} gave; throws as {@link #load(InputStream)}. */
    public static FittedDetector load(byte[] bytes) {
        return load(new ByteArrayInputStream(bytes));
    }

    /** Loads a model from bytes with the given detectors; throws as {@link #load(InputStream)}. */
    public static FittedDetector load(byte[] bytes, Registry<Detector> detectors) {
        return load(new ByteArrayInputStream(bytes), detectors);
    }

    private static FittedDetector loaded(
            String name, ModelReader model, Registry<Detector> detectors, List<HeldOutMeasure<?>> measures) {
        Detector detector = detector(name, model, detectors);
        FittedDetector divided =
                TilingEntry.isIn(model) ? TilingEntry.load(detector, model) : UntilClosed.of(detector.load(model));
        FittedDetector seeing = CoverEntry.isIn(model) ? CoverEntry.wrap(divided, model) : divided;
        return CalibrationEntry.isIn(model)
                ? CalibrationEntry.wrap(seeing, model).with(Measured.read(model, measures))
                : seeing;
    }

    private static Detector detector(String name, ModelReader model, Registry<Detector> detectors) {
        try {
            return detectors.get(model.provenance().detector());
        } catch (IllegalArgumentException e) {
            throw new XvadModelException(name + ": " + e.getMessage(), e);
        }
    }
}
