package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the loss of a graph and its gradients with what PyTorch says: in one .npz of a family, or in one .npy for each array; see
 * golden/distillation.py and golden/learned.py.
 */
public final class GoldenLoss {

    private final String family;
    private final Trainable net;

    /** For a graph, whose weights are set to the golden ones. */
    public GoldenLoss(String family, Trainable net) throws IOException {
        this.family = family;
        this.net = net;
        Map<String, float[]> weights = new HashMap<>(net.values());
        for (String name : net.names()) {
            weights.put(name, values(name));
        }
        net.restore(weights);
    }

    public float[] values(String name) throws IOException {
        try (InputStream archive = GoldenLoss.class.getResourceAsStream("/golden/" + family + ".npz")) {
            return archive == null ? alone(name) : entry(new ZipInputStream(archive), name + ".npy");
        }
    }

    private static float[] entry(ZipInputStream archive, String name) throws IOException {
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return Npy.read(name, archive.readAllBytes()).floats();
            }
        }
        throw new NoSuchElementException(name);
    }

    private float[] alone(String name) throws IOException {
        String file = "/golden/" + family + "-" + name + ".npy";
        try (InputStream in = Objects.requireNonNull(GoldenLoss.class.getResourceAsStream(file), file)) {
            return Npy.read(file, in.readAllBytes()).floats();
        }
    }

    public INDArray array(String name, long... shape) throws IOException {
        return Nd4j.create(values(name), shape, 'c');
    }

    /** Loss and gradients of all weights, whose golden files start with a prefix. */
    public void agrees(Map<String, INDArray> inputs, String loss, String prefix) throws IOException {
        agrees(inputs, loss, prefix, 1e-4f);
    }

    /** The same with gradients that may be so far apart. */
    public void agrees(Map<String, INDArray> inputs, String loss, String prefix, float apart) throws IOException {
        agrees(net.names(), inputs, loss, prefix, apart);
    }

    /** The same of some of the weights. */
    public void agrees(Collection<String> names, Map<String, INDArray> inputs, String loss, String prefix, float apart)
            throws IOException {
        net.graph().setLossVariables(loss);
        var found = net.graph().calculateGradientsAndOutputs(inputs, List.of(loss), names);
        assertThat(Objects.requireNonNull(found.getOutputs().get(loss)).getFloat(0))
                .isCloseTo(values(prefix + "loss")[0], within(1e-4f));
        for (String name : names) {
            float[] expected = values(prefix + name + "-gradient");
            float[] actual = Objects.requireNonNull(found.getGradients().get(name))
                    .dup('c')
                    .data()
                    .asFloat();
            assertThat(actual).as(name).containsExactly(expected, within(apart));
        }
    }

    /** The loss before each of many steps on batches in turn, within 1 % of PyTorch's. */
    public void agrees(Optimiser optimiser, List<Map<String, INDArray>> batches) throws IOException {
        float[] curve = values("curve");
        for (int step = 0; step < curve.length; step++) {
            double loss = optimiser.step(batches.get(step % batches.size()));
            assertThat(loss).as("step %d", step).isCloseTo(curve[step], withinPercentage(1));
        }
    }
}
