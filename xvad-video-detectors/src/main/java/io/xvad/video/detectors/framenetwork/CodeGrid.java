package io.xvad.video.detectors.framenetwork;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Turns the feature vectors of a square grid, which a network holds as planes of shape (N, channels, side, side), into rows of shape
 * (N * side * side, channels) and back.
 *
 * @param side of the grid
 */
public record CodeGrid(int side) {

    /** Reshapes planes to rows, one for each position. */
    public SDVariable rows(SDVariable planes, int channels) {
        return planes.permute(0, 2, 3, 1).reshape(-1, channels);
    }

    /** Reshapes rows, one for each position, to planes. */
    public SDVariable planes(SDVariable rows, int channels) {
        return rows.reshape(-1, side, side, channels).permute(0, 3, 1, 2);
    }
}
