package io.xvad.evaluation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.quality.EvidenceMap;
import java.util.List;
import java.util.function.Function;

/**
 * Detects with the map of an explainer in place of the detector's own, to measure that map as if the detector had made it.
 *
 * @param fitted the detector
 * @param explainer gives the maps
 * @param request with which it explains
 */
public record ExplainedDetections(FittedDetector fitted, Explainer explainer, ExplainRequest request)
        implements Function<Sample, Detection> {

    /**
     * Detects and explains; a large image is read whole.
     *
     * @throws IllegalArgumentException if the detector lacks what the explainer needs, or the explainer shows no map
     */
    @Override
    public Detection apply(Sample sample) {
        Image image = sample.requireImage();
        Detection own = fitted.detect(image);
        AnomalyMap map = EvidenceMap.of(
                        explainer.explain(fitted, image, own, request).evidence())
                .orElseThrow(() ->
                        new IllegalArgumentException("explainer '" + explainer.name() + "' shows no map to measure"));
        return own.with(own.verdict(), List.of(map), List.of());
    }
}
