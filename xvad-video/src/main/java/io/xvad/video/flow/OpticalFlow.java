package io.xvad.video.flow;

import io.xvad.core.Image;
import io.xvad.video.library.VideoLibrary;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/**
 * Computes dense optical flow between two frames, by the dense inverse search of Kroeger, Timofte, Dai and Van Gool, "Fast Optical Flow
 * Using Dense Inverse Search" (ECCV 2016), which OpenCV implements, on grey images of 8 bits. Thread-safe; each call has native memory
 * of its own, which it frees.
 */
public final class OpticalFlow {

    private final int finest;

    private OpticalFlow(int finest) {
        VideoLibrary.OPENCV.require();
        this.finest = finest;
    }

    /** At a quarter of the resolution, in a few milliseconds. */
    public static OpticalFlow fast() {
        return new OpticalFlow(2);
    }

    /** At half the resolution. */
    public static OpticalFlow fine() {
        return new OpticalFlow(1);
    }

    /**
     * The flow from one frame to the next.
     *
     * @throws IllegalArgumentException if they differ in size
     */
    public FlowField between(Image from, Image to) {
        return between(ByteImage.of(from).grey(), ByteImage.of(to).grey());
    }

    /**
     * The flow from one grey image to the next.
     *
     * @throws IllegalArgumentException if they differ in size
     */
    public FlowField between(ByteImage from, ByteImage to) {
        if (from.height() != to.height() || from.width() != to.width()) {
            throw new IllegalArgumentException("frames must be of one size, got " + from.height() + " x " + from.width()
                    + " and " + to.height() + " x " + to.width());
        }
        try (Mat before = from.mat();
                Mat after = to.mat();
                Mat flow = new Mat();
                DISOpticalFlow algorithm = DISOpticalFlow.create(DISOpticalFlow.PRESET_FAST)) {
            algorithm.setFinestScale(finest);
            algorithm.calc(before, after, flow);
            return field(flow, from.height(), from.width());
        }
    }

    private static FlowField field(Mat flow, int height, int width) {
        float[] both = new float[2 * height * width];
        try (FloatIndexer indexer = flow.createIndexer()) {
            indexer.get(0, 0, both);
        }
        float[] right = new float[height * width];
        float[] down = new float[height * width];
        for (int i = 0; i < right.length; i++) {
            right[i] = both[2 * i];
            down[i] = both[2 * i + 1];
        }
        return new FlowField(height, width, right, down);
    }
}
