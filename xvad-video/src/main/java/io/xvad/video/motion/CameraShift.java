package io.xvad.video.motion;

import io.xvad.video.flow.ByteImage;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How far a frame shows the scene from where the background image does, since the camera was shaken.
 *
 * @param right displacement to the right, in pixels of the background image
 * @param down displacement downwards
 */
record CameraShift(double right, double down) {

    static final CameraShift NONE = new CameraShift(0, 0);

    boolean isNone() {
        return right == 0 && down == 0;
    }

    double length() {
        return Math.hypot(right, down);
    }

    /**
     * The frame as the camera would have shown it from where the background was seen.
     *
     * @param beyond what is shown where the frame ends, of its size and channels
     */
    ByteImage undone(ByteImage frame, ByteImage beyond) {
        try (Mat from = frame.mat();
                Mat to = beyond.mat();
                Mat map = new Mat(2, 3, opencv_core.CV_64F);
                Size size = new Size(frame.width(), frame.height());
                Scalar unused = new Scalar()) {
            try (DoubleIndexer values = map.createIndexer()) {
                values.put(0, 0, 1, 0, -right);
                values.put(1, 0, 0, 1, -down);
            }
            opencv_imgproc.warpAffine(
                    from, to, map, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_TRANSPARENT, unused);
            return ByteImage.of(to);
        }
    }

    /** A mask of the background image as it lies in the frame, to a pixel; nothing where the background image ends. */
    boolean[] applied(boolean[] mask, int width) {
        boolean[] moved = new boolean[mask.length];
        for (int at = 0; at < moved.length; at++) {
            int source = source(at, width, moved.length / width);
            moved[at] = source >= 0 && mask[source];
        }
        return moved;
    }

    /** Values of the background image as they lie in the frame, to a pixel; 0 where the background image ends. */
    float[] applied(float[] values, int width) {
        float[] moved = new float[values.length];
        for (int at = 0; at < moved.length; at++) {
            int source = source(at, width, moved.length / width);
            moved[at] = source >= 0 ? values[source] : 0;
        }
        return moved;
    }

    /** Where in the background image a position of the frame lies; -1 if beyond it. */
    private int source(int at, int width, int height) {
        int x = at % width - (int) Math.round(right);
        int y = at / width - (int) Math.round(down);
        return x >= 0 && x < width && y >= 0 && y < height ? y * width + x : -1;
    }
}
