package io.xvad.video.language.anomize;

import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.TopSnippets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch of clips, each at the beginning of its row.
 *
 * @param length T, at least the positions of the longest clip
 * @param dimension values of a vector
 * @param bags the clips, a window at each position
 */
record AnomizeBatch(int length, int dimension, List<Bag> bags) {

    /** The inputs that scores need. */
    Map<String, INDArray> seen() {
        int values = bags.get(0).snippets().get(0).length;
        float[] windows = new float[bags.size() * length * values];
        float[] means = new float[bags.size() * length * dimension];
        float[] frames = new float[means.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            List<float[]> positions = bags.get(bag).snippets();
            for (int i = 0; i < positions.size(); i++) {
                Seen seen = new Seen(positions.get(i), dimension);
                int row = bag * length + i;
                System.arraycopy(seen.window(), 0, windows, row * values, values);
                System.arraycopy(seen.mean(), 0, means, row * dimension, dimension);
                System.arraycopy(seen.frame(), 0, frames, row * dimension, dimension);
            }
        }
        return Map.of(
                StreamsNetwork.WINDOW, array(windows, values),
                StreamsNetwork.MEAN, array(means, dimension),
                StreamsNetwork.FRAME, array(frames, dimension));
    }

    private INDArray array(float[] values, int each) {
        return Nd4j.create(values, new long[] {bags.size(), length, each}, 'c');
    }

    /** The further inputs of the loss, by the scores of all positions. */
    Map<String, INDArray> chosen(float[] scores) {
        float[] label = new float[bags.size()];
        float[] chosen = new float[scores.length];
        float[] neighbours = new float[scores.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            int from = bag * length;
            int end = from + bags.get(bag).snippets().size();
            label[bag] = bags.get(bag).anomalous() ? 1 : 0;
            List<Integer> top = top(scores, bag);
            top.forEach(place -> chosen[from + place] = 1f / top.size());
            Arrays.fill(neighbours, from + 1, end, 1f / bags.size());
        }
        return Map.of(
                StreamsNetwork.LABEL, Nd4j.create(label, new long[] {label.length, 1}, 'c'),
                StreamsNetwork.CHOSEN, Nd4j.create(chosen, new long[] {bags.size(), length}, 'c'),
                StreamsNetwork.NEIGHBOURS, Nd4j.create(neighbours, new long[] {bags.size(), length}, 'c'));
    }

    /** The positions that stand for a clip, by the scores of all. */
    List<Integer> top(float[] scores, int bag) {
        int from = bag * length;
        int count = bags.get(bag).snippets().size();
        return TopSnippets.of(Arrays.copyOfRange(scores, from, from + count), TopSnippets.count(count));
    }
}
