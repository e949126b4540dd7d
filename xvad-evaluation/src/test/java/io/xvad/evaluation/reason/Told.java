package io.xvad.evaluation.reason;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Reliance;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what it was told to say of every image, and scores it twice. */
record Told(List<Reason> reasons, Optional<Image> normal, double probability) implements Explainer {

    @Override
    public String name() {
        return "told";
    }

    @Override
    public String description() {
        return "Says what it was told to say";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of();
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        fitted.detect(sample);
        fitted.detectAll(List.of(sample));
        List<Evidence> evidence = new ArrayList<>(reasons);
        normal.ifPresent(image -> evidence.add(new Counterfactual(
                image,
                AnomalyMap.of(image.height(), image.width(), new float[image.height() * image.width()]),
                detection.score(),
                0)));
        evidence.add(new Reliance(probability, 0.5));
        evidence.add(new Statement("As told.", List.of(), name()));
        return evidence;
    }
}
