package com.example.explainer;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import java.util.List;

/** Says where the map peaks. Works with every detector. */
public final class PeakExplainer implements Explainer {

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public String description() {
        return "Says where the anomaly map peaks";
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        int peak = detection.map().argmax();
        String text = "The map peaks at row " + peak / sample.width() + ", column " + peak % sample.width() + ".";
        return List.of(new Statement(text, List.of(1), name()), new Saliency(0, detection.map(), false));
    }
}
