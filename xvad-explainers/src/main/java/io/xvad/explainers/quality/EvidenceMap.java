package io.xvad.explainers.quality;

import io.xvad.core.AnomalyMap;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Saliency;
import java.util.List;
import java.util.Optional;

/** The map that evidence shows. */
public final class EvidenceMap {

    private EvidenceMap() {}

    /** The first saliency, or what the first counterfactual changes; empty if there is neither. */
    public static Optional<AnomalyMap> of(List<Evidence> evidence) {
        for (Evidence piece : evidence) {
            if (piece instanceof Saliency saliency) {
                return Optional.of(saliency.map());
            }
            if (piece instanceof Counterfactual counterfactual) {
                return Optional.of(counterfactual.difference());
            }
        }
        return Optional.empty();
    }
}
