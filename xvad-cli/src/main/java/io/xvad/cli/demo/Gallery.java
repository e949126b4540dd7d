package io.xvad.cli.demo;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.registry.Registry;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.evaluation.bench.BenchImage;
import io.xvad.evaluation.bench.ExplainerBench;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.report.ImageCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains one tile with every explainer, with small budgets, so that the demo stays short.
 *
 * @param seed everything random follows from it
 */
record Gallery(long seed) {

    /** Options that limit the work, where an explainer has them. */
    private static final Map<String, String> BUDGETS =
            Map.of("max-detections", "64", "steps", "8", "draws", "8", "copies", "8", "superpixels", "30");

    /** A card of maps and a card of everything else; explainers that do not suit the detector are left out. */
    List<ImageCard> cards(FittedDetector fitted, DefectedImage tile) {
        List<Explainer> explainers = Registry.load(Explainer.class).all();
        Map<String, Map<String, String>> options =
                explainers.stream().collect(Collectors.toMap(Explainer::name, Gallery::budget));
        BenchImage image = new BenchImage(tile.image(), Optional.of(tile.mask().toArray()));
        Map<String, AnomalyMap> maps =
                new ExplainerBench(explainers, options, Bootstrap.withDefaults(), seed).maps(fitted, image);
        String detector = fitted.provenance().detector();
        return List.of(
                ImageCard.ofMaps(
                        detector + ", every explainer that shows a map, each scaled to itself",
                        tile.image(),
                        Optional.of(tile.mask()),
                        maps),
                ImageCard.of(
                        detector + ", what the other explainers say",
                        tile.image(),
                        Optional.of(tile.mask()),
                        fitted,
                        others(fitted, tile.image(), explainers)));
    }

    private List<Explanation> others(FittedDetector fitted, Image image, List<Explainer> explainers) {
        Detection detection = fitted.detect(image);
        return explainers.stream()
                .filter(explainer -> List.of("nearest-normal", "feature-deviation", "counterfactual")
                        .contains(explainer.name()))
                .filter(explainer -> explainer.missingCapabilities(fitted).isEmpty())
                .map(explainer -> explainer.explain(
                        fitted, image, detection, ExplainRequest.of(explainer, budget(explainer), seed)))
                .toList();
    }

    private static Map<String, String> budget(Explainer explainer) {
        return explainer.options().stream()
                .filter(option -> BUDGETS.containsKey(option.name()))
                .collect(Collectors.toMap(option -> option.name(), option -> BUDGETS.getOrDefault(option.name(), "")));
    }
}
