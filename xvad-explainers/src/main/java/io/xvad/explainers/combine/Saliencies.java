package io.xvad.explainers.combine;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.registry.Registry;
import io.xvad.explainers.perturbation.MaskedScores;
import io.xvad.explainers.quality.EvidenceMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs several explainers by name, for their saliency maps. */
final class Saliencies {

    static final OptionSpec<List<String>> EXPLAINERS = OptionSpec.words(
            "explainers",
            List.of("occlusion", "rise", "kernel-shap"),
            "names of explainers that show saliency, separated by commas",
            "The explainers to run, with their default options");

    /** The budget of detections that all explainers share. */
    static final OptionSpec<Integer> MAX_DETECTIONS = OptionSpec.integer(
            MaskedScores.MAX_DETECTIONS.name(),
            1500,
            10,
            1_000_000,
            "Masked copies that all explainers together may score");

    private Saliencies() {}

    /**
     * Runs the explainers asked for.
     *
     * @throws IllegalArgumentException if one is unknown, is one that combines others, or shows no saliency
     */
    static Map<String, Explainer> explainers(ExplainRequest request) {
        Registry<Explainer> registry = Registry.load(Explainer.class);
        Map<String, Explainer> explainers = new LinkedHashMap<>();
        for (String name : request.options().get(EXPLAINERS)) {
            Explainer explainer = registry.get(name);
            if (explainer.getClass().getPackage() == Saliencies.class.getPackage()) {
                throw new IllegalArgumentException("option 'explainers': '" + name + "' combines others itself");
            }
            explainers.put(name, explainer);
        }
        return explainers;
    }

    /**
     * The map of one explainer.
     *
     * @param runs how many explanations share the budget
     */
    static AnomalyMap map(
            Explainer explainer,
            FittedDetector fitted,
            Sample sample,
            Detection detection,
            ExplainRequest request,
            int runs) {
        Map<String, String> options = explainer.options().contains(MaskedScores.MAX_DETECTIONS)
                ? Map.of(
                        MAX_DETECTIONS.name(),
                        String.valueOf(Math.max(10, request.options().get(MAX_DETECTIONS) / runs)))
                : Map.of();
        ExplainRequest own =
                ExplainRequest.of(explainer, options, request.seed()).withExecutor(request.executor());
        return EvidenceMap.of(explainer.explain(fitted, sample, detection, own).evidence())
                .orElseThrow(() -> new IllegalArgumentException(
                        "option 'explainers': '" + explainer.name() + "' shows no saliency"));
    }
}
