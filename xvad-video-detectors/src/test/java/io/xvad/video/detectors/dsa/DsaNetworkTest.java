package io.xvad.video.detectors.dsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.SnippetForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DsaNetworkTest {

    private static final SnippetForm FORM = new SnippetForm(4, 1, 5, 0);
    private static final int[] LENGTHS = {3, 2, 3, 1};

    private static Options options(String cliques) {
        return Options.parse(
                new Dsa().options(),
                Map.of(
                        "hidden",
                        "3",
                        "segments",
                        "3",
                        "cliques",
                        cliques,
                        "sparse",
                        "0.2",
                        "smooth",
                        "0.1",
                        "contrast",
                        "0.3",
                        "margin",
                        "2"));
    }

    private static List<Bag> bags(float[] features) {
        List<Bag> bags = new ArrayList<>();
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            List<float[]> snippets = new ArrayList<>();
            for (int i = 0; i < LENGTHS[bag]; i++) {
                int from = (bag * 3 + i) * FORM.size();
                snippets.add(Arrays.copyOfRange(features, from, from + FORM.size()));
            }
            bags.add(new Bag("clip-" + bag, bag < 2, snippets));
        }
        return bags;
    }

    /** Scores of nodes, the chosen ones, loss and gradients. */
    @Test
    void agreesWithPyTorch() throws IOException {
        Options options = options("1,2,4");
        Trainable net = new DsaNetwork(FORM, options).training(3, 0);
        GoldenLoss golden = new GoldenLoss("dsa", net);
        Map<String, INDArray> inputs = new DsaTraining(FORM, options).inputs(net, bags(golden.values("features")));
        float[] scores = net.run(inputs, DsaNetwork.SCORE);
        float[] expected = golden.values("scores");
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0) {
                assertThat(scores[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
        golden.agrees(inputs, DsaNetwork.LOSS, "");
    }

    private static float[] random() {
        Random random = new Random(2);
        float[] features = new float[FORM.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return features;
    }

    private static float[] scores(Trainable net, float[] features) {
        INDArray array = Nd4j.create(features, new long[] {1, 8, 5}, 'c');
        return net.run(Map.of(DsaNetwork.FEATURES, array), DsaNetwork.SCORE);
    }

    /** Places of a moment may change places, their scores go with them. */
    @Test
    void theOrderOfPlacesDoesNotMatter() {
        Trainable net = new DsaNetwork(FORM, options("1,2,4")).scoring(4);
        float[] features = random();
        float[] swapped = features.clone();
        System.arraycopy(features, 10, swapped, 15, 5);
        System.arraycopy(features, 15, swapped, 10, 5);
        float[] before = scores(net, features);
        float[] after = scores(net, swapped);
        for (int node = 0; node < before.length; node++) {
            int from = node == 2 ? 3 : node == 3 ? 2 : node;
            assertThat(after[node]).isCloseTo(before[from], within(1e-6f));
        }
        assertThat(before[2]).isNotEqualTo(before[3]);
    }

    /** Where all the weight is on one length of cliques, the others might as well not be there. */
    @Test
    void aWeightOnOneCliqueLeavesThatCliqueAlone() {
        Trainable several = new DsaNetwork(FORM, options("1,2,4")).scoring(4);
        Map<String, float[]> weights = new HashMap<>(several.values());
        weights.put("clique-weights", new float[] {-100, 0, -100});
        several.restore(weights);
        Trainable one = new DsaNetwork(FORM, options("2")).scoring(0);
        weights.put("clique-weights", new float[1]);
        one.restore(weights);
        float[] features = random();
        assertThat(scores(several, features)).containsExactly(scores(one, features), within(1e-6f));
    }
}
