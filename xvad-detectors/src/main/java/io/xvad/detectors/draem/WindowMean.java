package io.xvad.detectors.draem;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Means over a square window around each pixel, where what lies beyond the border counts as 0.
 *
 * @param side of the map
 * @param window side of the window; an even one counts as one more
 */
record WindowMean(int side, int window) {

    /** Of maps of shape (N, side, side): the same shape with rows and columns exchanged. */
    SDVariable of(SDVariable maps) {
        SDVariable line = maps.getSameDiff().constant(line());
        SDVariable along = maps.reshape(-1, side).mmul(line);
        SDVariable turned = along.reshape(-1, side, side).permute(0, 2, 1).reshape(-1, side);
        return turned.mmul(line).reshape(-1, side, side);
    }

    /** How much each place along a line counts for each other. */
    private INDArray line() {
        float[][] line = new float[side][side];
        for (int i = 0; i < side; i++) {
            for (int j = Math.max(0, i - window / 2); j <= Math.min(side - 1, i + window / 2); j++) {
                line[i][j] = 1f / (window / 2 * 2 + 1);
            }
        }
        return Nd4j.createFromArray(line);
    }
}
