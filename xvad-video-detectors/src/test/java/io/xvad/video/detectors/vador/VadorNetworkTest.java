package io.xvad.video.detectors.vador;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class VadorNetworkTest {

    private static final SnippetForm FORM = new SnippetForm(1, 1, 5, 0);
    private static final int[] LENGTHS = {3, 4, 2};

    private static final Options OPTIONS = Options.parse(
            new Vador().options(), Map.of("hidden", "3", "segments", "4", "smooth", "0.1", "sparse", "0.2"));

    private static List<Bag> bags(float[] tokens) {
        int values = FORM.momentValues();
        List<Bag> bags = new ArrayList<>();
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            List<float[]> snippets = new ArrayList<>();
            for (int i = 0; i < LENGTHS[bag]; i++) {
                int from = (bag * 4 + i) * values;
                snippets.add(Arrays.copyOfRange(tokens, from, from + values));
            }
            bags.add(new Bag("clip-" + bag, bag < 2, snippets));
        }
        return bags;
    }

    /** All three branches with what their contexts hold, the chosen tokens and snippets, loss and gradients. */
    @Test
    void agreesWithPyTorch() throws IOException {
        Trainable net = new VadorNetwork(FORM.values(), FORM.places(), OPTIONS).training(4, 0);
        GoldenLoss golden = new GoldenLoss("vador", net);
        Map<String, INDArray> inputs = new VadorTraining(FORM, OPTIONS).inputs(net, bags(golden.values("tokens")));
        float[] probabilities = net.run(inputs, VadorNetwork.Branch.OWN.probability());
        float[] expected = golden.values("scores");
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0) {
                assertThat(Math.max(probabilities[2 * i], probabilities[2 * i + 1]))
                        .isCloseTo(expected[i], within(1e-5f));
            }
        }
        golden.agrees(inputs, VadorNetwork.LOSS, "");
    }
}
