package io.xvad.video.detectors.vador;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.snippets.SnippetJudge;
import io.xvad.video.detectors.snippets.SnippetScoring;
import io.xvad.video.detectors.vador.VadorNetwork.Branch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Scores a snippet with the contexts of its video. A place has the mean of its three probabilities; the snippet the mean of the three
 * highest.
 *
 * @param form of the features
 * @param kept snippets in each list
 */
record VadorScoring(SnippetForm form, int kept) implements SnippetScoring {

    @Override
    public List<String> outputs() {
        return Arrays.stream(Branch.values()).map(Branch::probability).toList();
    }

    @Override
    public SnippetJudge judge(Network network) {
        LongShortContext context = new LongShortContext(kept);
        return features -> judged(network, context, features);
    }

    private SnippetJudge.Judgement judged(Network network, LongShortContext context, float[] features) {
        LongShortContext.Read read = context.read(features);
        Map<String, Tensor> found = network.run(Map.of(
                VadorNetwork.TOKENS,
                tokens(features),
                Branch.LONG.context(),
                tokens(read.longTerm()),
                Branch.SHORT.context(),
                tokens(read.shortTerm())));
        float[] places = new float[form.places()];
        double score = 0;
        for (Branch branch : Branch.values()) {
            float[] probabilities = Objects.requireNonNull(found.get(branch.probability()), branch.probability())
                    .toArray();
            double highest = 0;
            for (int place = 0; place < places.length; place++) {
                places[place] += probabilities[place] / Branch.values().length;
                highest = Math.max(highest, probabilities[place]);
            }
            score += highest / Branch.values().length;
            if (branch == Branch.OWN) {
                context.remember(features, highest);
            }
        }
        return new SnippetJudge.Judgement(score, places, read.drawnOn());
    }

    private Tensor tokens(float[] values) {
        return Tensor.of(values, 1, form.places(), form.values());
    }
}
