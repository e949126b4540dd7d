package io.xvad.video.detectors.framenetwork;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Codes at the places of a square grid, as planes of shape (N, channels, side, side) and as rows of shape (N * side * side,
 * channels).
 *
 * @param side of the grid
 */
public record CodeGrid(int side) {

    public SDVariable rows(SDVariable planes, int channels) {
        return planes.permute(0, 2, 3, 1).reshape(-1, channels);
    }

    public SDVariable planes(SDVariable rows, int channels) {
        return rows.reshape(-1, side, side, channels).permute(0, 3, 1, 2);
    }
}
