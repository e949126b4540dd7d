package com.example.explainer;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.List;

/** Says where the anomaly map peaks. */
public final class PeakExplainer implements Explainer {

    public static final OptionSpec<String> UNIT =
            OptionSpec.choice("unit", "pixels", List.of("pixels", "percent"), "Unit of the position");

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public String description() {
        return "Says where the anomaly map peaks";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(UNIT);
    }

    @Override
    public boolean requiresMaps() {
        return true;
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        AnomalyMap map = detection.map();
        int row = map.argmax() / map.width();
        int column = map.argmax() % map.width();
        String place = request.options().get(UNIT).equals("pixels")
                ? "row " + row + ", column " + column
                : "row " + 100 * row / map.height() + " %, column " + 100 * column / map.width() + " %";
        return List.of(
                new Statement("The map peaks at " + place + ".", List.of(1), name()), new Saliency(0, map, false));
    }
}
