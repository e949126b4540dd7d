package io.xvad.language.served;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A calibrated detector whose map a model is given, kept with the model file. Thread-safe.
 *
 * @param fitted the detector
 * @param bytes of its model file
 * @param scale of its maps
 */
record Expert(FittedDetector fitted, byte[] bytes, MapScale scale) {

    private static final String ENTRY = "expert";
    private static final int PEAKS = 5;

    /**
     * Opens a model file.
     *
     * @throws XvadDataException if there is no such file
     * @throws IllegalArgumentException if its detector gives no maps or was not calibrated
     */
    static Expert open(Path file) {
        try {
            return of(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new XvadDataException(file + ": the expert cannot be read: " + e, e);
        }
    }

    private static Expert of(byte[] bytes, String name) {
        FittedDetector fitted = Models.load(bytes);
        Optional<MapScale> scale = fitted.capability(MapScale.class);
        if (scale.isEmpty()) {
            fitted.close();
            throw new IllegalArgumentException(
                    name + ": an expert gives maps and was calibrated on held-out normal images; this one is not so");
        }
        return new Expert(fitted, bytes, scale.get());
    }

    /** The one that was written, if any. */
    static Optional<Expert> read(ModelReader model) {
        return model.has(ENTRY) ? Optional.of(of(model.bytes(ENTRY), "the model file")) : Optional.empty();
    }

    void write(ModelWriter model) {
        model.bytes(ENTRY, bytes);
    }

    ExternalModel external() {
        return ExternalModel.named("expert " + fitted.provenance().detector()).withWeights(Sha256.of(bytes));
    }

    /** Its map as a grey image: black is the median of normal images, mid-grey the threshold. */
    Image picture(Image image, AnomalyMap map) {
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = scale.position(values[i]);
        }
        return Image.of(image.id(), 1, map.height(), map.width(), values);
    }

    /** The highest regions in words; empty if it flags none. */
    static String peaks(Detection detection) {
        return detection.regions().stream().limit(PEAKS).map(Expert::words).collect(Collectors.joining("; "));
    }

    private static String words(Region region) {
        return String.format(
                Locale.ROOT,
                "x %d, y %d, width %d, height %d, peak %.4g",
                region.box().x(),
                region.box().y(),
                region.box().width(),
                region.box().height(),
                region.peak());
    }
}
