package io.xvad.explainers.nearest;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;

/**
 * For each anomalous region the remembered normal patches nearest to its peak: where they are, how far, and their
 * pictures. Where a detection has no region, the peak of the map is explained.
 */
public final class NearestNormalExplainer implements Explainer {

    private static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 3, 1, 100, "Regions to explain, those of highest peak first");
    private static final OptionSpec<Integer> PATCHES =
            OptionSpec.integer("patches", 3, 1, 100, "Normal patches to show for each region");

    @Override
    public String name() {
        return "nearest-normal";
    }

    @Override
    public String description() {
        return "Shows the normal training patches nearest to each anomalous region";
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
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
        Image image = (Image) sample;
        int patches = request.options().get(PATCHES);
        return Peaks.of(detection, request.options().get(REGIONS)).stream()
                .<Evidence>map(region -> at(memory, image, region, patches))
                .toList();
    }

    /** The patches nearest to the peak of one region. */
    public static NearestNormal at(RemembersNormals memory, Image image, Region region, int patches) {
        return new NearestNormal(
                region,
                memory.queryCrop(image, region.peakY(), region.peakX()),
                memory.nearest(image, region.peakY(), region.peakX(), patches));
    }
}
