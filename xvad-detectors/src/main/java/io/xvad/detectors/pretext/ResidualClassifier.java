package io.xvad.detectors.pretext;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Residual;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * One of the two forms of a residual classifier with batch normalisation (He, Zhang, Ren and Sun 2016, "Deep Residual Learning for
 * Image Recognition", CVPR): a convolution of 3 pixels and stages of residual blocks, each of which halves the side of the image. Where
 * theirs begins with 7 pixels and a pooling, the first stage halves here.
 *
 * @param net graph and weights
 * @param mode which form
 * @param features of the first convolution and of each stage, averaged over the image, shape (N, channels)
 * @param channels of the same
 */
public record ResidualClassifier(Trainable net, Mode mode, List<SDVariable> features, List<Integer> channels) {

    /** Name of the labels that go in, one-hot, shape (N, classes). */
    static final String LABELS = "labels";

    /** Name of the loss of training. */
    static final String LOSS = "loss";

    /** Name of the same loss of the network as it is when scoring. */
    static final String JUDGED = "judged-loss";

    /** Name of how confident the detector is that an image is normal, shape (N). */
    public static final String CONFIDENCE = "confidence";

    /**
     * How large it is.
     *
     * @param size side of the images
     * @param width channels of the first convolution and of the first stage; each later stage has twice as many
     * @param blocks residual blocks of each stage
     */
    public record Plan(int size, int width, List<Integer> blocks) {

        /** The one that options with {@link PretextOptions#NETWORK} ask for. */
        public static Plan of(Options options, int size) {
            return switch (options.get(PretextOptions.NETWORK)) {
                case PretextOptions.RESNET_18 -> new Plan(size, 64, List.of(2, 2, 2, 2));
                case PretextOptions.RESNET_34 -> new Plan(size, 64, List.of(3, 4, 6, 3));
                default -> new Plan(size, 24, List.of(1, 1, 1, 1));
            };
        }

        /** Channels of the first convolution and of all stages. */
        public List<Integer> channels() {
            List<Integer> channels = new ArrayList<>(List.of(width));
            for (int stage = 0; stage < blocks.size(); stage++) {
                channels.add(width << stage);
            }
            return List.copyOf(channels);
        }
    }

    /** A classifier without its last layer. */
    public static ResidualClassifier body(Trainable net, Mode mode, Plan plan) {
        Residual residual = new Residual(net, mode);
        List<SDVariable> features = new ArrayList<>();
        SDVariable x = residual.convolution(
                "first", input(net, ImageNetwork.INPUT, 3, plan.size, plan.size).sub(0.5), 3, plan.width, 2);
        features.add(x.mean(2, 3));
        int in = plan.width;
        for (int stage = 0; stage < plan.blocks.size(); stage++) {
            int out = plan.width << stage;
            for (int block = 0; block < plan.blocks.get(stage); block++) {
                String name = "stage-" + (stage + 1) + "-block-" + (block + 1);
                x = residual.block(name, x, in, out, block == 0 ? 2 : 1);
                in = out;
            }
            features.add(x.mean(2, 3));
        }
        return new ResidualClassifier(net, mode, List.copyOf(features), plan.channels());
    }

    private static SDVariable input(Trainable net, String name, long... shape) {
        return net.graph().hasVariable(name) ? net.graph().getVariable(name) : net.input(name, shape);
    }

    /** Features of the last stage. */
    public SDVariable last() {
        return features.get(features.size() - 1);
    }

    /** Channels of the last stage. */
    public int lastChannels() {
        return channels.get(channels.size() - 1);
    }

    /** A linear last layer. */
    public SDVariable logits(int classes) {
        return new Layers(net, mode).dense("logits", last(), lastChannels(), classes);
    }

    /** Cross-entropy with the labels, finite however confident the logits are. */
    public void loss(SDVariable logits, int classes) {
        SameDiff graph = net.graph();
        SDVariable highest = logits.max(true, 1);
        SDVariable sum = graph.math().exp(logits.sub(highest)).sum(true, 1);
        SDVariable all = graph.math().log(sum).add(highest).reshape(-1);
        all.sub(logits.mul(input(net, LABELS, classes)).sum(1)).mean().rename(mode == Mode.TRAINING ? LOSS : JUDGED);
    }
}
