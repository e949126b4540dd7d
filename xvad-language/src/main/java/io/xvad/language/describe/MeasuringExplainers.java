package io.xvad.language.describe;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import io.xvad.language.detector.ChatOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Other explainers, asked for what they measure.
 *
 * @param options with the names
 */
record MeasuringExplainers(Options options) {

    /**
     * What they measured, without maps and words, each thing once. Those of the default that are not on the class path are passed over, and so are those that do not suit the detector.
     *
     * @throws IllegalArgumentException if one that was asked for is unknown, or tells what a model says
     */
    List<Evidence> evidence(FittedDetector fitted, Image image, Detection detection, ExplainRequest request) {
        List<Evidence> measured = new ArrayList<>();
        Set<Evidence> known = new HashSet<>();
        for (Explainer explainer : named()) {
            boolean suits = explainer.missingCapabilities(fitted).isEmpty()
                    && explainer.sampleKinds().contains(image.kind())
                    && (detection.hasMaps() || !explainer.requiresMaps());
            if (suits) {
                ExplainRequest own =
                        ExplainRequest.of(explainer, Map.of(), request.seed()).withExecutor(request.executor());
                explainer.explain(fitted, image, detection, own).evidence().stream()
                        .filter(one -> !(one instanceof Statement) && !(one instanceof Saliency))
                        .filter(known::add)
                        .forEach(measured::add);
            }
        }
        return measured;
    }

    private List<Explainer> named() {
        Registry<Explainer> registry = Registry.load(Explainer.class);
        List<String> names = options.get(LanguageExplainer.EXPLAINERS);
        if (names.equals(LanguageExplainer.EXPLAINERS.defaultValue())) {
            return registry.all().stream()
                    .filter(explainer -> names.contains(explainer.name()))
                    .toList();
        }
        return names.stream()
                .map(registry::get)
                .map(MeasuringExplainers::measuring)
                .toList();
    }

    private static Explainer measuring(Explainer explainer) {
        boolean tellsWords = explainer.options().contains(ChatOptions.ENDPOINT)
                || explainer.requiredCapabilities().contains(TellsReasons.class);
        if (tellsWords) {
            throw new IllegalArgumentException("option 'explainers': '" + explainer.name()
                    + "' tells what a language model says, and measures nothing");
        }
        return explainer;
    }
}
