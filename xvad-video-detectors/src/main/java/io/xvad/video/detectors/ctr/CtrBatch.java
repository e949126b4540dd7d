package io.xvad.video.detectors.ctr;

import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.TopSnippets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch of clips, each at the beginning of its sequence.
 *
 * @param window of the sequences
 * @param values features of a snippet
 * @param bags the clips
 */
record CtrBatch(CtrWindow window, int values, List<Bag> bags) {

    private List<float[]> segments(int bag) {
        return bags.get(bag).segments(window.length());
    }

    /** The inputs that scores need. */
    Map<String, INDArray> seen() {
        int length = window.length();
        float[] features = new float[bags.size() * length * values];
        float[] present = new float[bags.size() * length];
        float[] admitted = new float[bags.size() * length * length];
        for (int bag = 0; bag < bags.size(); bag++) {
            List<float[]> segments = segments(bag);
            for (int i = 0; i < segments.size(); i++) {
                System.arraycopy(segments.get(i), 0, features, (bag * length + i) * values, values);
            }
            System.arraycopy(window.present(0, segments.size()), 0, present, bag * length, length);
            System.arraycopy(window.admitted(0, segments.size()), 0, admitted, bag * length * length, length * length);
        }
        return Map.of(
                CtrNetwork.FEATURES, Nd4j.create(features, new long[] {bags.size(), length, values}, 'c'),
                CtrNetwork.PRESENT, Nd4j.create(present, new long[] {bags.size(), length}, 'c'),
                CtrNetwork.ADMITTED, Nd4j.create(admitted, new long[] {bags.size(), length, length}, 'c'));
    }

    /** The further inputs of the losses, by the scores of all snippets. */
    Map<String, INDArray> chosen(float[] scores) {
        int length = window.length();
        int snippets = 0;
        int anomalies = 0;
        for (int bag = 0; bag < bags.size(); bag++) {
            anomalies += bags.get(bag).anomalous() ? 1 : 0;
            snippets += bags.get(bag).anomalous() ? 0 : segments(bag).size();
        }
        float[] label = new float[bags.size()];
        float[] anomalous = new float[bags.size()];
        float[] chosen = new float[scores.length];
        float[] normal = new float[scores.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            int from = bag * length;
            int end = from + segments(bag).size();
            List<Integer> top = TopSnippets.of(Arrays.copyOfRange(scores, from, end), TopSnippets.count(end - from));
            for (int place : top) {
                chosen[from + place] = 1f / top.size();
            }
            if (bags.get(bag).anomalous()) {
                label[bag] = 1;
                anomalous[bag] = 1f / anomalies;
            } else {
                Arrays.fill(normal, from, end, 1f / snippets);
            }
        }
        return Map.of(
                CtrNetwork.LABEL, column(label),
                CtrNetwork.ANOMALOUS, column(anomalous),
                CtrNetwork.CHOSEN, Nd4j.create(chosen, new long[] {bags.size(), length}, 'c'),
                CtrNetwork.NORMAL, Nd4j.create(normal, new long[] {bags.size(), length}, 'c'));
    }

    private static INDArray column(float[] values) {
        return Nd4j.create(values, new long[] {values.length, 1}, 'c');
    }
}
