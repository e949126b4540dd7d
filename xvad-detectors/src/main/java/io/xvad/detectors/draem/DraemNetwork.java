package io.xvad.detectors.draem;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Ssim;
import io.xvad.detectors.textures.Textures;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The two networks of DRAEM (Zavrtanik et al., 2021, figure 3) and their loss (equations 2 and 3): squared error and
 * structural dissimilarity of the reconstruction, and focal loss (Lin et al., 2017) of the segmentation. A predictive block
 * (Ristea et al., 2022) may stand at the end of the reconstruction's encoder; its loss is added.
 */
final class DraemNetwork extends ImageNetwork {

    static final String NORMAL = "normal";
    static final String MASK = "mask";
    static final String PROBABILITY = "probability";
    static final String LOSS = "loss";

    private static final int FOCUS = 2;

    /** Probabilities begin at 0.05, as anomalous pixels are rare (Lin et al., 2017, section 3.3, begin at 0.01). */
    private static final double RARE = 3;

    private static final double SMALLEST = 1e-6;

    private final Options options;

    DraemNetwork(Options options, long seed) {
        super(
                graph(ImageOptions.size(options), options.get(Draem.WIDTH), options.get(ImageOptions.SSPCAB), seed),
                ImageOptions.size(options));
        this.options = options;
    }

    static Trainable graph(int size, int width, double blockWeight, long seed) {
        Trainable net = new Trainable(seed);
        Layers layers = new Layers(net);
        SDVariable input = net.input(INPUT, 3, size, size);
        SDVariable encoded = encoded(layers, input, width);
        SDVariable loss = net.graph().constant(0f);
        if (blockWeight > 0) {
            Sspcab block = Sspcab.add(net, "block", encoded, 8 * width, size / 8);
            encoded = block.output();
            loss = block.loss().mul(blockWeight);
        }
        SDVariable output =
                net.graph().nn().sigmoid(decoded(layers, encoded, width)).rename(OUTPUT);
        SDVariable logits = segmented(layers, net.graph().concat(1, input, output), width);
        SDVariable normal = net.input(NORMAL, 3, size, size);
        SDVariable mask = net.input(MASK, size, size);
        loss.add(reconstructionLoss(net.graph(), normal, output, size))
                .add(focalLoss(net.graph(), logits, mask))
                .rename(LOSS);
        return net;
    }

    /** Squared error and structural dissimilarity (equation 2). */
    static SDVariable reconstructionLoss(SameDiff graph, SDVariable normal, SDVariable output, int size) {
        SDVariable squared = graph.math().square(output.sub(normal)).mean();
        return squared.add(Ssim.of(graph, normal, output, 3, size).mean().rsub(1));
    }

    /** The focal loss of logits of shape (N, 1, H, W), each the difference of the logits of two classes; names the probabilities. */
    static SDVariable focalLoss(SameDiff graph, SDVariable logits, SDVariable mask) {
        SDVariable probability = graph.nn().sigmoid(logits).sum(1).rename(PROBABILITY);
        SDVariable right = probability.mul(mask).add(probability.rsub(1).mul(mask.rsub(1)));
        SDVariable wrong = right.rsub(1);
        return graph.math()
                .pow(wrong, FOCUS)
                .mul(graph.math().log(right.add(SMALLEST)))
                .mean()
                .neg();
    }

    private static SDVariable encoded(Layers layers, SDVariable input, int width) {
        SDVariable x = layers.rectified("encoder-1", input, 3, width, 3, 1, 1);
        x = layers.rectified("encoder-2", x, width, 2 * width, 4, 2, 1);
        x = layers.rectified("encoder-3", x, 2 * width, 4 * width, 4, 2, 1);
        return layers.rectified("encoder-4", x, 4 * width, 8 * width, 4, 2, 1);
    }

    private static SDVariable decoded(Layers layers, SDVariable encoded, int width) {
        SDVariable x = layers.enlarged("decoder-1", encoded, 8 * width, 4 * width);
        x = layers.enlarged("decoder-2", x, 4 * width, 2 * width);
        x = layers.enlarged("decoder-3", x, 2 * width, width);
        return layers.convolution("decoder-4", x, width, 3, 3, 1, 1);
    }

    /** A network with skip connections (Ronneberger et al., 2015) that sees image and reconstruction. */
    private static SDVariable segmented(Layers layers, SDVariable both, int width) {
        SDVariable one = layers.rectified("down-1", both, 6, width, 3, 1, 1);
        SDVariable two = layers.rectified("down-2", one, width, 2 * width, 4, 2, 1);
        SDVariable four = layers.rectified("down-3", two, 2 * width, 4 * width, 4, 2, 1);
        SDVariable eight = layers.rectified("down-4", four, 4 * width, 4 * width, 4, 2, 1);
        SDVariable x = layers.joined("up-1", eight, four, 4 * width, 4 * width, 2 * width);
        x = layers.joined("up-2", x, two, 2 * width, 2 * width, width);
        x = layers.joined("up-3", x, one, width, width, width);
        return layers.convolution("told", x, width, 1, 3, 1, 1).sub(RARE);
    }

    @Override
    protected Optimiser optimiser() {
        return new Optimiser(net(), LOSS, decaying(options.get(Draem.LEARNING_RATE), options.get(Draem.EPOCHS)));
    }

    /** A tenth after four sevenths of the epochs and a tenth of that after six (Zavrtanik et al., 2021, section 4). */
    private static ISchedule decaying(double rate, int epochs) {
        return new MapSchedule.Builder(ScheduleType.EPOCH)
                .add(0, rate)
                .add((4 * epochs + 6) / 7, rate / 10)
                .add((6 * epochs + 6) / 7, rate / 100)
                .build();
    }

    /** Every other image with a texture mixed in, so that a batch of one has it. */
    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        int cells = size() * size();
        Textures textures = Textures.of(size());
        List<float[]> seen = new ArrayList<>();
        float[] masks = new float[images.size() * cells];
        for (int i = 0; i < images.size(); i++) {
            boolean defected = i % 2 == 0;
            seen.add(defected ? textures.mixedInto(images.get(i), masks, i * cells, random) : images.get(i));
        }
        return Map.of(
                INPUT,
                NetworkImages.batch(seen, size()),
                NORMAL,
                NetworkImages.batch(images, size()),
                MASK,
                Nd4j.create(masks, new long[] {images.size(), size(), size()}, 'c'));
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.maximum(PROBABILITY));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(PROBABILITY);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(PROBABILITY);
    }
}
