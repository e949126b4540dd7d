package io.xvad.explainers.nearest;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.attribute.AttributeComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shows, for each anomalous region, the normal training patches nearest to its peak: where they are, how far, and what they look
 * like; then in which attributes the region differs from the ten nearest, in their standard deviations. Where a detection has no
 * region, the peak of its anomaly map is explained.
 */
public final class NearestNormalExplainer implements Explainer {

    private static final int COMPARED = 10;

    public static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 3, 1, 100, "Regions to explain, those of highest peak first");
    public static final OptionSpec<Integer> PATCHES =
            OptionSpec.integer("patches", 3, 1, 100, "Normal patches to show for each region");

    @Override
    public String name() {
        return "nearest-normal";
    }

    @Override
    public String description() {
        return "Shows the normal training patches nearest to each anomalous region, and how it differs from them";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REGIONS, PATCHES);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(RemembersNormals.class);
    }

    @Override
    public boolean requiresMaps() {
        return true;
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
        Image image = sample.requireImage();
        int patches = request.options().get(PATCHES);
        List<Evidence> evidence = new ArrayList<>();
        for (Region region : TopRegions.of(detection, request.options().get(REGIONS))) {
            NearestNormal nearest = at(memory, image, region, patches);
            evidence.add(nearest);
            evidence.addAll(deviations(memory, image, nearest));
        }
        return evidence;
    }

    /** How the region differs from the normal patches: those shown and a few more. */
    private static List<AttributeDeviation> deviations(RemembersNormals memory, Image image, NearestNormal nearest) {
        Region region = nearest.region();
        int count = Math.max(COMPARED, nearest.patches().size());
        List<Image> normals = memory.nearest(image, region.peakY(), region.peakX(), count).stream()
                .map(NormalPatch::crop)
                .toList();
        return AttributeComparison.deviations(nearest.queryCrop(), normals);
    }

    /** The patches nearest to the peak of one region. */
    public static NearestNormal at(RemembersNormals memory, Image image, Region region, int patches) {
        return new NearestNormal(
                region,
                memory.queryCrop(image, region.peakY(), region.peakX()),
                memory.nearest(image, region.peakY(), region.peakX(), patches));
    }
}
