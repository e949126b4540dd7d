package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.video.flow.FlowField;

/**
 * The velocity of an object as a histogram of the optical flow in its box by direction (Reiss and Hoshen 2022, velocity features). The
 * magnitude of the flow (u, v) of a pixel, |u| + |v| as in the authors' code, goes into the bin of its direction; a bin is the sum
 * divided by all pixels of the box, so all bins together are the mean magnitude. The first bin is around the direction to the right, and
 * they go on clockwise.
 */
final class VelocityHistogram {

    private VelocityHistogram() {}

    /**
     * The histogram of a box.
     *
     * @param box on the grid of the flow, which it lies in
     * @param bins of equal angles, at least 1
     * @return the bins, in the unit of the flow
     */
    static float[] of(Box box, FlowField flow, int bins) {
        double[] sums = new double[bins];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                int at = y * flow.width() + x;
                sums[bin(flow.direction(at), bins)] += Math.abs(flow.right()[at]) + Math.abs(flow.down()[at]);
            }
        }
        float[] histogram = new float[bins];
        for (int i = 0; i < bins; i++) {
            histogram[i] = (float) (sums[i] / box.area());
        }
        return histogram;
    }

    private static int bin(double direction, int bins) {
        return Math.floorMod(Math.round(direction / (2 * Math.PI) * bins), bins);
    }
}
