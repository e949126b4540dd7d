package io.xvad.video.detectors.framenetwork;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How far a predicted or reconstructed frame is from the true one (Liu et al., 2018, equations 2 and 3, intensity and gradient losses),
 * as means over pixels. As in the paper the losses are of frames with values in [-1, 1], so that they are to other losses as
 * there; errors that are scored are of values in [0, 1], as the frames have them here.
 *
 * @param graph to which operations are added
 * @param size side of the frames, which have the shape (N, channels, size, size)
 */
public record FrameLosses(SameDiff graph, int size) {

    /** How many times longer the range of values is in which losses are measured. */
    private static final double RANGE = 2;

    /** Squared error of each pixel, mean over its channels, shape (N, size, size). */
    public SDVariable errors(SDVariable output, SDVariable target) {
        return graph.math().square(output.sub(target)).mean(1);
    }

    /** The intensity loss; names the error of each pixel {@link FrameNetwork#ERROR}. */
    public SDVariable intensity(SDVariable output, SDVariable target) {
        return errors(output, target).rename(FrameNetwork.ERROR).mean().mul(RANGE * RANGE);
    }

    /** The intensity and the gradient loss together; names the error of each pixel {@link FrameNetwork#ERROR}. */
    public SDVariable intensityAndGradient(SDVariable output, SDVariable target) {
        return intensity(output, target).add(gradient(output, target));
    }

    /** Difference of the absolute gradients, along rows and along columns. */
    private SDVariable gradient(SDVariable output, SDVariable target) {
        SDIndex all = SDIndex.all();
        SDIndex early = SDIndex.interval(0, size - 1);
        SDIndex late = SDIndex.interval(1, size);
        SDVariable across = differing(
                output.get(all, all, all, late).sub(output.get(all, all, all, early)),
                target.get(all, all, all, late).sub(target.get(all, all, all, early)));
        SDVariable down = differing(
                output.get(all, all, late, all).sub(output.get(all, all, early, all)),
                target.get(all, all, late, all).sub(target.get(all, all, early, all)));
        return across.add(down).mul(RANGE);
    }

    private SDVariable differing(SDVariable a, SDVariable b) {
        return graph.math().abs(graph.math().abs(a).sub(graph.math().abs(b))).mean();
    }
}
