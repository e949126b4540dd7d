package io.xvad.explainers.verbal;

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
import io.xvad.explainers.attribute.Comparison;
import io.xvad.explainers.nearest.NearestNormalExplainer;
import io.xvad.explainers.nearest.Peaks;
import io.xvad.explainers.normal.CounterfactualExplainer;
import io.xvad.explainers.normal.FeatureDeviationExplainer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says in words what was decided and how surely, where the strongest region is, how large, of which shape, and how it
 * differs in brightness, contrast, edges, texture and colour: from the nearest normal patches if the detector remembers
 * them, else from the rest of the image. Then, where the detector can tell, which of its features are most unusual, and
 * what would have to change for the image to be normal. Each sentence rests on measurements that come with it, or on the
 * detection.
 */
public final class VerbalExplainer implements Explainer {

    private static final Map<String, Locale> LANGUAGES = Map.of("en", Locale.ROOT, "de", Locale.GERMAN);

    private static final OptionSpec<Integer> PATCHES =
            OptionSpec.integer("patches", 10, 2, 100, "Nearest normal patches to compare with");
    private static final OptionSpec<String> LANGUAGE =
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
        Image image = (Image) sample;
        Words words = new Words(LANGUAGES.getOrDefault(request.options().get(LANGUAGE), Locale.ROOT));
        Region region = Peaks.of(detection, 1).get(0);
        Story story = new Story();
        story.say(words.decision(detection, fitted.capability(Calibration.class)), List.of());
        story.say(words.place(region, detection.regions().size(), image.height(), image.width()), List.of());
        fitted.capability(RemembersNormals.class)
                .ifPresentOrElse(
                        memory -> againstMemory(
                                memory, image, region, request.options().get(PATCHES), words, story),
                        () -> againstSurroundings(image, region, words, story));
        if (detection.verdict().decision() != Decision.NORMAL) {
            features(fitted, image, detection, words, story);
            counterfactual(fitted, image, detection, words, story);
        }
        return story.evidence(name());
    }

    private static void againstMemory(
            RemembersNormals memory, Image image, Region region, int patches, Words words, Story story) {
        NearestNormal nearest = NearestNormalExplainer.at(memory, image, region, patches);
        List<Image> normals = nearest.patches().stream().map(NormalPatch::crop).toList();
        List<AttributeDeviation> deviations = Comparison.deviations(nearest.queryCrop(), normals);
        story.say(words.nearest(nearest), List.of(nearest));
        story.say(words.againstPatches(normals.size(), deviations), deviations);
    }

    private static void againstSurroundings(Image image, Region region, Words words, Story story) {
        Box measured = Surroundings.measured(image, region);
        List<Image> around = Surroundings.around(image, measured);
        if (!around.isEmpty()) {
            List<AttributeDeviation> deviations = Comparison.deviations(image.crop(measured), around);
            story.say(words.againstSurroundings(deviations), deviations);
        }
    }

    private static void features(FittedDetector fitted, Image image, Detection detection, Words words, Story story) {
        if (fitted.capability(HasAttributes.class).isPresent()) {
            List<AttributeDeviation> deviations =
                    run(new FeatureDeviationExplainer(), AttributeDeviation.class, fitted, image, detection);
            story.say(words.features(deviations), deviations);
        }
    }

    private static void counterfactual(
            FittedDetector fitted, Image image, Detection detection, Words words, Story story) {
        if (fitted.capability(Reconstructs.class).isPresent()) {
            List<Counterfactual> found =
                    run(new CounterfactualExplainer(), Counterfactual.class, fitted, image, detection);
            found.forEach(one -> story.say(words.counterfactual(one, detection), List.of(one)));
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
