package io.xvad.video.flow;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A grey picture of 8 bits, as OpenCV takes them. Values are not copied; nobody may change them.
 *
 * @param height rows
 * @param width columns
 * @param values row-major
 */
public record Grey(int height, int width, byte[] values) {

    /** An image, colours weighed as in luma. */
    public static Grey of(Image image) {
        FloatBuffer values = (image.channels() == 1 ? image : Channels.grey(image)).buffer();
        byte[] bytes = new byte[image.height() * image.width()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 * values.get(i) + 0.5f);
        }
        return new Grey(image.height(), image.width(), bytes);
    }

    /** Another size, each value the mean of what it covers. */
    public Grey resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        try (Mat from = mat();
                Mat to = new Mat();
                Size size = new Size(newWidth, newHeight)) {
            opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_AREA);
            return of(to);
        }
    }

    /** A matrix of these values; the caller closes it. */
    public Mat mat() {
        Mat mat = new Mat(height, width, opencv_core.CV_8UC1);
        mat.data().put(values);
        return mat;
    }

    /** The values of a matrix of 8 bits, one channel. */
    public static Grey of(Mat mat) {
        byte[] bytes = new byte[mat.rows() * mat.cols()];
        mat.data().get(bytes);
        return new Grey(mat.rows(), mat.cols(), bytes);
    }
}
