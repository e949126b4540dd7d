package io.xvad.training;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff graph and its trainable weights, drawn from one seed. Not thread-safe. */
public final class Trainable {

    private final SameDiff graph = empty();
    private final GraphRun run = new GraphRun(graph);
    private final UniformRandomProvider random;
    private final List<String> weights = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Followed followed = new Followed();

    /**
     * An empty graph.
     *
     * @throws io.xvad.core.XvadUnavailableException if ND4J's native library cannot be loaded
     */
    public Trainable(long seed) {
        random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private static SameDiff empty() {
        Nd4jLibrary.require();
        return SameDiff.create();
    }

    /** The graph, to add operations to. */
    public SameDiff graph() {
        return graph;
    }

    /** An input, of which the first dimension is the batch. */
    public SDVariable input(String name, long... shape) {
        long[] withBatch = new long[shape.length + 1];
        withBatch[0] = -1;
        System.arraycopy(shape, 0, withBatch, 1, shape.length);
        return graph.placeHolder(name, DataType.FLOAT, withBatch);
    }

    /**
     * Weights, uniform in {@code +-sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio 2010, equation 16); if there are weights of this name,
     * these, so that a network may be built more than once over the same weights.
     *
     * @throws IllegalArgumentException if those there are have another shape
     */
    public SDVariable weights(String name, long fanIn, long fanOut, long... shape) {
        double bound = Math.sqrt(6.0 / (fanIn + fanOut));
        return variable(weights, name, () -> bound * (2 * random.nextDouble() - 1), shape);
    }

    /**
     * Weights that start at one value; if there are weights of this name, these.
     *
     * @throws IllegalArgumentException if those there are have another shape
     */
    public SDVariable constant(String name, double value, long... shape) {
        return variable(weights, name, () -> value, shape);
    }

    /** Weights of a square matrix that start as the identity; if there are weights of this name, these. */
    public SDVariable identity(String name, int size) {
        PrimitiveIterator.OfInt places = IntStream.range(0, size * size).iterator();
        return variable(weights, name, () -> places.nextInt() % (size + 1) == 0 ? 1 : 0, size, size);
    }

    /**
     * Values that are saved with the weights but not trained; if there are some of this name, these.
     *
     * @throws IllegalArgumentException if those there are have another shape
     */
    public SDVariable kept(String name, double value, long... shape) {
        return variable(kept, name, () -> value, shape);
    }

    /** The same with values that are drawn from the normal distribution. */
    public SDVariable keptAtRandom(String name, long... shape) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        return variable(kept, name, gaussian::sample, shape);
    }

    /**
     * Lets values that are kept follow those of the batches: a step of an optimiser moves them by a share of their distance.
     *
     * @param name of the values that are kept
     * @param ofBatch values of a batch, as many
     * @param share from 0 to 1, how far
     * @param user value that matters: a step moves them if its loss depends on this one
     */
    public void follow(String name, SDVariable ofBatch, double share, SDVariable user) {
        followed.add(name, weight(name), ofBatch, share, user);
    }

    /** Of the values of batches that are followed. */
    Followed followed() {
        return followed;
    }

    /** Sets values that are not trained. */
    public void keep(String name, float[] values) {
        assign(weight(name), values);
    }

    /** Sets values that are not trained here to the weights of the same names of another graph, where they are trained. */
    public void keep(Trainable other) {
        other.names().forEach(name -> keep(name, other.value(name)));
    }

    static void assign(INDArray array, float[] values) {
        try (INDArray assigned = Nd4j.create(values, array.shape(), 'c')) {
            array.assign(assigned);
        }
    }

