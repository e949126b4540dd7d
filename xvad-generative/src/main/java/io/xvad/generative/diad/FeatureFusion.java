package io.xvad.generative.diad;

import io.xvad.generative.diffusion.UNetForm;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Convolutions;
import io.xvad.training.layers.GroupNormalisation;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The spatial-aware feature fusion of DiAD (He et al. 2024): each feature map {@code o_k} of the smallest level gets those of the level before,
 *
 * <pre>o_k &lt;- silu(o_k + sum over j of silu(normalised(w_kj * h_j)))</pre>
 *
 * with convolutions {@code w_kj} of 3 pixels that halve the side and start at 0, and instance normalisation.
 *
 * <p>Here {@code h_j} are the feature maps of the semantic-guided network. In the authors' code they are what convolutions that start at 0
 * made of them; neither these nor {@code w_kj} would then ever get a gradient, and the sum would stay 0.
 *
 * @param net whose weights these are
 * @param form of the U-Net
 * @param mode of the normalisation
 */
record FeatureFusion(Trainable net, UNetForm form, Mode mode) {

    /** With which the names of all weights begin. */
    static final String PREFIX = "fusion-";

    /**
     * The fused feature maps.
     *
     * @param coarse those of the smallest level
     * @param fine those of the level before
     * @param channels of each of these
     */
    List<SDVariable> of(List<SDVariable> coarse, List<SDVariable> fine, List<Integer> channels, List<Integer> out) {
        List<SDVariable> fused = new ArrayList<>();
        for (int k = 0; k < coarse.size(); k++) {
            SDVariable sum = coarse.get(k);
            for (int j = 0; j < fine.size(); j++) {
                sum = sum.add(lowered(PREFIX + k + "-" + j, fine.get(j), channels.get(j), out.get(k)));
            }
            fused.add(Activations.silu(sum));
        }
        return fused;
    }

    private SDVariable lowered(String name, SDVariable x, int in, int out) {
        int side = form.side(form.levels() - 1);
        SDVariable small = new Convolutions(net).halvedFromZero(name, x, in, out);
        return Activations.silu(new GroupNormalisation(net, name + "-norm", out, out).of(small, side, side, mode));
    }
}
