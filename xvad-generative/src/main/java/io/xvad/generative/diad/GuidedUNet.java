package io.xvad.generative.diad;

import io.xvad.generative.diffusion.UNet;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The network of DiAD (He et al. 2024): a U-Net that tells the noise in latents, with {@link SemanticGuidance}. Its way down and its middle
 * stay as the diffusion model has them, its way up learns on with the guidance.
 *
 * @param net whose weights these are
 * @param form of the U-Net, of at least two levels
 * @param mode of both
 */
record GuidedUNet(Trainable net, UNetForm form, Mode mode) {

    /** With which the names of the weights of the diffusion model begin. */
    static final String BASE = "unet-";

    /** The diffusion model, without guidance. */
    UNet base() {
        return new UNet(net, BASE, form, mode);
    }

    /** Whether a weight learns with the guidance. */
    boolean isGuided(String weight) {
        return SemanticGuidance.isWeight(weight) || base().decodes(weight);
    }

    /**
     * The noise in latents, shape (N, in, side, side).
     *
     * @param noised of the same shape
     * @param timeCode shape (N, width)
     * @param hint of {@link HintLayers}, shape (N, width, side, side)
     */
    SDVariable of(SDVariable noised, SDVariable timeCode, SDVariable hint) {
        UNet base = base();
        SDVariable embedding = base.embedding(timeCode);
        UNet.Encoded encoded = base.encoded(noised, embedding);
        UNet.Encoded control = new SemanticGuidance(net, form, mode).of(noised, timeCode, hint);
        return base.decoded(sum(encoded, control), embedding);
    }

    private static UNet.Encoded sum(UNet.Encoded encoded, UNet.Encoded control) {
        List<SDVariable> skips = new ArrayList<>(encoded.skips());
        int first = skips.size() - control.skips().size();
        for (int k = 0; k < control.skips().size(); k++) {
            skips.set(first + k, skips.get(first + k).add(control.skips().get(k)));
        }
        return new UNet.Encoded(skips, encoded.middle().add(control.middle()));
    }
}
