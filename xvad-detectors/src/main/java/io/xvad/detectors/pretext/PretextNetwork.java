package io.xvad.detectors.pretext;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.Descent;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A classifier that learns a pretext task from all transformations of each normal image, and is asked how confident it is of
 * all transformations of an image.
 */
public abstract class PretextNetwork extends ImageNetwork {

    private static final String EPSILON = "epsilon";
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 5e-4;

    private final TransformedImages transformed;
    private final Options options;

    /** Adds what a method makes of a classifier: its loss and, in the form for scoring, its confidence. */
    @FunctionalInterface
    protected interface Head {

        /** Ends the graph of one form. */
        void on(ResidualClassifier classifier);
    }

    /** A network that ends in this head. */
    protected PretextNetwork(Options options, long seed, Head head) {
        super(
                graph(ResidualClassifier.Plan.of(options, ImageOptions.size(options)), seed, head),
                ImageOptions.size(options));
        this.options = options;
        this.transformed = TransformedImages.of(options);
    }

    /** The graph in both forms. */
    protected static Trainable graph(ResidualClassifier.Plan plan, long seed, Head head) {
        Trainable net = new Trainable(seed);
        net.kept(EPSILON, 0, 1);
        head.on(ResidualClassifier.body(net, Mode.TRAINING, plan));
        head.on(ResidualClassifier.body(net, Mode.SCORING, plan));
        return net;
    }

    /** Whether a weight decays where the optimiser lets weights decay. */
    protected boolean decays(String weight) {
        return true;
    }

    /** How many labels the task of these options has. */
    protected static int classes(Options options) {
        return TransformedImages.of(options).task().classes();
    }

    @Override
    protected Optimiser optimiser() {
        return new Optimiser(net(), this::rule, ResidualClassifier.LOSS).judgedBy(ResidualClassifier.JUDGED);
    }

    private WeightRule rule(String weight) {
        double rate = options.get(PretextOptions.LEARNING_RATE);
        int epochs = options.get(PretextOptions.EPOCHS);
        if (!options.get(PretextOptions.OPTIMISER).equals(PretextOptions.SGD)) {
            return WeightRule.falling(rate, epochs);
        }
        MapSchedule inSteps = new MapSchedule.Builder(ScheduleType.EPOCH)
                .add(0, rate)
                .add(Math.max(1, epochs / 2), rate / 10)
                .add(Math.max(2, epochs * 3 / 4), rate / 100)
                .build();
        return WeightRule.of(inSteps).by(new Descent.Momentum(MOMENTUM, false)).withDecay(decays(weight) ? DECAY : 0);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> moved = images.stream()
                .map(image -> Augmentation.drawn(size(), random).of(image, size()))
                .toList();
        return labelled(transformed.of(moved, random));
    }

    private Map<String, INDArray> labelled(List<float[]> all) {
        int classes = transformed.task().classes();
        INDArray labels = Nd4j.zeros(all.size(), classes);
        for (int i = 0; i < all.size(); i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return Map.of(INPUT, NetworkImages.batch(all, size()), ResidualClassifier.LABELS, labels);
    }

    @Override
    protected int views() {
        return transformed.task().classes();
    }

    /** The inputs for all transformations of an image. */
    protected final Map<String, INDArray> transformed(float[] image) {
        return inputs(NetworkImages.batch(transformed.of(image), size()));
    }

    /** Learns what can be known only after training, before the length of the perturbation. */
    protected void learn(List<float[]> images) {}

    /** The length of the perturbation is what was asked for, or what makes the network most confident of images held out. */
    @Override
    protected final void finish(List<float[]> images, List<float[]> heldOut) {
        learn(images);
        double epsilon = PretextOptions.epsilon(options)
                .orElseGet(() -> new Perturbation(net()).best(heldOut.isEmpty() ? images : heldOut, this::transformed));
        net().keep(EPSILON, new float[] {(float) epsilon});
    }

    /** How far each value of an image is moved before the network is asked how confident it is. */
    private double epsilon() {
        return net().value(EPSILON)[0];
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        Perturbation perturbation = new Perturbation(net());
        double epsilon = epsilon();
        return inputs -> perturbation.found(inputs, epsilon);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return Perturbation.in(export, epsilon());
    }
}
