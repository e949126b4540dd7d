package io.xvad.core.detect;

import io.xvad.core.XvadModelException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.calibrate.MapStatistics;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes a calibration to a model file and reads it back. */
final class CalibrationEntry {

    private static final String RULE = "calibration";
    private static final String SCORES = "calibration-scores";
    private static final String MAXIMA = "calibration-map-maxima";
    private static final String MEDIANS = "calibration-map-medians";
    private static final String TAILS = "calibration-map-tails";
    private static final String LOW = "map-low";
    private static final String THRESHOLD = "map-threshold";
    private static final String HIGH = "map-high";

    private CalibrationEntry() {}

    static void write(ModelWriter model, CalibratedDetector detector) {
        Calibration calibration = detector.calibration();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("rule", calibration.rule().name());
        properties.put("threshold", Double.toString(calibration.threshold()));
        properties.put("level", Double.toString(calibration.level()));
        detector.scale().ifPresent(scale -> {
            properties.put(LOW, Float.toString(scale.low()));
            properties.put(THRESHOLD, Float.toString(scale.threshold()));
            properties.put(HIGH, Float.toString(scale.high()));
        });
        model.properties(RULE, properties);
        model.doubles(SCORES, calibration.normalScores());
        if (detector.maps().size() > 0) {
            model.doubles(MAXIMA, detector.maps().maxima());
            model.doubles(MEDIANS, detector.maps().medians());
            model.doubles(TAILS, detector.maps().tails());
        }
    }

    static boolean isIn(ModelReader model) {
        return model.has(RULE);
    }

    static CalibratedDetector wrap(FittedDetector inner, ModelReader model) {
        Map<String, String> properties = model.properties(RULE);
        try {
            Calibration calibration = Calibration.restore(
                    Calibration.Rule.valueOf(value(properties, "rule")),
                    Double.parseDouble(value(properties, "threshold")),
                    Double.parseDouble(value(properties, "level")),
                    model.doubles(SCORES));
            return new CalibratedDetector(inner, calibration, scale(properties), maps(model), Measured.none());
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("broken calibration in model file: " + e.getMessage(), e);
        }
    }

    private static Optional<MapScale> scale(Map<String, String> properties) {
        if (!properties.containsKey(THRESHOLD)) {
            return Optional.empty();
        }
        return Optional.of(new MapScale(
                Float.parseFloat(value(properties, LOW)),
                Float.parseFloat(value(properties, THRESHOLD)),
                Float.parseFloat(value(properties, HIGH))));
    }

    private static MapStatistics maps(ModelReader model) {
        if (!model.has(MAXIMA)) {
            return MapStatistics.none();
        }
        double[] tails = model.has(TAILS) ? model.doubles(TAILS) : new double[0];
        return MapStatistics.restore(model.doubles(MAXIMA), model.doubles(MEDIANS), tails);
    }

    private static String value(Map<String, String> properties, String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
