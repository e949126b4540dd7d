package io.xvad.video.detectors.ctr;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.video.detectors.snippets.SnippetJudge;
import io.xvad.video.detectors.snippets.SnippetScoring;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Scores a snippet by the last {@code reach + kernel} snippets, which are all that its score depends on: the same as if the network saw
 * the whole video.
 *
 * @param reach m
 * @param kernel k
 */
record CtrScoring(int reach, int kernel) implements SnippetScoring {

    /** Snippets that the network for scoring sees. */
    static int window(Options options) {
        return options.get(Ctr.REACH) + options.get(Ctr.KERNEL);
    }

    @Override
    public List<String> outputs() {
        return List.of(CtrNetwork.SCORE, CtrNetwork.RELATION);
    }

    @Override
    public SnippetJudge judge(Network network) {
        int length = reach + kernel;
        CtrWindow window = new CtrWindow(length, reach);
        Deque<float[]> latest = new ArrayDeque<>();
        return features -> {
            latest.addLast(features);
            if (latest.size() > length) {
                latest.removeFirst();
            }
            return judged(network, window, latest);
        };
    }

    private SnippetJudge.Judgement judged(Network network, CtrWindow window, Deque<float[]> latest) {
        int length = window.length();
        int first = length - latest.size();
        int values = latest.getLast().length;
        float[] features = new float[length * values];
        int place = first;
        for (float[] snippet : latest) {
            System.arraycopy(snippet, 0, features, place++ * values, values);
        }
        Map<String, Tensor> found = network.run(Map.of(
                CtrNetwork.FEATURES, Tensor.owning(features, 1, length, values),
                CtrNetwork.PRESENT, Tensor.owning(window.present(first, length), 1, length),
                CtrNetwork.ADMITTED, Tensor.owning(window.admitted(first, length), 1, length, length)));
        float[] scores = Objects.requireNonNull(found.get(CtrNetwork.SCORE)).toArray();
        float[] relation =
                Objects.requireNonNull(found.get(CtrNetwork.RELATION)).toArray();
        return new SnippetJudge.Judgement(scores[length - 1], new float[0], drawnOn(relation, latest.size()));
    }

    private List<SnippetJudge.Drawn> drawnOn(float[] relation, int seen) {
        return IntStream.range(0, Math.min(reach + 1, seen))
                .mapToObj(ago -> new SnippetJudge.Drawn(ago, relation[relation.length - 1 - ago]))
                .toList();
    }
}
