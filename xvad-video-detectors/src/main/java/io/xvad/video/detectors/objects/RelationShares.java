package io.xvad.video.detectors.objects;

import io.xvad.video.relations.PairMoment;
import io.xvad.video.relations.RelatedPair;
import io.xvad.video.relations.SceneGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For how long the pairs of one video have been related, so that what flickers for a frame counts little. Not thread-safe. */
final class RelationShares {

    private final List<String> words;
    private final int frames;
    private Map<Numbers, Deque<Set<String>>> seen = Map.of();

    private record Numbers(long subject, long object) {}

    /**
     * For one video.
     *
     * @param words the vocabulary
     * @param seconds over which shares are told
     */
    RelationShares(List<String> words, double seconds, double framesPerSecond) {
        this.words = words;
        this.frames = Math.max(1, (int) Math.round(seconds * framesPerSecond));
    }

    List<PairShares> next(SceneGraph graph) {
        Map<Numbers, Deque<Set<String>>> now = new HashMap<>();
        List<PairShares> all = new ArrayList<>();
        for (RelatedPair pair : graph.pairs()) {
            PairMoment moment = pair.moment();
            Numbers numbers =
                    new Numbers(moment.subject().number(), moment.object().number());
            Deque<Set<String>> held = seen.getOrDefault(numbers, new ArrayDeque<>());
            held.addLast(pair.relations());
            if (held.size() > frames) {
                held.removeFirst();
            }
            now.put(numbers, held);
            all.add(new PairShares(pair, shares(held)));
        }
        seen = now;
        return all;
    }

    private double[] shares(Deque<Set<String>> held) {
        double[] shares = new double[words.size()];
        for (Set<String> relations : held) {
            for (int r = 0; r < shares.length; r++) {
                shares[r] += relations.contains(words.get(r)) ? 1.0 / frames : 0;
            }
        }
        return shares;
    }
}
