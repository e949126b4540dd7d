package io.xvad.detectors.efficientad;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Student and autoencoder of EfficientAD and their loss (Batzner et al. 2024, equations 1 to 5). The student answers twice:
 * what the teacher says, learned from the hardest features only (section 3.2), and what the autoencoder says, which knows
 * the picture as a whole (section 3.3). On pictures of other things the first answer is to be 0.
 */
final class EfficientAdGraph {

    static final String DESCRIPTION = "teacher-rows";
    static final String OTHERS = "other-pictures";
    static final String THRESHOLD = "hard-threshold";
    static final String SQUARES = "squared-differences";
    static final String LOSS = "loss";
    static final String STRUCTURAL = "structural-map";
    static final String LOGICAL = "logical-map";
    static final String BOTH = "structural-and-logical-map";

    private static final int BOTTLENECK = 64;
    private static final int AUTOENCODER_HALVINGS = 4;

    private final Trainable net;
    private final Layers layers;
    private final int size;
    private final int halvings;
    private final int width;
    private final int dimension;

    private EfficientAdGraph(Trainable net, int size, int halvings, int width, int dimension) {
        this.net = net;
        this.layers = new Layers(net);
        this.size = size;
        this.halvings = halvings;
        this.width = width;
        this.dimension = dimension;
    }

    static Trainable build(int size, int halvings, int width, int dimension, long seed) {
        Trainable net = new Trainable(seed);
        new EfficientAdGraph(net, size, halvings, width, dimension).build();
        return net;
    }

    private void build() {
        SDVariable pictures = net.input(PatchDescription.PICTURES, 3, size, size);
        SDVariable others = net.input(OTHERS, 3, size, size);
        SDVariable both = net.graph().concat(0, pictures, others);
        SDVariable answers = PatchDescription.add(net, "student", both, halvings, width, 2 * dimension)
                .reshape(2, -1, 2L * dimension);
        SDVariable own = half(answers, 0);
        SDVariable teacher = net.input(DESCRIPTION, dimension);
        SDVariable restored = restored(pictures);
        losses(
                net,
                teacher,
                columns(own, 0, dimension),
                columns(own, dimension, 2 * dimension),
                columns(half(answers, 1), 0, dimension),
                restored);
    }

    /** Adds the loss to rows of all networks; {@code other} is the student's first answer on pictures of other things. */
    static void losses(
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

    /** What an autoencoder of the picture says of the teacher's rows. */
    private SDVariable restored(SDVariable pictures) {
        SDVariable x = pictures.sub(0.5);
        int in = 3;
        for (int i = 1; i <= AUTOENCODER_HALVINGS; i++) {
            x = layers.rectified("encode-" + i, x, in, 2 * width, 4, 2, 1);
            in = 2 * width;
        }
        int values = in * (size >> AUTOENCODER_HALVINGS) * (size >> AUTOENCODER_HALVINGS);
        SDVariable code = layers.dense("code", x.reshape(-1, values), values, BOTTLENECK);
        int side = size >> halvings;
        int half = (side + 1) / 2;
        int quarter = (half + 1) / 2;
        x = layers.dense("decode", code, BOTTLENECK, in * quarter * quarter).reshape(-1, in, quarter, quarter);
        x = layers.enlarged("decode-1", x, in, in, half);
        x = layers.enlarged("decode-2", x, in, in, side);
        return PatchDescription.rows(layers.convolution("restore", x, in, dimension, 1, 1, 0), dimension);
    }
}
