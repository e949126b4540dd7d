package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Saliency;
import java.util.List;
import java.util.Optional;

/** Picks the map to show or measure from the evidence of an explanation. */
public final class EvidenceMap {

    private EvidenceMap() {}

    /** The first saliency map; else the difference map, if a counterfactual is the main evidence; else empty. */
    public static Optional<AnomalyMap> of(List<Evidence> evidence) {
        for (Evidence piece : evidence) {
            if (piece instanceof Saliency saliency) {
                return Optional.of(saliency.map());
            }
        }
        return !evidence.isEmpty() && evidence.get(0) instanceof Counterfactual counterfactual
                ? Optional.of(counterfactual.difference())
                : Optional.empty();
    }
}
