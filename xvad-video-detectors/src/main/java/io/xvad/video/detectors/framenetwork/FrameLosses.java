package io.xvad.video.detectors.framenetwork;

import io.xvad.video.detectors.frameprediction.LucasKanade;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How far a frame that a network gives is from the true one (Liu et al. 2018), as means over pixels.
 *
 * @param size side of the frames, which have the shape (N, 1, size, size)
 */
public record FrameLosses(SameDiff graph, int size) {

    /** Squared error of each pixel, shape (N, size, size). */
    public SDVariable errors(SDVariable output, SDVariable target) {
        return graph.math().square(output.sub(target)).mean(1);
    }

    /** Mean squared error and difference of the gradients (equations 2 and 3); names the error of each pixel. */
    public SDVariable intensityAndGradient(SDVariable output, SDVariable target) {
        return errors(output, target).rename(FrameNetwork.ERROR).mean().add(gradient(output, target));
    }

    /** Difference of the absolute gradients (equation 3), along rows and along columns. */
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

    /** Absolute difference of the flows from the frame before (equation 4), in pixels. */
    public SDVariable flow(SDVariable output, SDVariable target, SDVariable before) {
        LucasKanade motion = LucasKanade.from(graph, before, size);
        SDVariable[] found = motion.to(output);
        SDVariable[] wanted = motion.to(target);
        return graph.math()
                .abs(found[0].sub(wanted[0]))
                .mean()
                .add(graph.math().abs(found[1].sub(wanted[1])).mean());
    }
}
