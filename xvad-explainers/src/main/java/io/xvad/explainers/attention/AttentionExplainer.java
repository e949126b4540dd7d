package io.xvad.explainers.attention;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import java.util.List;
import java.util.Set;

/** Shows the attention map of a detector that has one. */
public final class AttentionExplainer implements Explainer {

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String description() {
        return "Shows the attention map of a detector that has one";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Attends.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Attends attends = fitted.capability(Attends.class).orElseThrow();
        return List.of(new Saliency(0, attends.attention(sample.requireImage()), false));
    }
}
