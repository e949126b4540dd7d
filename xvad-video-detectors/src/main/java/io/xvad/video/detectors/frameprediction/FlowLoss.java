package io.xvad.video.detectors.frameprediction;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How the motion to the predicted frame differs from that to the true one (Liu et al., 2018, equation 5): the mean absolute difference of
 * the components of the two flows, in pixels. Flow in closed form sees motions of a pixel or two; it is measured on
 * the frames and on frames of a half, a quarter and an eighth of their side, so that motions of up to eight pixels and more count, and
 * the mean over these scales is taken. Frames of colours are measured by the mean of their channels.
 *
 * @param side of the frames at this scale
 * @param pixel how many pixels of the whole frame one of this scale is wide
 */
record FlowLoss(SameDiff graph, int side, int pixel) {

    private static final int WIDEST = 8;
    private static final int SMALLEST = 12;

    /**
     * The loss.
     *
     * @param size side of the frames, which have the shape (N, channels, size, size)
     * @param before the frame before
     */
    static SDVariable of(SameDiff graph, int size, SDVariable before, SDVariable output, SDVariable target) {
        FlowLoss scale = new FlowLoss(graph, size, 1);
        SDVariable first = grey(before);
        SDVariable predicted = grey(output);
        SDVariable actual = grey(target);
        SDVariable sum = scale.difference(first, predicted, actual);
        int scales = 1;
        while (scale.hasCoarser()) {
            scale = new FlowLoss(graph, scale.side / 2, 2 * scale.pixel);
            first = scale.halved(first);
            predicted = scale.halved(predicted);
            actual = scale.halved(actual);
            sum = sum.add(scale.difference(first, predicted, actual));
            scales++;
        }
        return sum.div(scales);
    }

    private boolean hasCoarser() {
        return pixel < WIDEST && side % 2 == 0 && side / 2 >= SMALLEST;
    }

    private static SDVariable grey(SDVariable frames) {
        return frames.mean(true, 1);
    }

    /** Frames of twice the side at this scale. */
    private SDVariable halved(SDVariable frames) {
        return frames.reshape(-1, side, 2, side, 2).mean(2, 4).reshape(-1, 1, side, side);
    }

    private SDVariable difference(SDVariable first, SDVariable predicted, SDVariable actual) {
        LucasKanade motion = LucasKanade.from(graph, first, side);
        SDVariable[] found = motion.to(predicted);
        SDVariable[] wanted = motion.to(actual);
        SDVariable across = graph.math().abs(found[0].sub(wanted[0])).mean();
        SDVariable down = graph.math().abs(found[1].sub(wanted[1])).mean();
        return across.add(down).mul(0.5 * pixel);
    }
}
