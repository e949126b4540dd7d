package io.xvad.training.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.model.Npy;
import io.xvad.training.GradientFunction;
import io.xvad.training.Gradients;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What PyTorch says of one layer or optimiser; see golden/layers.py. */
public final class Golden {

    private static final String FILE = "/golden/layers.npz";
    private static final float APART = 2e-5f;

    private final String family;
    private final Map<String, Npy> values = new HashMap<>();

    /** Of this name. */
    public Golden(String family) {
        this.family = family;
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(FILE), FILE);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                values.put(entry.getName(), Npy.read(entry.getName(), zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Values in C order. */
    public float[] floats(String name) {
        return npy(name).floats();
    }

    /** Values in their shape. */
    public INDArray array(String name) {
        Npy npy = npy(name);
        long[] shape = Arrays.stream(npy.shape()).asLongStream().toArray();
        return Nd4j.create(npy.floats(), shape, 'c');
    }

    private Npy npy(String name) {
        String entry = family + "/" + name + ".npy";
        return Objects.requireNonNull(values.get(entry), entry);
    }

    /** A graph of one layer of the golden {@code x}, with a loss that weighs what comes out. */
    Trainable layer(BiFunction<Trainable, SDVariable, SDVariable> layer) {
        Trainable net = new Trainable(1);
        long[] shape = array("x").shape();
        SDVariable x = net.input("x", Arrays.copyOfRange(shape, 1, shape.length));
        SDVariable y = layer.apply(net, x);
        y.mul(net.graph().constant(array("weighed"))).sum().rename("loss");
        y.rename("y");
        net.graph().setLossVariables("loss");
        return net;
    }

    /** Sets a weight to the golden one, laid out as in the graph. */
    static void set(Trainable net, String name, INDArray value) {
        Map<String, float[]> all = new HashMap<>(net.values());
        all.put(name, value.dup('c').data().asFloat());
        net.restore(all);
    }

    /** What comes out, and gradients by {@code x} and weights, by the names they have in the graph and here. */
    void agrees(Trainable net, Map<String, String> weights) {
        Map<String, INDArray> inputs = Map.of("x", array("x"));
        assertThat(net.run(inputs, "y")).as("y").containsExactly(floats("y"), within(APART));
        List<String> variables = new ArrayList<>(weights.keySet());
        variables.add("x");
        GradientFunction.add(net.graph(), "x");
        try (Gradients found = net.gradients(inputs, List.of("loss"), variables)) {
            agrees(found, "x", "x");
            weights.forEach((name, golden) -> agrees(found, name, golden));
        }
    }

    private void agrees(Gradients found, String name, String golden) {
        INDArray gradient = Objects.requireNonNull(found.gradients().get(name), name);
        assertThat(gradient.dup('c').data().asFloat())
                .as("gradient by " + name)
                .containsExactly(floats(golden + "-gradient"), within(5 * APART));
    }
}
