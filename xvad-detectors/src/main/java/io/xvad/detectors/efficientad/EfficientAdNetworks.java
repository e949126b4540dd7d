package io.xvad.detectors.efficientad;

import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The networks of EfficientAD and their losses (Batzner et al., 2024). Teacher and student are patch
 * description networks: few convolutions, so that each output sees a small patch only; halving convolutions stand for
 * the paper's pooling. The student answers twice: what the teacher says, learned from the hardest features only (section
 * 3.2), and what the autoencoder says, which knows the image as a whole (section 3.3). On images of other things the first
 * answer is to be 0.
 *
 * @param size side of the images
 * @param halvings how often descriptions halve it
 * @param dimension values of a description
 * @param width channels of the first layer
 */
record EfficientAdNetworks(int size, int halvings, int dimension, int width) {

    /** Name of the images that go into all networks, shape (N, 3, size, size); model files of all versions have it. */
    static final String IMAGES = "pictures";

    /** Name of what the teacher says, shape (N * side * side, dimension). */
    static final String DESCRIPTION = "description";

    /** Name of the same, standardised, where it goes into the student's graph. */
    static final String TEACHER_ROWS = "teacher-rows";

    static final String OTHER_IMAGES = "other-images";
    static final String THRESHOLD = "hard-threshold";
    static final String SQUARES = "squared-differences";
    static final String TEACHER_LOSS = "distillation-loss";
    static final String LOSS = "loss";
    static final String STRUCTURAL = "structural-map";
    static final String LOGICAL = "logical-map";
    static final String BOTH = "structural-and-logical-map";

    private static final int BOTTLENECK = 64;
    private static final int AUTOENCODER_HALVINGS = 4;

    /** Rows and columns of a map. */
    int side() {
        return size >> halvings;
    }

    /** A teacher that learns to give the features of a backbone. */
    Trainable teacher(long seed) {
        Trainable net = new Trainable(seed);
        Layers layers = new Layers(net);
        SDVariable description = described(layers, "teacher", net.input(IMAGES, 3, size, size), dimension);
        SDVariable rows = net.input(FeatureNetwork.ROWS, dimension);
        net.graph().math().square(description.sub(rows)).mean().rename(TEACHER_LOSS);
        description.rename(DESCRIPTION);
        return net;
    }

    /** Student and autoencoder, in one graph. */
    Trainable student(long seed) {
        Trainable net = new Trainable(seed);
        Layers layers = new Layers(net);
        SDVariable images = net.input(IMAGES, 3, size, size);
        SDVariable others = net.input(OTHER_IMAGES, 3, size, size);
        SDVariable both = net.graph().concat(0, images, others);
        SDVariable answers = described(layers, "student", both, 2 * dimension).reshape(2, -1, 2L * dimension);
        SDVariable own = half(answers, 0);
        SDVariable teacher = net.input(TEACHER_ROWS, dimension);
        SDVariable restored = restored(layers, images);
        addLosses(
                net,
                teacher,
                columns(own, 0, dimension),
                columns(own, dimension, 2 * dimension),
                columns(half(answers, 1), 0, dimension),
                restored);
        return net;
    }

    /** A patch description network with so many outputs, shape (N * side * side, outputs). */
    private SDVariable described(Layers layers, String name, SDVariable images, int outputs) {
        SDVariable x = images.sub(0.5);
        int in = 3;
        for (int i = 1; i <= halvings; i++) {
            int channels = i == 1 ? width : 2 * width;
            x = layers.rectified(name + "-halve-" + i, x, in, channels, 4, 2, 1);
            in = channels;
        }
        x = layers.rectified(name + "-mix", x, in, in, 3, 1, 1);
        return rows(layers.convolution(name + "-describe", x, in, outputs, 1, 1, 0), outputs);
    }

    /** The autoencoder's estimate of the teacher's rows for the image. */
    private SDVariable restored(Layers layers, SDVariable images) {
        SDVariable x = images.sub(0.5);
        int in = 3;
        for (int i = 1; i <= AUTOENCODER_HALVINGS; i++) {
            x = layers.rectified("encode-" + i, x, in, 2 * width, 4, 2, 1);
            in = 2 * width;
        }
        int values = in * (size >> AUTOENCODER_HALVINGS) * (size >> AUTOENCODER_HALVINGS);
        SDVariable code = layers.dense("code", x.reshape(-1, values), values, BOTTLENECK);
        int half = (side() + 1) / 2;
        int quarter = (half + 1) / 2;
        x = layers.dense("decode", code, BOTTLENECK, in * quarter * quarter).reshape(-1, in, quarter, quarter);
        x = layers.enlarged("decode-1", x, in, in, half);
        x = layers.enlarged("decode-2", x, in, in, side());
        return rows(layers.convolution("restore", x, in, dimension, 1, 1, 0), dimension);
    }

    /**
     * Adds the loss to rows of all networks.
     *
     * @param first what the student says the teacher says
     * @param second what it says the autoencoder says
     * @param other its first answer on images of other things
     */
    static void addLosses(
            Trainable net,
            SDVariable teacher,
            SDVariable first,
            SDVariable second,
            SDVariable other,
            SDVariable restored) {
        SameDiff graph = net.graph();
        SDVariable squares = graph.math().square(teacher.sub(first)).rename(SQUARES);
        SDVariable hard = graph.gte(squares, net.input(THRESHOLD, 1)).castTo(DataType.FLOAT);
        SDVariable hardLoss = squares.mul(hard).sum().div(hard.sum());
        SDVariable penalty = graph.math().square(other).mean();
        SDVariable apart = graph.math().square(restored.sub(second));
        SDVariable autoencoderLoss = graph.math().square(teacher.sub(restored)).mean();
        hardLoss.add(penalty).add(autoencoderLoss).add(apart.mean()).rename(LOSS);
        SDVariable structural = squares.mean(1).rename(STRUCTURAL);
        SDVariable logical = apart.mean(1).rename(LOGICAL);
        graph.concat(0, structural, logical).rename(BOTH);
    }

    private static SDVariable half(SDVariable answers, int which) {
        return answers.get(SDIndex.point(which), SDIndex.all(), SDIndex.all());
    }

    private static SDVariable columns(SDVariable rows, int from, int to) {
        return rows.get(SDIndex.all(), SDIndex.interval(from, to));
    }

    /** Shape (N, channels, height, width) as (N * height * width, channels). */
    private static SDVariable rows(SDVariable x, int channels) {
        return x.permute(0, 2, 3, 1).reshape(-1, channels);
    }
}
