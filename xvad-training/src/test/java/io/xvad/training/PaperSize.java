package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares loss and lengths of all gradients of a made-up network with what PyTorch says; see golden/papersizes.py. */
public final class PaperSize {

    private final Map<String, Double> expected = new TreeMap<>();

    /** What is expected of a network, by its name. */
    public PaperSize(String name) throws IOException {
        String file = "/golden/" + name + "-papersize.csv";
        try (InputStream in = Objects.requireNonNull(PaperSize.class.getResourceAsStream(file), file)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .forEach(parts -> expected.put(parts[0], Double.parseDouble(parts[1])));
        }
    }

    /**
     * Within a share of each, and of the length of all gradients together where one is so short that it is rounding.
     *
     * @param share by which two single precisions may be apart: the more normalisations, the more
     */
    public void agrees(Trainable net, Map<String, INDArray> inputs, String loss, double share) {
        agrees(net, net.names(), inputs, loss, share);
    }

    /** The same of the weights that learn, where others are frozen. */
    public void agrees(
            Trainable net, Collection<String> learned, Map<String, INDArray> inputs, String loss, double share) {
        MadeUp.fill(net);
        Map<String, Double> found = MadeUp.gradientLengths(net, learned, inputs, loss);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        double all = Math.sqrt(expected.values().stream()
                .mapToDouble(length -> length * length)
                .sum());
        expected.forEach((name, length) ->
                assertThat(found.get(name)).as(name).isCloseTo(length, within(share * (length + 1e-4 * all))));
    }
}
