package io.xvad.video.detectors.framenetwork;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How far a predicted or reconstructed frame is from the true one (Liu et al., 2018, intensity and gradient losses), as means over
 * pixels.
 *
 * @param graph to which operations are added
 * @param size side of the frames, which have the shape (N, 1, size, size)
 */
public record FrameLosses(SameDiff graph, int size) {

    /** Squared error of each pixel, shape (N, size, size). */
    public SDVariable errors(SDVariable output, SDVariable target) {
        return graph.math().square(output.sub(target)).mean(1);
    }

    /** The intensity and the gradient loss together; names the error of each pixel {@link FrameNetwork#ERROR}. */
    public SDVariable intensityAndGradient(SDVariable output, SDVariable target) {
        return errors(output, target).rename(FrameNetwork.ERROR).mean().add(gradient(output, target));
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
        return across.add(down);
    }

    private SDVariable differing(SDVariable a, SDVariable b) {
        return graph.math().abs(graph.math().abs(a).sub(graph.math().abs(b))).mean();
    }
}
