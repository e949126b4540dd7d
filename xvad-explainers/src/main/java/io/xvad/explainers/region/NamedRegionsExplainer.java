package io.xvad.explainers.region;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Mask;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.capability.NamesRegions;
import io.xvad.core.capability.NamesRegions.NamedRegion;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names the regions that the score is made of: what each is called, where it is, and how sure the detector is of it. */
public final class NamedRegionsExplainer implements Explainer {

    /** The greatest number of regions that are named. */
    public static final OptionSpec<Integer> COUNT =
            OptionSpec.integer("count", 5, 1, 1000, "Regions to name, the surest first");

    private static final String NAMELESS = "nameless";

    @Override
    public String name() {
        return "named-regions";
    }

    @Override
    public String description() {
        return "Names the regions that a detector has words for, with how sure it is of each";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(COUNT);
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(NamesRegions.class);
    }

    /** How sure the detector is of each pixel; then for each region a reason, and a sentence that rests on it. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        List<NamedRegion> regions =
                fitted.capability(NamesRegions.class).orElseThrow().regions(sample.requireImage()).stream()
                        .limit(request.options().get(COUNT))
                        .toList();
        List<Evidence> evidence = new ArrayList<>();
        if (regions.isEmpty()) {
            evidence.add(new Statement("Nothing was found that has a name.", List.of(), name()));
            return evidence;
        }
        evidence.add(new Saliency(0, confidences(regions), false));
        for (NamedRegion region : regions) {
            evidence.add(reason(region));
            evidence.add(new Statement(sentence(region), List.of(evidence.size() - 1), name()));
        }
        return evidence;
    }

    private static AnomalyMap confidences(List<NamedRegion> regions) {
        Mask first = regions.get(0).mask();
        float[] confidences = new float[first.height() * first.width()];
        for (NamedRegion region : regions) {
            boolean[] inside = region.mask().toArray();
            for (int i = 0; i < inside.length; i++) {
                confidences[i] = inside[i] ? Math.max(confidences[i], (float) region.confidence()) : confidences[i];
            }
        }
        return AnomalyMap.owning(first.height(), first.width(), confidences);
    }

    private static Reason reason(NamedRegion region) {
        Mask mask = region.mask();
        Box box = mask.box().orElse(region.box());
        int peak = first(mask);
        float confidence = (float) region.confidence();
        Region place = new Region(
                0, box, mask.count(), peak / mask.width(), peak % mask.width(), confidence, region.confidence());
        return new Reason(kebab(region.name()), List.of(), place, List.of(sureness(region)), 1);
    }

    private static int first(Mask mask) {
        boolean[] inside = mask.toArray();
        int at = 0;
        while (at < inside.length - 1 && !inside[at]) {
            at++;
        }
        return at;
    }

    /** The confidence of a region; the normal range is 0, as no region is named in a normal image. */
    private static AttributeDeviation sureness(NamedRegion region) {
        return new AttributeDeviation("confidence", "", region.confidence(), 0, 0, region.confidence());
    }

    private static String sentence(NamedRegion region) {
        Box box = region.box();
        return String.format(
                Locale.ROOT,
                "%s at x %d to %d, y %d to %d: confidence %.2f by its words alone, %.2f in the end.",
                region.name().isEmpty() ? "Something without a name" : "'" + region.name() + "'",
                box.x(),
                box.x() + box.width() - 1,
                box.y(),
                box.y() + box.height() - 1,
                region.found(),
                region.confidence());
    }

    private static String kebab(String words) {
        String kebab =
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return kebab.isEmpty() ? NAMELESS : kebab;
    }
}
