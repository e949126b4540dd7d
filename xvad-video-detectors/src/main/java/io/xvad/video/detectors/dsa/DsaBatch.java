package io.xvad.video.detectors.dsa;

import io.xvad.video.detectors.snippets.Bag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch of clips, each at the beginning of its sequence: the anomalous ones first, then as many normal ones, which are their pairs in
 * this order.
 *
 * @param nodes of a snippet
 * @param values of a node
 * @param length snippets in a sequence
 * @param bags the clips
 */
record DsaBatch(int nodes, int values, int length, List<Bag> bags) {

    private List<float[]> segments(int bag) {
        return bags.get(bag).segments(length);
    }

    /** The features, zeros beyond the end of a clip. */
    INDArray features() {
        int size = nodes * values;
        float[] features = new float[bags.size() * length * size];
        for (int bag = 0; bag < bags.size(); bag++) {
            List<float[]> segments = segments(bag);
            for (int i = 0; i < segments.size(); i++) {
                System.arraycopy(segments.get(i), 0, features, (bag * length + i) * size, size);
            }
        }
        return Nd4j.create(features, new long[] {(long) bags.size() * length, nodes, values}, 'c');
    }

    /** The further inputs of the losses, by the scores of all nodes. */
    Map<String, INDArray> chosen(float[] scores) {
        float[] topNode = new float[scores.length];
        float[] top = new float[bags.size() * length];
        float[] label = new float[bags.size()];
        float[] sparse = new float[top.length];
        float[] neighbours = new float[top.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            int from = bag * length;
            int end = from + segments(bag).size();
            int best = from;
            for (int snippet = from; snippet < end; snippet++) {
                topNode[highest(scores, snippet)] = 1;
                best = scores[highest(scores, snippet)] > scores[highest(scores, best)] ? snippet : best;
            }
            top[best] = 1;
            if (bags.get(bag).anomalous()) {
                label[bag] = 1;
                Arrays.fill(sparse, from, end, 1f / bags.size());
                Arrays.fill(neighbours, from + 1, Math.max(from + 1, end), 1f / bags.size());
            }
        }
        return Map.of(
                DsaNetwork.TOP_NODE, ofClips(topNode, length * nodes),
                DsaNetwork.TOP, ofClips(top, length),
                DsaNetwork.LABEL, ofClips(label, 1),
                DsaNetwork.SPARSE, ofClips(sparse, length),
                DsaNetwork.NEIGHBOURS, ofClips(neighbours, length),
                DsaNetwork.ANOMALOUS, half(0),
                DsaNetwork.NORMAL, half(bags.size() / 2));
    }

    /** The first of equal nodes. */
    private int highest(float[] scores, int snippet) {
        int best = snippet * nodes;
        for (int node = best + 1; node < (snippet + 1) * nodes; node++) {
            best = scores[node] > scores[best] ? node : best;
        }
        return best;
    }

    /** Picks clips in their order from a first one on. */
    private INDArray half(int first) {
        int pairs = bags.size() / 2;
        float[] picks = new float[pairs * bags.size()];
        for (int pair = 0; pair < pairs; pair++) {
            picks[pair * bags.size() + first + pair] = 1;
        }
        return Nd4j.create(picks, new long[] {pairs, bags.size()}, 'c');
    }

    private INDArray ofClips(float[] values, int each) {
        return Nd4j.create(values, new long[] {bags.size(), each}, 'c');
    }
}
