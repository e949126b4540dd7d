package io.xvad.detectors.network;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that is trained from the pixels of normal images: its graph and losses, what goes in, and what it finds in an
 * image once it is trained. Not thread-safe.
 */
public abstract class ImageNetwork implements AutoCloseable {

    /** Name in the graph of the images that go in, shape (N, 3, size, size), values in [0, 1]. */
    public static final String INPUT = "input";

    /** Name in the graph of the reconstruction that comes out of those that make one, of the same shape. */
    public static final String OUTPUT = "output";

    /** Name of what is found: a map of each view of an image, shape (views, side, side), higher is more anomalous. */
    public static final String MAP = "map";

    /** Name of the score of the image as a whole, whose mean counts if there are several values. */
    public static final String SCORE = "score";

    private final Trainable net;
    private final int size;

    /**
     * A network whose graph is there.
     *
     * @param net graph and weights, with the names of this class
     * @param size side of its images
     */
    protected ImageNetwork(Trainable net, int size) {
        this.net = net;
        this.size = size;
    }

    /** Graph and weights. */
    public final Trainable net() {
        return net;
    }

    /** Side of its images. */
    public final int size() {
        return size;
    }

    /** The optimiser that trains it. */
    protected abstract Optimiser optimiser();

    /** The work done after each step of the optimiser. */
    protected BatchLearner.AfterStep afterStep() {
        return inputs -> {};
    }

    /**
     * Whether training ends with the last weights and not with those of the lowest loss; by default not. The losses of adversaries have no
     * lowest point.
     */
    protected boolean keepsLast() {
        return false;
    }

    /** Number of times each image is used in an epoch. */
    protected int repetitions() {
        return 1;
    }

    /** The inputs of the graph in a training step for some images. */
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        return Map.of(INPUT, NetworkImages.batch(images, size));
    }

    /**
     * Which images a training to the end learns from, and which the network sees only after it; by default all are for both.
     *
     * @param seed of the training
     */
    protected Split<float[]> split(List<float[]> images, long seed) {
        return new Split<>(images, images);
    }

    /** Sets what must be known before training; a training of its own may come first. */
    protected void begin(List<float[]> images, FitRequest request) {}

    /**
     * Learns what can be known only after training.
     *
     * @param images all, or of a training to the end those it learned from
     * @param heldOut those that training was judged by, or that {@link #split} kept for the end; empty if there are too few
     */
    protected void finish(List<float[]> images, List<float[]> heldOut) {}

    /** Number of views of an image that are scored in one batch. */
    protected int views() {
        return 1;
    }

    /** The inputs of the graph to score an image, whose views are the batch. */
    protected Map<String, INDArray> inputs(INDArray views) {
        return Map.of(INPUT, views);
    }

    /** The same for an image that is its only view. */
    protected final Map<String, INDArray> inputs(float[] image) {
        return inputs(NetworkImages.batch(List.of(image), size));
    }

    /**
     * The outputs in SameDiff of a network whose training has ended: {@link #MAP}, and {@link #SCORE} if it has one. From then
     * on its graph is used for nothing else.
     */
    protected abstract SameDiffNetwork.Graph found();

    /** The same outputs in ONNX. From then on the graph is used for nothing else. */
    protected abstract ImageExport.Found found(ImageExport export);

    /**
     * Adds to an ONNX graph the inputs that are made of images by what is not part of the graph.
     *
     * @param image name of the images, shape (views, 3, size, size), in [0, 1]
     * @return names of values there, by name of the input; by default none, and all but the images are constant
     */
    protected Map<String, String> madeOf(OnnxGraph onnx, String image) {
        return Map.of();
    }

    /** Names of the inputs that change with the image. */
    protected List<String> inputsOfImages() {
        return List.of(INPUT);
    }

    /**
     * The gradient with respect to the image from those with respect to the {@link #inputsOfImages}.
     *
     * @param image as it goes in, shape (3, size, size)
     * @param gradients by name of the input
     */
    protected float[] gradient(float[] image, Map<String, float[]> gradients) {
        return Objects.requireNonNull(gradients.get(INPUT));
    }

    /** Frees what it opened besides its graph; it is not used any more. */
    @Override
    public void close() {}

    /** The terms of the score, if it can be differentiated. */
    protected Optional<ScoreTerms> terms() {
        return Optional.empty();
    }

    /** The outputs if the map is a variable of the graph and the score is the maximum of the painted map. */
    protected final SameDiffNetwork.Graph variables(String map) {
        return inputs -> Map.of(MAP, variable(net.output(inputs, map), map));
    }

    /** The outputs if map and score are variables of the graph. */
    protected final SameDiffNetwork.Graph variables(String map, String score) {
        return inputs -> {
            Map<String, INDArray> found = net.output(inputs, map, score);
            return Map.of(MAP, variable(found, map), SCORE, variable(found, score));
        };
    }

    /** Runs the graph for one output, and frees what went in. */
    protected final float[] run(Map<String, INDArray> inputs, String output) {
        try {
            return net.run(inputs, output);
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    private static INDArray variable(Map<String, INDArray> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    final void read(ModelReader model) {
        net.read(model);
    }

    final void restore(SavedNetwork saved) {
        net.restore(saved);
    }

    /** The network that finds {@link #MAP} and {@link #SCORE} in the views of an image. */
    final Network scoring() {
        return ofViews(found());
    }

    /** The network that gives {@link #OUTPUT}. */
    final Network reconstructing() {
        return ofViews(inputs -> net.output(inputs, OUTPUT));
    }

    private Network ofViews(SameDiffNetwork.Graph graph) {
        return new SameDiffNetwork(INPUT, new SameDiffNetwork.Graph() {
            @Override
            public Map<String, INDArray> run(Map<String, INDArray> given) {
                INDArray views = variable(given, INPUT);
                Map<String, INDArray> inputs = inputs(views);
                try {
                    return graph.run(inputs);
                } finally {
                    inputs.values().stream().filter(input -> input != views).forEach(INDArray::close);
                }
            }

            @Override
            public void free() {
                close();
            }
        });
    }

    /** The inputs for a black image. */
    final Map<String, INDArray> example() {
        return inputs(Nd4j.zeros(views(), 3, size, size));
    }
}
