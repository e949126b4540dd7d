package io.xvad.detectors.vaeattention;

import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/**
 * Grad-CAM from the difference {@code u = normal mean - mean} of the code to the last convolution of the encoder (Liu et al., 2020, section 3). As
 * the code's mean is linear in the averages of that convolution's channels, the gradient of a value of {@code u} is the same at all
 * positions: minus its weights, divided by the number of positions. That is written out, so that attention is part of the graph.
 *
 * @param graph of the autoencoder
 */
record Attention(VaeAttentionGraph graph) {

    static final String MAP = "attention";

    private static final double EPSILON = 1e-5;
    private static final Conv2DConfig POINT = Conv2DConfig.builder().kH(1).kW(1).build();

    /** Adds {@link #MAP}, shape (N, side, side), 0 or more. */
    void add(Trainable net, Target target) {
        SDVariable map =
                switch (target) {
                    case ELEMENTS -> ofElements(net.graph());
                    case DIFFERENCE -> ofSum(net.graph(), gradients(net.graph()).sum(true, 1));
                    case STANDARDISED -> ofSum(net.graph(), standardised(net.graph()));
                };
        map.rename(MAP);
    }

    /** Gradients of the values of {@code u} averaged over positions, shape (channels, latent). */
    private SDVariable gradients(SameDiff net) {
        return net.getVariable(VaeAttentionGraph.MEAN_WEIGHTS).mul(-1.0 / graph.positions());
    }

    /** The mean over the values of {@code u} of each one's rectified attention. */
    private SDVariable ofElements(SameDiff net) {
        SDVariable weights = gradients(net).reshape(1, 1, graph.channels(), graph.latent());
        SDVariable each = net.cnn().conv2d(net.getVariable(VaeAttentionGraph.LAST), weights, POINT);
        return net.nn().relu(each, 0).mean(1);
    }

    /** Gradients of the sum of absolute values of {@code u} in standard deviations, shape (channels, N). */
    private SDVariable standardised(SameDiff net) {
        SDVariable standardised = net.getVariable(NormalDifference.STANDARDISED);
        SDVariable slopes = net.math().sign(standardised).div(net.getVariable(NormalDifference.DEVIATION));
        return net.linalg().mmul(gradients(net), slopes.neg(), false, true, false);
    }

    /**
     * The absolute attention of one sum, its gradient scaled to unit root mean square, as in the authors' code.
     *
     * @param gradient of the sum, shape (channels, N) or (channels, 1)
     */
    private SDVariable ofSum(SameDiff net, SDVariable gradient) {
        SDVariable length =
                net.math().sqrt(net.math().square(gradient).mean(true, 0)).add(EPSILON);
        SDVariable weights = net.transpose(gradient.div(length)).reshape(-1, graph.channels(), 1, 1);
        return net.math()
                .abs(net.getVariable(VaeAttentionGraph.LAST).mul(weights).sum(1));
    }
}
