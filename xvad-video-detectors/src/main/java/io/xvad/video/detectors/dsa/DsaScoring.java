package io.xvad.video.detectors.dsa;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.snippets.SnippetJudge;
import io.xvad.video.detectors.snippets.SnippetScoring;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Scores a snippet by its highest node, by itself. A place has its highest score over the moments of the snippet.
 *
 * @param form of the features
 */
record DsaScoring(SnippetForm form) implements SnippetScoring {

    @Override
    public List<String> outputs() {
        return List.of(DsaNetwork.SCORE);
    }

    @Override
    public SnippetJudge judge(Network network) {
        return features -> judged(network, features);
    }

    private SnippetJudge.Judgement judged(Network network, float[] features) {
        int nodes = form.moments() * form.places();
        Map<String, Tensor> found =
                network.run(Map.of(DsaNetwork.FEATURES, Tensor.of(features, 1, nodes, form.values())));
        float[] scores = Objects.requireNonNull(found.get(DsaNetwork.SCORE)).toArray();
        float[] places = new float[form.places()];
        float highest = 0;
        for (int node = 0; node < nodes; node++) {
            int place = node % places.length;
            places[place] = Math.max(places[place], scores[node]);
            highest = Math.max(highest, scores[node]);
        }
        return new SnippetJudge.Judgement(highest, places, List.of());
    }
}
