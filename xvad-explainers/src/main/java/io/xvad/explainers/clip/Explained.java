package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import java.util.List;

/** What is explained of a clip. */
final class Explained {

    private static final String SCORE = "score";
    private static final String MAPS = "maps";

    static final OptionSpec<String> OPTION = OptionSpec.choice(
            "explained",
            SCORE,
            List.of(SCORE, MAPS),
            "What is explained: the score of the clip, or the mean over its frames of each map's highest value, in which"
                    + " every frame counts");

    private Explained() {}

    /** The value asked for. */
    static double of(Detection detection, ExplainRequest request) {
        return request.options().get(OPTION).equals(SCORE)
                ? detection.score()
                : detection.maps().stream()
                        .mapToDouble(AnomalyMap::max)
                        .average()
                        .orElseThrow();
    }
}
