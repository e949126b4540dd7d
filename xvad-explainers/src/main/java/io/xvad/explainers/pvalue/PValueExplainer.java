package io.xvad.explainers.pvalue;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.calibrate.MapCalibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.FixedScale;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Shows how rare the value of each place is among normal samples, by the conformal p-values of {@link MapCalibration}: a map of {@code
 * -log10 p}, and for the highest regions a sentence with the p-value of such a peak anywhere in a normal sample. The detector must have
 * been calibrated on held-out normal samples.
 */
public final class PValueExplainer implements Explainer {

    /** The number of regions that get a sentence. */
    public static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 3, 0, 100, "Regions told of, the highest first");

    /** Places of a p-value from here on are left clear; one in ten is smaller by chance. */
    private static final double CLEAR = 0.1;

    @Override
    public String name() {
        return "p-value";
    }

    @Override
    public String description() {
        return "Shows how rare the value of each place is among normal samples, as -log10 of a calibrated p-value";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.values());
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(MapCalibration.class);
    }

    @Override
    public boolean requiresMaps() {
        return true;
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REGIONS);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        MapCalibration calibration = fitted.capability(MapCalibration.class).orElseThrow();
        Optional<FixedScale> scale = Optional.of(scale(calibration));
        List<Evidence> evidence = new ArrayList<>();
        for (int frame = 0; frame < detection.maps().size(); frame++) {
            evidence.add(new Saliency(frame, calibration.rarity(detection.maps().get(frame)), false, scale));
        }
        int regions = request.options().get(REGIONS);
        if (regions > 0 && detection.regions().isEmpty()) {
            evidence.add(highest(detection.maps(), calibration));
        }
        detection.regions().stream()
                .limit(regions)
                .map(region -> told(region, calibration))
                .forEach(evidence::add);
        return evidence;
    }

    /** The same in every image: from a p-value that one place in ten has by chance to the smallest that can be. */
    private static FixedScale scale(MapCalibration calibration) {
        double smallest = 1.0 / (1 + calibration.size());
        double clear = Math.max(CLEAR, 2 * smallest);
        String meaning = String.format(
                Locale.ROOT, "how rare it is: coloured from a p-value of %.2g to one of %.2g", clear, smallest);
        return new FixedScale(meaning, -Math.log10(clear), -Math.log10(smallest));
    }

    private Statement highest(List<AnomalyMap> maps, MapCalibration calibration) {
        int frame = IntStream.range(0, maps.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> maps.get(i).max()))
                .orElseThrow();
        AnomalyMap map = maps.get(frame);
        String text = String.format(
                Locale.ROOT,
                "There is no region above the threshold. The highest place is at row %d, column %d: so high a peak anywhere in a normal "
                        + "sample has a p-value of %.3g (by %d normal samples held out).",
                map.argmax() / map.width(),
                map.argmax() % map.width(),
                calibration.pValueAnywhere(map.max()),
                calibration.size());
        return new Statement(text, List.of(frame), name());
    }

    private Statement told(Region region, MapCalibration calibration) {
        String text = String.format(
                Locale.ROOT,
                "Around row %d, column %d: so high a peak anywhere in a normal sample has a p-value of %.3g, so high a mean at one place of "
                        + "a normal sample one of %.3g (by %d normal samples held out).",
                region.peakY(),
                region.peakX(),
                calibration.pValueAnywhere(region.peak()),
                calibration.pValue(region.mean()),
                calibration.size());
        return new Statement(text, List.of(region.frame()), name());
    }
}
