package io.xvad.explainers.rule;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names the rules that a sample breaks, each with what was measured and what is allowed, as the detector checked them. */
public final class RulesExplainer implements Explainer {

    /** Whether the rules that hold are shown as well. */
    public static final OptionSpec<Boolean> KEPT =
            OptionSpec.flag("kept", false, "Whether the rules that the sample keeps are shown as well");

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String description() {
        return "Names the rules that a sample breaks, with what was measured and what is allowed";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(KEPT);
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.values());
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(ChecksRules.class);
    }

    /** Each broken rule is followed by a sentence that rests on it; kept rules come last and have none. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        List<RuleTrace> traces =
                fitted.capability(ChecksRules.class).orElseThrow().rules(sample);
        List<Evidence> evidence = new ArrayList<>();
        for (RuleTrace broken : traces.stream().filter(RuleTrace::violated).toList()) {
            evidence.add(broken);
            evidence.add(new Statement(sentence(broken), List.of(evidence.size() - 1), name()));
        }
        if (evidence.isEmpty()) {
            evidence.add(new Statement("None of " + traces.size() + " rules is broken.", List.of(), name()));
        }
        if (request.options().get(KEPT)) {
            traces.stream().filter(trace -> !trace.violated()).forEach(evidence::add);
        }
        return evidence;
    }

    private static String sentence(RuleTrace broken) {
        return "Broken rule: " + broken.rule() + " (" + String.join("; ", broken.facts()) + ").";
    }
}
