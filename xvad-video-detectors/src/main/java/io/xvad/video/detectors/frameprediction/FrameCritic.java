package io.xvad.video.detectors.frameprediction;

import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells predicted from true frames, patch by patch (Liu et al., 2018, equations 6 and 8: least squares): convolutions of 4 pixels with
 * 2, 4, 8 and 8 times the channels of the U-Net's first layer (128, 256, 512 and 512 in the paper), of which the first three halve,
 * and one that gives a number for each patch. It learns in a graph of its own, a tenth as fast as the network; the network's graph
 * has a copy of its weights that its optimiser leaves alone. Not thread-safe.
 */
final class FrameCritic implements BatchLearner.AfterStep {

    /** Name of the predicted frame in the network's graph. */
    static final String PREDICTED = "predicted";

    static final String REAL = "real";
    static final String MADE = "made";
    static final String LOSS = "critic-loss";

    private static final String NAME = "critic-";
    private static final double SHARE = 0.1;
    private static final int[] STRIDES = {2, 2, 2, 1};
    private static final int[] WIDTHS = {2, 4, 8, 8};

    private final Trainable network;
    private final Trainable critic;
    private final Optimiser optimiser;

    /** A critic of a network whose graph has {@link #deceived}. */
    FrameCritic(Trainable network, FrameForm form, int width, AnnealedRate rate, long seed) {
        this.network = network;
        critic = build(form, width, seed + 1);
        AnnealedRate slower = rate.times(SHARE);
        optimiser = new Optimiser(critic, name -> slower.rule(), LOSS);
        network.keep(critic);
    }

    /** Whether it is a copy of a critic's weights. */
    static boolean owns(String weight) {
        return weight.startsWith(NAME);
    }

    /** The critic with its loss, the mean over patches of {@code ((D(real) - 1)^2 + D(made)^2) / 2}. */
    static Trainable build(FrameForm form, int width, long seed) {
        Trainable critic = new Trainable(seed);
        int size = form.size();
        SDVariable real = told(critic, REAL, critic.input(REAL, form.channels(), size, size), form.channels(), width);
        SDVariable made = told(critic, MADE, critic.input(MADE, form.channels(), size, size), form.channels(), width);
        critic.graph()
                .math()
                .square(real.sub(1))
                .mean()
                .add(critic.graph().math().square(made).mean())
                .mul(0.5)
                .rename(LOSS);
        return critic;
    }

    /** What it costs a network that its frames are told from true ones, the mean over patches of {@code (D(predicted) - 1)^2 / 2}. */
    static SDVariable deceived(Trainable net, SDVariable predicted, int channels, int width) {
        SDVariable told = told(net, MADE, predicted, channels, width);
        return net.graph().math().square(told.sub(1)).mean().mul(0.5);
    }

    /** A number for each patch, which should be 1 for true frames and 0 for others. */
    private static SDVariable told(Trainable net, String frames, SDVariable seen, int channels, int width) {
        Layers layers = new Layers(net, "-of-" + frames);
        SDVariable x = seen;
        int in = channels;
        for (int layer = 0; layer < WIDTHS.length; layer++) {
            int out = WIDTHS[layer] * width;
            x = layers.rectified(NAME + layer, x, in, out, 4, STRIDES[layer], 1);
            in = out;
        }
        return layers.convolution(NAME + "last", x, in, 1, 4, 1, 1);
    }

    /** Learns from a batch. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        INDArray real = Objects.requireNonNull(inputs.get(FrameNetwork.TARGET));
        try (INDArray made = Nd4j.create(network.run(inputs, PREDICTED), real.shape(), 'c')) {
            optimiser.step(Map.of(REAL, real, MADE, made));
        }
        network.keep(critic);
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of("critic", optimiser);
    }
}
