package io.xvad.video.detectors.ctr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.SnippetJudge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class CtrNetworkTest {

    private static final int VALUES = 5;
    private static final int REACH = 2;
    private static final int KERNEL = 3;
    private static final int[] LENGTHS = {6, 4, 6, 5};

    private static final Options OPTIONS = Options.parse(
            new Ctr().options(),
            Map.of(
                    "hidden",
                    "4",
                    "reach",
                    "2",
                    "kernel",
                    "3",
                    "segments",
                    "6",
                    "compactness",
                    "0.3",
                    "dispersion",
                    "0.2",
                    "dropout",
                    "0.3"));

    private static final CtrNetwork NETWORK = new CtrNetwork(VALUES, OPTIONS);

    private static List<Bag> bags(float[] features) {
        List<Bag> bags = new ArrayList<>();
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            List<float[]> snippets = new ArrayList<>();
            for (int i = 0; i < LENGTHS[bag]; i++) {
                int from = (bag * 6 + i) * VALUES;
                snippets.add(Arrays.copyOfRange(features, from, from + VALUES));
            }
            bags.add(new Bag("clip-" + bag, bag < 2, snippets));
        }
        return bags;
    }

    /** Scores, the chosen snippets, loss and gradients; clips are of several lengths. */
    @Test
    void agreesWithPyTorch() throws IOException {
        Trainable net = NETWORK.training(6, 0);
        GoldenLoss golden = new GoldenLoss("ctr", net);
        net.keep("centre", golden.values("centre"));
        CtrBatch batch = new CtrBatch(new CtrWindow(6, REACH), VALUES, bags(golden.values("features")));
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        inputs.put(CtrNetwork.DROPPED, golden.array("dropped", 24, 4));
        float[] scores = net.run(inputs, CtrNetwork.SCORE);
        float[] expected = golden.values("scores");
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0) {
                assertThat(scores[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
        inputs.putAll(batch.chosen(scores));
        golden.agrees(inputs, CtrNetwork.LOSS, "");
    }

    /** The score of a snippet depends on itself and the {@code reach + kernel - 1} before it, and on nothing later. */
    @Test
    void looksAtNothingLaterAndNotBeyondItsReach() {
        int length = 12;
        Trainable net = NETWORK.scoring(length, 3);
        float[][] snippets = random(length);
        float[] before = scores(net, length, snippets);
        for (int changed = 0; changed < length; changed++) {
            float[][] other = Arrays.stream(snippets).map(float[]::clone).toArray(float[][]::new);
            other[changed][1] += 5;
            float[] after = scores(net, length, other);
            for (int i = 0; i < length; i++) {
                boolean sees = i >= changed && i < changed + REACH + KERNEL;
                assertThat(after[i] != before[i]).as("%d by %d", i, changed).isEqualTo(sees);
            }
        }
    }

    private static float[][] random(int length) {
        Random random = new Random(5);
        float[][] snippets = new float[length][VALUES];
        for (float[] snippet : snippets) {
            for (int i = 0; i < VALUES; i++) {
                snippet[i] = (float) random.nextGaussian();
            }
        }
        return snippets;
    }

    private static float[] scores(Trainable net, int length, float[][] snippets) {
        Bag bag = new Bag("clip", false, List.of(snippets));
        return net.run(new CtrBatch(new CtrWindow(length, REACH), VALUES, List.of(bag)).seen(), CtrNetwork.SCORE);
    }

    /** Snippet by snippet, with a window no longer than it must be. */
    @Test
    void aStreamGetsTheScoresOfTheWholeSequence() {
        int length = 14;
        Trainable whole = NETWORK.scoring(length, 3);
        float[][] snippets = random(length);
        float[] expected = scores(whole, length, snippets);
        Trainable windowed = NETWORK.scoring(CtrScoring.window(OPTIONS), 0);
        windowed.restore(whole.values());
        CtrScoring scoring = new CtrScoring(REACH, KERNEL);
        SnippetJudge judge =
                scoring.judge(SameDiffNetwork.of(windowed, scoring.outputs().toArray(String[]::new)));
        for (int i = 0; i < length; i++) {
            SnippetJudge.Judgement judgement = judge.next(snippets[i]);
            assertThat(judgement.score()).as("snippet %d", i).isCloseTo(expected[i], within(1e-6));
            assertThat(judgement.drawnOn()).hasSize(Math.min(i, REACH) + 1);
            double sum = judgement.drawnOn().stream()
                    .mapToDouble(SnippetJudge.Drawn::weight)
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    /** Snippets beyond the end of a clip change neither the scores of those there nor the loss. */
    @Test
    void whatIsBeyondTheEndOfAClipCountsForNothing() throws IOException {
        Trainable net = NETWORK.training(6, 0);
        GoldenLoss golden = new GoldenLoss("ctr", net);
        CtrBatch batch = new CtrBatch(new CtrWindow(6, REACH), VALUES, bags(golden.values("features")));
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        inputs.put(CtrNetwork.DROPPED, golden.array("dropped", 24, 4));
        inputs.putAll(batch.chosen(net.run(inputs, CtrNetwork.SCORE)));
        float loss = net.run(inputs, CtrNetwork.LOSS)[0];
        inputs.put(
                CtrNetwork.FEATURES,
                golden.array("features", 4, 6, VALUES)
                        .mul(beyond())
                        .add(beyond().rsub(1).mul(7)));
        assertThat(net.run(inputs, CtrNetwork.LOSS)[0]).isCloseTo(loss, within(1e-6f));
    }

    private static INDArray beyond() {
        float[] there = new float[4 * 6 * VALUES];
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            Arrays.fill(there, bag * 6 * VALUES, (bag * 6 + LENGTHS[bag]) * VALUES, 1);
        }
        return org.nd4j.linalg.factory.Nd4j.create(there, new long[] {4, 6, VALUES}, 'c');
    }
}
