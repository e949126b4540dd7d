package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import java.util.List;

/** The number of a detection that explainers of clips explain. */
final class ExplainedScore {

    private static final String SCORE = "score";
    private static final String MAPS = "maps";

    static final OptionSpec<String> EXPLAINED = OptionSpec.choice(
            "explained",
            SCORE,
            List.of(SCORE, MAPS),
            "What is explained: the score of the clip, or the mean over its frames of each map's highest value, in which"
                    + " every frame counts");

    private ExplainedScore() {}

    /**
     * The number asked for.
     *
     * @throws IllegalArgumentException if the maps are asked for and the detector gives none
     */
    static double of(FittedDetector fitted, Detection detection, ExplainRequest request) {
        if (request.options().get(EXPLAINED).equals(SCORE)) {
            return detection.score();
        }
        return detection.maps().stream()
                .mapToDouble(AnomalyMap::max)
                .average()
                .orElseThrow(() -> new IllegalArgumentException(
                        "option 'explained': 'maps' needs a detector that gives anomaly maps, which '"
                                + fitted.provenance().detector() + "' does not"));
    }
}
