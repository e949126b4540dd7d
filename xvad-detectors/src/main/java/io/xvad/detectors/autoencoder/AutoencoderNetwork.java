package io.xvad.detectors.autoencoder;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.EncoderDecoder;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SquaredError;
import io.xvad.detectors.network.Ssim;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The autoencoder (Bergmann et al., 2019) and its two losses: mean squared error and one less the mean structural
 * similarity. A predictive block (Ristea et al., 2022) may stand before the code; its loss is added to both.
 */
final class AutoencoderNetwork extends ImageNetwork {

    static final String SSIM_MAP = "ssim-map";

    private static final String SSIM = "ssim-loss";
    /** The ending of the names of losses that include the loss of a predictive block. */
    private static final String WITH_BLOCK = "-with-block";

    private static final double WEIGHT_DECAY = 1e-5;

    private final Options options;
    private final boolean bySimilarity;

    AutoencoderNetwork(Options options, long seed) {
        super(
                graph(
                        ImageOptions.size(options),
                        options.get(ImageOptions.LATENT),
                        options.get(ImageOptions.SSPCAB),
                        seed),
                ImageOptions.size(options));
        this.options = options;
        this.bySimilarity = options.get(Autoencoder.LOSS).equals(Autoencoder.SSIM);
    }

    private static Trainable graph(int size, int latent, double blockWeight, long seed) {
        Trainable net = new Trainable(seed);
        EncoderDecoder layers = new EncoderDecoder(net, size, latent);
        SDVariable input = layers.input();
        SDVariable convolved = layers.convolved(input);
        if (blockWeight > 0) {
            Sspcab block = Sspcab.add(net, "block", convolved, EncoderDecoder.CONVOLVED, size / EncoderDecoder.STRIDE);
            losses(net, input, layers.decoded(layers.coded(block.output(), latent)), size);
            for (String loss : List.of(SquaredError.MEAN, SSIM)) {
                net.graph().getVariable(loss).add(block.loss().mul(blockWeight)).rename(loss + WITH_BLOCK);
            }
        } else {
            losses(net, input, layers.decoded(layers.coded(convolved, latent)), size);
        }
        return net;
    }

    private static void losses(Trainable net, SDVariable input, SDVariable output, int size) {
        SquaredError.mean(net.graph(), input, output);
        SDVariable similarity = Ssim.of(net.graph(), input, output, 3, size).rename(SSIM_MAP);
        similarity.mean().rsub(1).rename(SSIM);
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(Autoencoder.LEARNING_RATE);
        String loss = bySimilarity ? SSIM : SquaredError.MEAN;
        String trained = options.get(ImageOptions.SSPCAB) > 0 ? loss + WITH_BLOCK : loss;
        return new Optimiser(net(), trained, name -> rate, WEIGHT_DECAY);
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(bySimilarity ? new Dissimilarity(size()).terms() : ScoreTerms.maximum(SquaredError.MAP));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        if (!bySimilarity) {
            return variables(SquaredError.MAP);
        }
        Dissimilarity dissimilarity = new Dissimilarity(size());
        return inputs -> {
            float[] map = dissimilarity.map(net().run(inputs, SSIM_MAP));
            INDArray square = Nd4j.create(map, new long[] {1, size(), size()}, 'c');
            return Map.of(MAP, square);
        };
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return bySimilarity
                ? new ImageExport.Found(Dissimilarity.in(export), Optional.empty())
                : export.variables(SquaredError.MAP);
    }
}
