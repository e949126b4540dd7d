package io.xvad.explainers.combine;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.quality.RestoreToNormal;
import io.xvad.explainers.quality.SaliencyQuality;
import io.xvad.explainers.restoration.NormalVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs several explainers and keeps the saliency map that is most faithful under restore-to-normal among those stable enough; says
 * which and why. If none is stable enough, the most faithful of all is kept, and that is said. It chooses by squares, orders and noise
 * that the bench does not judge by ({@link RestoreToNormal#toChoose}), so that its figures there are not of its own making.
 */
public final class BestOfExplainer implements Explainer {

    public static final OptionSpec<List<String>> EXPLAINERS = Saliencies.EXPLAINERS;
    public static final OptionSpec<Integer> MAX_DETECTIONS = Saliencies.MAX_DETECTIONS;
    public static final OptionSpec<Double> STABILITY_FLOOR = OptionSpec.decimal(
            "stability-floor", 0.3, -1, 1, "Least Spearman correlation of a map before and after a little noise");

    @Override
    public String name() {
        return "best-of";
    }

    @Override
    public String description() {
        return "Runs several explainers and keeps the one whose map is most faithful and stable enough";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(EXPLAINERS, MAX_DETECTIONS, STABILITY_FLOOR);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Reconstructs.class);
    }

    private record Candidate(String name, SaliencyQuality quality) {

        boolean stable(double floor) {
            return quality.stability() >= floor;
        }

        /** Whether this is to be preferred: stable before unstable, then faithful; an undefined figure loses. */
        boolean betterThan(Candidate other, double floor) {
            if (stable(floor) != other.stable(floor)) {
                return stable(floor);
            }
            return quality.faithfulness() > other.quality.faithfulness()
                    || Double.isNaN(other.quality.faithfulness()) && !Double.isNaN(quality.faithfulness());
        }

        String figures() {
            return String.format(
                    Locale.ROOT, "%s %.2f (stability %.2f)", name, quality.faithfulness(), quality.stability());
        }
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        double floor = request.options().get(STABILITY_FLOOR);
        List<Candidate> candidates = candidates(fitted, sample.requireImage(), detection, request);
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = candidate.betterThan(best, floor) ? candidate : best;
        }
        String reason = best.stable(floor)
                ? "the most faithful of those stable enough"
                : "none was stable enough, so the most faithful of all";
        String text = "Shown is " + best.name + ": " + reason + ". Faithfulness when restored to normal, above chance: "
                + String.join(", ", candidates.stream().map(Candidate::figures).toList()) + ".";
        return List.of(new Saliency(0, best.quality.map(), true), new Statement(text, List.of(0), name()));
    }

    private static List<Candidate> candidates(
            FittedDetector fitted, Image image, Detection detection, ExplainRequest request) {
        Image normal = NormalVersion.of(fitted, image, detection).image();
        RestoreToNormal restore = RestoreToNormal.toChoose(fitted, image, normal, request.seed());
        long seed = RestoreToNormal.choosing(request.seed());
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Explainer> explainers = Saliencies.explainers(request);
        for (Map.Entry<String, Explainer> entry : explainers.entrySet()) {
            Function<Image, Optional<AnomalyMap>> explain = changed -> Optional.of(Saliencies.map(
                    entry.getValue(),
                    fitted,
                    changed,
                    changed.equals(image) ? detection : fitted.detect(changed),
                    request,
                    2 * explainers.size()));
            SaliencyQuality.measure(explain, image, restore::faithfulness, seed)
                    .ifPresent(quality -> candidates.add(new Candidate(entry.getKey(), quality)));
        }
        return candidates;
    }
}
