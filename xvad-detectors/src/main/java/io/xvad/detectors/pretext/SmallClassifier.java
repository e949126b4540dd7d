package io.xvad.detectors.pretext;

import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The graph of a small convolutional classifier.
 *
 * @param net graph and weights
 * @param features of each stage, averaged over the image, shape (N, channels)
 * @param channels of each stage
 */
public record SmallClassifier(Trainable net, List<SDVariable> features, List<Integer> channels) {

    /** Name of the labels that go in, one-hot, shape (N, classes). */
    static final String LABELS = "labels";

    /** Name of the loss. */
    static final String LOSS = "loss";

    /** Name of how confident the detector is that an image is normal, shape (N). */
    public static final String CONFIDENCE = "confidence";

    /** Channels of the first stage. */
    public static final int WIDTH = 16;

    private static final List<Integer> FACTORS = List.of(1, 2, 4, 4);

    /** Channels of all stages. */
    public static List<Integer> channels(int width) {
        return FACTORS.stream().map(factor -> factor * width).toList();
    }

    /** A classifier without its last layer. */
    public static SmallClassifier body(int size, int width, long seed) {
        Trainable net = new Trainable(seed);
        Layers layers = new Layers(net);
        SDVariable x = net.input(ImageNetwork.INPUT, 3, size, size).sub(0.5);
        List<SDVariable> features = new ArrayList<>();
        List<Integer> channels = channels(width);
        int in = 3;
        for (int out : channels) {
            x = layers.rectified("stage-" + (features.size() + 1), x, in, out, 4, 2, 1);
            features.add(x.mean(2, 3).rename("features-" + (features.size() + 1)));
            in = out;
        }
        return new SmallClassifier(net, List.copyOf(features), channels);
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
        return new Layers(net).dense("logits", last(), lastChannels(), classes);
    }

    /** Cross-entropy with the labels, finite however confident the logits are. */
    public void loss(SDVariable logits, int classes) {
        SDVariable highest = logits.max(true, 1);
        SDVariable sum = net.graph().math().exp(logits.sub(highest)).sum(true, 1);
        SDVariable all = net.graph().math().log(sum).add(highest).reshape(-1);
        all.sub(logits.mul(net.input(LABELS, classes)).sum(1)).mean().rename(LOSS);
    }
}