    private SDVariable variable(List<String> names, String name, DoubleSupplier first, long... shape) {
        if (names.contains(name)) {
            return known(name, shape);
        }
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) first.getAsDouble();
        }
        names.add(name);
        return graph.var(name, Nd4j.create(values, shape, 'c'));
    }

    private SDVariable known(String name, long... shape) {
        if (!Arrays.equals(weight(name).shape(), shape)) {
            throw new IllegalArgumentException("weights '" + name + "' must have the shape "
                    + Arrays.toString(weight(name).shape()) + " as before, got " + Arrays.toString(shape));
        }
        return graph.getVariable(name);
    }

    /** Names of all weights, in the order they were made. */
    public List<String> names() {
        return List.copyOf(weights);
    }

    INDArray weight(String name) {
        return Objects.requireNonNull(graph.getVariable(name).getArr(), name);
    }

    private List<String> saved() {
        List<String> all = new ArrayList<>(weights);
        all.addAll(kept);
        return all;
    }

    /** Values of all weights, and of what is kept with them. */
    public Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        saved().forEach(name -> values.put(name, value(name)));
        return values;
    }

    /** Values of one weight, row-major. */
    public float[] value(String name) {
        return floats(weight(name));
    }

    /** Sets weights to values of the same names and sizes. */
    public void restore(Map<String, float[]> values) {
        for (String name : saved()) {
            INDArray weight = weight(name);
            assign(weight, saved(values, name, weight.length()));
        }
    }

    static float[] saved(Map<String, float[]> values, String name, long length) {
        float[] saved = values.get(name);
        if (saved == null || saved.length != length) {
            throw new XvadModelException("weights '" + name + "' are missing or of another size");
        }
        return saved;
    }

    /**
     * Sets weights to those of a saved network.
     *
     * @throws XvadModelException if one is missing or of another size
     */
    public void restore(SavedNetwork saved) {
        Map<String, float[]> values = new LinkedHashMap<>();
        saved.weights().forEach((name, tensor) -> values.put(name, tensor.toArray()));
        restore(values);
    }

    /**
     * The sum of the terms of a loss or of a score, such as those of the layers of a backbone.
     *
     * @param terms one or more, of shapes that can be added
     */
    public static SDVariable sum(List<SDVariable> terms) {
        return terms.stream().reduce(SDVariable::add).orElseThrow();
    }

    /** Graphs whose training has ended, with the ONNX model of them all. */
    public static SavedNetwork saved(byte[] onnx, Trainable... nets) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Trainable net : nets) {
            weights.putAll(net.tensors());
        }
        return SavedNetwork.of(onnx, weights);
    }

    /** Runs the graph for one output. */
    public float[] run(Map<String, INDArray> inputs, String output) {
        return Objects.requireNonNull(run.values(inputs, List.of(output)).get(output));
    }

    /** Runs the graph once for several outputs, by name. */
    public Map<String, float[]> run(Map<String, INDArray> inputs, List<String> outputs) {
        return run.values(inputs, outputs);
    }

    /** Runs the graph once for several outputs, by name: native arrays, which are the caller's to close. */
    public Map<String, INDArray> output(Map<String, INDArray> inputs, String... outputs) {
        return run.outputs(inputs, List.of(outputs));
    }

    /**
     * Runs the graph forwards and backwards.
     *
     * @param outputs names of values that are wanted as well
     * @param variables of which gradients of the graph's loss are wanted
     */
    public Gradients gradients(Map<String, INDArray> inputs, List<String> outputs, List<String> variables) {
        return run.gradients(inputs, outputs, variables);
    }

    /**
     * The same as {@link #gradients} for another use of the memory: by a static plan where the graph has one, whose arrays the next run
     * overwrites once the gradients are closed, and which are not the caller's to close.
     */
    Gradients planned(Map<String, INDArray> inputs, List<String> outputs, List<String> variables) {
        return run.planned(inputs, outputs, variables);
    }

    /**
     * The gradient of the graph's loss with respect to an input, in its shape, row-major.
     *
     * @param input name of a placeholder with which {@link GradientFunction#add} was called
     */
    public float[] gradient(Map<String, INDArray> inputs, String input) {
        try (Gradients found = run.planned(inputs, List.of(), List.of(input))) {
            return floats(Objects.requireNonNull(found.gradients().get(input)));
        }
    }

    /** Frees the memory of runs; the next run needs some again. */
    void rest() {
        run.free();
    }

    /** Frees the weights, and what is kept with them, as well; the graph cannot be run any more. */
    void free() {
        rest();
        saved().forEach(name -> weight(name).close());
    }

    static float[] freed(INDArray array) {
        try (array) {
            return floats(array);
        }
    }

    /** The values in C order. */
    static float[] floats(INDArray array) {
        try (INDArray ordered = array.dup('c')) {
            return ordered.data().asFloat();
        }
    }

    /** All weights, and what is kept with them, in their shapes. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        saved().forEach(name -> {
            int[] shape = Arrays.stream(weight(name).shape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            tensors.put(name, Tensor.owning(value(name), shape));
        });
        return tensors;
    }

    /** Writes all weights. */
    public void write(ModelWriter model) {
        tensors().forEach((name, tensor) -> model.tensor(entry(name), tensor));
    }

    /**
     * Reads all weights.
     *
     * @throws XvadModelException if one is missing or of another size
     */
    public void read(ModelReader model) {
        Map<String, float[]> values = new LinkedHashMap<>();
        saved().forEach(name -> values.put(name, model.tensor(entry(name)).toArray()));
        restore(values);
    }

    static String entry(String weight) {
        return "weights-" + weight;
    }
}
