package io.xvad.core.detect;

import io.xvad.core.XvadModelException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a calibration stands in a model file. */
final class CalibrationEntry {

    private static final String RULE = "calibration";
    private static final String SCORES = "calibration-scores";

    private CalibrationEntry() {}

    static void write(ModelWriter model, Calibration calibration, MapScale scale) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("rule", calibration.rule().name());
        properties.put("threshold", Double.toString(calibration.threshold()));
        properties.put("level", Double.toString(calibration.level()));
        properties.put("map-low", Float.toString(scale.low()));
        properties.put("map-threshold", Float.toString(scale.threshold()));
        properties.put("map-high", Float.toString(scale.high()));
        model.properties(RULE, properties);
        model.doubles(SCORES, calibration.normalScores());
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
            MapScale scale = new MapScale(
                    Float.parseFloat(value(properties, "map-low")),
                    Float.parseFloat(value(properties, "map-threshold")),
                    Float.parseFloat(value(properties, "map-high")));
            return new CalibratedDetector(inner, calibration, scale);
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("broken calibration in model file: " + e.getMessage(), e);
        }
    }

    private static String value(Map<String, String> properties, String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
