package io.xvad.explainers.narration;

import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.attribute.AttributeComparison;
import io.xvad.explainers.attribute.FeatureDeviationExplainer;
import io.xvad.explainers.nearest.NearestNormalExplainer;
import io.xvad.explainers.nearest.TopRegions;
import io.xvad.explainers.reconstruction.CounterfactualExplainer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says in words what was decided and how surely, where the strongest region is, how large, of which shape, and how it differs in
 * brightness, contrast, edges, texture and colour: from the nearest normal patches if the detector remembers them, else from the rest
 * of the image. Then, where the detector can tell, which of its features are most unusual, and what would have to change for the
 * image to be normal. Each sentence rests on measurements that come with it, or on the detection. Without regions and anomaly map,
 * nothing is said of where and how it differs.
 */
public final class VerbalExplainer implements Explainer {

    private static final Map<String, Locale> LANGUAGES = Map.of("en", Locale.ROOT, "de", Locale.GERMAN);

    public static final OptionSpec<Integer> PATCHES =
            OptionSpec.integer("patches", 10, 2, 100, "Nearest normal patches to compare with");
    public static final OptionSpec<String> LANGUAGE =
            OptionSpec.choice("language", "en", List.of("en", "de"), "Language of the words");

    @Override
    public String name() {
        return "verbal";
    }

    @Override
    public String description() {
        return "Says in words where the anomaly is, how it differs and what would make it normal, from measurements only";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(PATCHES, LANGUAGE);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Sentences sentences =
                new Sentences(LANGUAGES.getOrDefault(request.options().get(LANGUAGE), Locale.ROOT));
        Narration narration = new Narration();
        narration.say(sentences.decision(detection, fitted.capability(Calibration.class)), List.of());
        for (Region region : TopRegions.of(detection, 1)) {
            narration.say(
                    sentences.place(region, detection.regions().size(), image.height(), image.width()), List.of());
            fitted.capability(RemembersNormals.class)
                    .ifPresentOrElse(
                            memory -> againstMemory(
                                    memory, image, region, request.options().get(PATCHES), sentences, narration),
                            () -> againstSurroundings(image, region, sentences, narration));
        }
        if (detection.verdict().decision() != Decision.NORMAL) {
            features(fitted, image, detection, sentences, narration);
            counterfactual(fitted, image, detection, sentences, narration);
        }
        return narration.evidence(name());
    }

    private static void againstMemory(
            RemembersNormals memory,
            Image image,
            Region region,
            int patches,
            Sentences sentences,
            Narration narration) {
        NearestNormal nearest = NearestNormalExplainer.at(memory, image, region, patches);
        List<Image> normals = nearest.patches().stream().map(NormalPatch::crop).toList();
        List<AttributeDeviation> deviations = AttributeComparison.deviations(nearest.queryCrop(), normals);
        narration.say(sentences.nearest(nearest), List.of(nearest));
        narration.say(sentences.againstPatches(normals.size(), deviations), deviations);
    }

    private static void againstSurroundings(Image image, Region region, Sentences sentences, Narration narration) {
        Box measured = Surroundings.measured(image, region);
        List<Image> around = Surroundings.around(image, measured);
        if (!around.isEmpty()) {
            List<AttributeDeviation> deviations = AttributeComparison.deviations(image.crop(measured), around);
            narration.say(sentences.againstSurroundings(deviations), deviations);
        }
    }

    private static void features(
            FittedDetector fitted, Image image, Detection detection, Sentences sentences, Narration narration) {
        if (fitted.capability(HasAttributes.class).isPresent()) {
            List<AttributeDeviation> deviations =
                    run(new FeatureDeviationExplainer(), AttributeDeviation.class, fitted, image, detection);
            narration.say(sentences.features(deviations), deviations);
        }
    }

    private static void counterfactual(
            FittedDetector fitted, Image image, Detection detection, Sentences sentences, Narration narration) {
        if (fitted.capability(Reconstructs.class).isPresent() && detection.hasMaps()) {
            List<Counterfactual> found =
                    run(new CounterfactualExplainer(), Counterfactual.class, fitted, image, detection);
            found.forEach(one -> narration.say(sentences.counterfactual(one, detection), List.of(one)));
        }
    }

    private static <E extends Evidence> List<E> run(
            Explainer explainer, Class<E> kind, FittedDetector fitted, Image image, Detection detection) {
        return explainer.evidence(fitted, image, detection, ExplainRequest.defaults(explainer)).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
