package io.xvad.video.detectors.vador;

import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.vador.VadorNetwork.Branch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch of clips, each at the beginning of its sequence.
 *
 * @param form of the features
 * @param length snippets in a sequence
 * @param bags the clips
 */
record VadorBatch(SnippetForm form, int length, List<Bag> bags) {

    private List<float[]> segments(int bag) {
        return bags.get(bag).segments(length);
    }

    /** The tokens, with contexts that hold nothing. */
    Map<String, INDArray> tokens() {
        float[] tokens = laidOut();
        return Map.of(
                VadorNetwork.TOKENS,
                ofTokens(tokens),
                Branch.LONG.context(),
                ofTokens(new float[tokens.length]),
                Branch.SHORT.context(),
                ofTokens(new float[tokens.length]));
    }

    private float[] laidOut() {
        float[] tokens = new float[bags.size() * length * form.momentValues()];
        for (int bag = 0; bag < bags.size(); bag++) {
            List<float[]> segments = segments(bag);
            for (int i = 0; i < segments.size(); i++) {
                put(segments.get(i), tokens, bag, i);
            }
        }
        return tokens;
    }

    private void put(float[] segment, float[] all, int bag, int place) {
        System.arraycopy(segment, 0, all, (bag * length + place) * segment.length, segment.length);
    }

    private INDArray ofTokens(float[] values) {
        return Nd4j.create(values, new long[] {bags.size(), (long) length * form.places(), form.values()}, 'c');
    }

    /**
     * The tokens with their contexts.
     *
     * @param own probabilities of all tokens by the head alone
     */
    Map<String, INDArray> contexts(float[] own, int kept) {
        float[] tokens = laidOut();
        float[] longTerm = new float[tokens.length];
        float[] shortTerm = new float[tokens.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            LongShortContext context = new LongShortContext(kept);
            List<float[]> segments = segments(bag);
            for (int i = 0; i < segments.size(); i++) {
                LongShortContext.Read read = context.read(segments.get(i));
                put(read.longTerm(), longTerm, bag, i);
                put(read.shortTerm(), shortTerm, bag, i);
                context.remember(segments.get(i), own[highestToken(own, bag, i)]);
            }
        }
        return Map.of(
                VadorNetwork.TOKENS,
                ofTokens(tokens),
                Branch.LONG.context(),
                ofTokens(longTerm),
                Branch.SHORT.context(),
                ofTokens(shortTerm));
    }

    private int highestToken(float[] probabilities, int bag, int snippet) {
        int from = (bag * length + snippet) * form.places();
        int best = from;
        for (int token = from + 1; token < from + form.places(); token++) {
            best = probabilities[token] > probabilities[best] ? token : best;
        }
        return best;
    }

    /**
     * The further inputs of the losses.
     *
     * @param probabilities of all tokens by {@link Branch#probability}
     */
    Map<String, INDArray> chosen(Map<String, float[]> probabilities) {
        Map<String, INDArray> inputs = new HashMap<>(shared());
        for (Branch branch : Branch.values()) {
            addTo(inputs, branch, Objects.requireNonNull(probabilities.get(branch.probability())));
        }
        return inputs;
    }

    private Map<String, INDArray> shared() {
        long anomalies = bags.stream().filter(Bag::anomalous).count();
        float[] label = new float[bags.size()];
        float[] anomalous = new float[bags.size()];
        float[] neighbours = new float[bags.size() * length];
        float[] sparse = new float[neighbours.length];
        for (int bag = 0; bag < bags.size(); bag++) {
            int from = bag * length;
            int end = from + segments(bag).size();
            Arrays.fill(neighbours, from + 1, Math.max(from + 1, end), 1f / bags.size());
            if (bags.get(bag).anomalous()) {
                label[bag] = 1;
                anomalous[bag] = 1f / anomalies;
                Arrays.fill(sparse, from, end, 1f / bags.size());
            }
        }
        return Map.of(
                VadorNetwork.LABEL, ofClips(label, 1),
                VadorNetwork.ANOMALOUS, ofClips(anomalous, 1),
                VadorNetwork.NEIGHBOURS, ofClips(neighbours, length),
                VadorNetwork.SPARSE, ofClips(sparse, length));
    }

    private void addTo(Map<String, INDArray> inputs, Branch branch, float[] probabilities) {
        float[] token = new float[probabilities.length];
        float[] highest = new float[bags.size() * length];
        float[] lowest = new float[highest.length];
        float[] sureness = new float[bags.size()];
        for (int bag = 0; bag < bags.size(); bag++) {
            int most = 0;
            int least = 0;
            float[] scores = new float[segments(bag).size()];
            for (int i = 0; i < scores.length; i++) {
                int best = highestToken(probabilities, bag, i);
                token[best] = 1;
                scores[i] = probabilities[best];
                most = scores[i] > scores[most] ? i : most;
                least = scores[i] < scores[least] ? i : least;
            }
            highest[bag * length + most] = 1;
            lowest[bag * length + least] = 1;
            sureness[bag] = Math.max(scores[most], 1 - scores[most]);
        }
        inputs.put(branch.token(), ofClips(token, length * form.places()));
        inputs.put(branch.highest(), ofClips(highest, length));
        inputs.put(branch.lowest(), ofClips(lowest, length));
        inputs.put(branch.sureness(), ofClips(sureness, 1));
    }

    private INDArray ofClips(float[] values, int each) {
        return Nd4j.create(values, new long[] {bags.size(), each}, 'c');
    }
}
