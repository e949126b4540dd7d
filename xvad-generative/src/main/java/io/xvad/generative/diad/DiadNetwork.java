package io.xvad.generative.diad;

import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.KlAutoencoder;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.training.Mode;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.GraphPart;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The autoencoder and the guided U-Net of DiAD in one graph, with two losses of one form, {@code mean (e - e_theta(z_t, t))^2} (Ho, Jain and
 * Abbeel 2020, equation 14): of the diffusion model alone, and of the guided one, which sees the image. Not thread-safe.
 */
final class DiadNetwork {

    /** Name of the noise that is to be told. */
    static final String TARGET = "target";

    /** Name of the loss of the diffusion model alone. */
    static final String PRIOR_LOSS = "prior-loss";

    /** Name of the loss of the guided one. */
    static final String LOSS = "loss";

    /** Name of what the guidance sees of images, shape (N, width, side, side). */
    static final String HINT = "hint";

    /** Name of the same as an input. */
    static final String GIVEN_HINT = "given-hint";

    private final Trainable net;
    private final KlAutoencoder autoencoder;
    private final UNetForm form;

    /**
     * An untrained network.
     *
     * @param latentForm of the autoencoder
     * @param form of the U-Net, of at least two levels
     * @param hintWidth channels of the guidance at the size of images
     * @param seed of its weights
     */
    DiadNetwork(LatentForm latentForm, UNetForm form, int hintWidth, long seed) {
        this.form = form;
        net = new Trainable(seed);
        autoencoder = new KlAutoencoder(net, latentForm);
        SDVariable images = net.input(LatentCodec.IMAGE, 3, latentForm.size(), latentForm.size());
        autoencoder.encoded(images).rename(LatentCodec.LATENT);
        autoencoder.decoded(latents(LatentCodec.DECODED), "-restored").rename(LatentCodec.RESTORED);
        SDVariable hint =
                new HintLayers(net, latentForm, hintWidth).of(images, form.width()).rename(HINT);
        tellNoise(hint);
    }

    private void tellNoise(SDVariable hint) {
        SDVariable noised = latents(NoisePredictor.NOISED);
        SDVariable time = net.input(NoisePredictor.TIME, form.width());
        SDVariable target = latents(TARGET);
        loss(unet(Mode.TRAINING).base().of(noised, time), target).rename(PRIOR_LOSS);
        loss(unet(Mode.TRAINING).of(noised, time, hint), target).rename(LOSS);
        SDVariable given = net.input(GIVEN_HINT, form.width(), form.side(), form.side());
        unet(Mode.SCORING).of(noised, time, given).rename(NoisePredictor.NOISE);
    }

    private SDVariable latents(String name) {
        return net.input(name, form.in(), form.side(), form.side());
    }

    private GuidedUNet unet(Mode mode) {
        return new GuidedUNet(net, form, mode);
    }

    private SDVariable loss(SDVariable told, SDVariable target) {
        return net.graph().math().square(told.sub(target)).mean();
    }

    /** Graph and weights. */
    Trainable net() {
        return net;
    }

    /** Of images into latents. */
    KlAutoencoder autoencoder() {
        return autoencoder;
    }

    /** Sizes of the U-Net. */
    UNetForm form() {
        return form;
    }

    /** Whether a weight is one of the diffusion model. */
    static boolean isPrior(String weight) {
        return weight.startsWith(GuidedUNet.BASE);
    }

    /** Whether a weight learns with the guidance. */
    boolean isGuided(String weight) {
        return unet(Mode.TRAINING).isGuided(weight);
    }

    /** The networks when the training has ended. */
    DiadModel.Networks frozen() {
        SavedNetwork noise = Trainable.saved(
                        part(NoisePredictor.NOISE, NoisePredictor.NOISED, NoisePredictor.TIME, GIVEN_HINT), net)
                .withReconstruction(part(LatentCodec.RESTORED, LatentCodec.DECODED));
        return new DiadModel.Networks(noise, part(LatentCodec.LATENT, LatentCodec.IMAGE), part(HINT, LatentCodec.IMAGE));
    }

    private byte[] part(String output, String... inputs) {
        return GraphPart.frozen(net.graph(), List.of(inputs), output);
    }

    /** One of them in SameDiff, for where no engine runs its ONNX form; this graph is used for nothing else from then on. */
    Network live(String output) {
        return SameDiffNetwork.of(net, output);
    }
}
