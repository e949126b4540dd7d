package io.xvad.generative.diad;

import io.xvad.core.engine.Network;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.diffusion.NoisedBatch;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.GraphPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The guided U-Net, which learns to tell the noise in the latent of an image that it sees: the loss is the mean of {@code (e - e_theta(z_t, t,
 * image))^2}. Not thread-safe.
 */
final class DiadNetwork {

    /** Name of what the guidance sees of images, shape (N, width, side, side). */
    static final String HINT = "hint";

    /** Name of the same as an input. */
    static final String GIVEN_HINT = "given-hint";

    private static final String TARGET = "target";
    private static final String LOSS = "loss";

    private final Trainable net;
    private final LatentForm latentForm;
    private final UNetForm form;

    /**
     * An untrained network.
     *
     * @param form of the U-Net, of at least two levels
     * @param hintWidth channels of the guidance at the size of images
     * @param seed of its weights
     */
    DiadNetwork(LatentForm latentForm, UNetForm form, int hintWidth, long seed) {
        this.latentForm = latentForm;
        this.form = form;
        net = new Trainable(seed);
        SDVariable images = net.input(LatentCodec.IMAGE, 3, latentForm.size(), latentForm.size());
        SDVariable hint = new HintLayers(net, latentForm, hintWidth)
                .of(images, form.width())
                .rename(HINT);
        SDVariable told = unet(Mode.TRAINING).of(latents(NoisePredictor.NOISED), time(), hint);
        net.graph().math().square(told.sub(latents(TARGET))).mean().rename(LOSS);
    }

    private SDVariable latents(String name) {
        return net.input(name, form.in(), form.side(), form.side());
    }

    private SDVariable time() {
        return net.input(NoisePredictor.TIME, form.width());
    }

    private GuidedUNet unet(Mode mode) {
        return new GuidedUNet(net, form, mode);
    }

    /** Graph and weights. */
    Trainable net() {
        return net;
    }

    /** Sizes of the U-Net. */
    UNetForm form() {
        return form;
    }

    /** Takes the weights of a diffusion model of this form, for its own U-Net and for the copy that learns to guide it. */
    void begin(NoiseNetwork prior) {
        net.keep(prior.net());
        SemanticGuidance.copy(net);
    }

    /** The optimiser of what learns with the guidance; the way down of the diffusion model stays as it is. */
    Optimiser optimiser(WeightRule rule) {
        GuidedUNet unet = unet(Mode.TRAINING);
        return new Optimiser(net, name -> unet.isGuided(name) ? rule : WeightRule.FROZEN, LOSS);
    }

    /** The inputs of a training step: images, each of shape (3, size, size), in [0, 1], and their latents with noise. */
    Map<String, INDArray> inputs(List<float[]> images, List<Noised> latents) {
        Map<String, INDArray> inputs = new HashMap<>(NoisedBatch.of(form, latents));
        inputs.put(LatentCodec.IMAGE, NetworkImages.batch(images, latentForm.size()));
        inputs.put(TARGET, NoisedBatch.noise(form, latents));
        return inputs;
    }

    /** Adds the form that scores, when the training has ended. */
    void freeze() {
        SDVariable given = net.input(GIVEN_HINT, form.width(), form.side(), form.side());
        SDVariable noised = net.graph().getVariable(NoisePredictor.NOISED);
        SDVariable time = net.graph().getVariable(NoisePredictor.TIME);
        unet(Mode.SCORING).of(noised, time, given).rename(NoisePredictor.NOISE);
    }

    /** The ONNX form of what the guidance sees of images, from {@link LatentCodec#IMAGE} to {@link #HINT}. */
    byte[] hint() {
        return GraphPart.frozen(net.graph(), List.of(LatentCodec.IMAGE), HINT);
    }

    /** The ONNX form of the frozen network, which {@link GuidedNoise} runs. */
    byte[] noise() {
        List<String> inputs = List.of(NoisePredictor.NOISED, NoisePredictor.TIME, GIVEN_HINT);
        return GraphPart.frozen(net.graph(), inputs, NoisePredictor.NOISE);
    }

    /** One of both in SameDiff, for where no engine runs its ONNX form; this graph is used for nothing else from then on. */
    Network live(String output) {
        return SameDiffNetwork.of(net, output);
    }
}
