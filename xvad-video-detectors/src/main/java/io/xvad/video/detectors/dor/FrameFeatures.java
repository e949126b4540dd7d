package io.xvad.video.detectors.dor;

import java.util.List;

/**
 * The frozen features of the frames that are learned from. The arrays are not copied.
 *
 * @param shape of one frame's
 * @param frames each channels, then rows, then columns
 */
public record FrameFeatures(FeatureShape shape, List<float[]> frames) {

    public FrameFeatures {
        frames = List.copyOf(frames);
    }

    /** Of each frame the mean of each channel over all places. */
    double[][] pooled() {
        double[][] pooled = new double[frames.size()][shape.channels()];
        for (int frame = 0; frame < pooled.length; frame++) {
            float[] values = frames.get(frame);
            for (int i = 0; i < values.length; i++) {
                pooled[frame][i / shape.places()] += (double) values[i] / shape.places();
            }
        }
        return pooled;
    }
}
