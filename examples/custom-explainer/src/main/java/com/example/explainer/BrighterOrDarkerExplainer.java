package com.example.explainer;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import java.util.List;
import java.util.Set;

/** Compares the mean brightness of an image with that of its normal version. */
public final class BrighterOrDarkerExplainer implements Explainer {

    @Override
    public String name() {
        return "brighter-or-darker";
    }

    @Override
    public String description() {
        return "Compares the brightness of the image with that of its normal version";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
        double observed = brightness(image);
        double expected = brightness(normal);
        double surprise = Math.abs(observed - expected);
        return List.of(new AttributeDeviation("brightness", "", observed, expected, expected, surprise));
    }

    private static double brightness(Image image) {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += value;
        }
        return sum / image.buffer().limit();
    }
}
