package io.xvad.generative.diad;

import io.xvad.generative.diffusion.UNet;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Convolutions;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The semantic-guided network of DiAD (He et al. 2024): a copy of the way down of a U-Net that learns, and to whose first features those of
 * the image itself are added ({@link HintLayers}). What it gives to the way up is added to what the U-Net gives there: in the middle and at
 * the smallest level only, each after a convolution of 1 pixel that starts at 0, so that before training it adds nothing; see {@link
 * FeatureFusion}.
 *
 * @param net whose weights these are
 * @param form of the U-Net, of at least two levels
 * @param mode of the copy
 */
record SemanticGuidance(Trainable net, UNetForm form, Mode mode) {

    private static final String COPY = "guide-";
    private static final String CONTROL = "control-";

    /** Whether a weight is one that only this network has. */
    static boolean isWeight(String name) {
        return name.startsWith(COPY)
                || name.startsWith(CONTROL)
                || name.startsWith(FeatureFusion.PREFIX)
                || name.startsWith(HintLayers.PREFIX);
    }

    /** Sets the weights of the copy to those of the U-Net. */
    static void copy(Trainable net) {
        net.names().stream()
                .filter(name -> name.startsWith(COPY))
                .forEach(name -> net.keep(name, net.value(GuidedUNet.BASE + name.substring(COPY.length()))));
    }

    /**
     * What is to be added: to the skips of the smallest level, which are the last ones, and in the middle.
     *
     * @param noised shape (N, in, side, side)
     * @param timeCode shape (N, width)
     * @param hint of {@link HintLayers}, shape (N, width, side, side)
     */
    UNet.Encoded of(SDVariable noised, SDVariable timeCode, SDVariable hint) {
        UNet copy = new UNet(net, COPY, form, mode);
        UNet.Encoded seen = copy.encodedFurther(copy.entered(noised).add(hint), copy.embedding(timeCode));
        int count = seen.skips().size();
        int each = form.blocks() + 1;
        List<Integer> channels = copy.skipChannels();
        List<Integer> out = channels.subList(count - each, count);
        List<SDVariable> coarse = new ArrayList<>();
        for (int k = 0; k < each; k++) {
            coarse.add(control("" + k, seen.skips().get(count - each + k), out.get(k)));
        }
        List<SDVariable> fused = new FeatureFusion(net, form, mode)
                .of(
                        coarse,
                        seen.skips().subList(count - 2 * each, count - each),
                        channels.subList(count - 2 * each, count - each),
                        out);
        return new UNet.Encoded(fused, control("middle", seen.middle(), form.channels(form.levels() - 1)));
    }

    private SDVariable control(String name, SDVariable x, int channels) {
        return new Convolutions(net).fromZero(CONTROL + name, x, channels, channels, 1);
    }
}
