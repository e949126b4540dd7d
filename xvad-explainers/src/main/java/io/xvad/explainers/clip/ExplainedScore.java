package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.AnomalyMaps;
import java.util.List;

/** Which number of a detection explainers of clips explain. */
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

    /** The number asked for. */
    static double of(FittedDetector fitted, Detection detection, ExplainRequest request) {
        return request.options().get(EXPLAINED).equals(SCORE)
                ? detection.score()
                : AnomalyMaps.required("option 'explained': 'maps'", fitted, detection).stream()
                        .mapToDouble(AnomalyMap::max)
                        .average()
                        .orElseThrow();
    }
}
