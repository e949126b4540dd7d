package io.xvad.explainers.attribute;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;

/** Names the attributes of a sample that deviate most from their normal range, as the detector measured them. */
public final class FeatureDeviationExplainer implements Explainer {

    public static final OptionSpec<Integer> COUNT =
            OptionSpec.integer("count", 10, 1, 100_000, "Attributes to name, the most surprising first");

    @Override
    public String name() {
        return "feature-deviation";
    }

    @Override
    public String description() {
        return "Names the attributes that deviate most from their normal range, and by how much";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(COUNT);
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE, SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(HasAttributes.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        return fitted.capability(HasAttributes.class).orElseThrow().attributes(sample).stream()
                .<Evidence>map(attribute -> attribute)
                .limit(request.options().get(COUNT))
                .toList();
    }
}
