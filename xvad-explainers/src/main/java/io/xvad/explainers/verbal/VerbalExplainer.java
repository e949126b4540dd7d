package io.xvad.explainers.verbal;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.nearest.NearestNormalExplainer;
import io.xvad.explainers.nearest.Peaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says in words what was decided and how surely, where the strongest region is, how large, of which shape, and how it
 * differs in brightness, contrast, edges and colour: from the nearest normal patches if the detector remembers them, else
 * from the rest of the image. Each word rests on a measurement that comes with it.
 */
public final class VerbalExplainer implements Explainer {

    private static final OptionSpec<Integer> PATCHES =
            OptionSpec.integer("patches", 5, 1, 100, "Nearest normal patches to compare with");

    @Override
    public String name() {
        return "verbal";
    }

    @Override
    public String description() {
        return "Says in words where the anomaly is and how it differs, from measurements only";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(PATCHES);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = (Image) sample;
        Region region = Peaks.of(detection, 1).get(0);
        List<Evidence> facts = new ArrayList<>();
        String difference = fitted.capability(RemembersNormals.class)
                .map(memory ->
                        againstMemory(memory, image, region, request.options().get(PATCHES), facts))
                .orElseGet(() -> againstSurroundings(image, region, facts));
        Optional<Calibration> calibration = fitted.capability(Calibration.class);
        String text = String.join(
                " ",
                Words.decision(detection, calibration),
                Words.place(region, detection.regions().size(), image.height(), image.width()),
                difference);
        List<Integer> restsOn = IntStream.rangeClosed(1, facts.size()).boxed().toList();
        facts.add(0, new Statement(text.strip(), restsOn, name()));
        return facts;
    }

    private static String againstMemory(
            RemembersNormals memory, Image image, Region region, int patches, List<Evidence> facts) {
        NearestNormal nearest = NearestNormalExplainer.at(memory, image, region, patches);
        List<Image> normals = nearest.patches().stream()
                .map(RemembersNormals.NormalPatch::crop)
                .toList();
        List<AttributeDeviation> deviations = Comparison.deviations(nearest.queryCrop(), normals);
        facts.add(nearest);
        facts.addAll(deviations);
        return Words.difference(deviations, normals.size() + " nearest normal patches");
    }

    private static String againstSurroundings(Image image, Region region, List<Evidence> facts) {
        Box measured = Surroundings.measured(image, region);
        List<Image> around = Surroundings.around(image, measured);
        if (around.isEmpty()) {
            return "";
        }
        List<AttributeDeviation> deviations = Comparison.deviations(image.crop(measured), around);
        facts.addAll(deviations);
        return Words.difference(deviations, "the rest of the image");
    }
}
