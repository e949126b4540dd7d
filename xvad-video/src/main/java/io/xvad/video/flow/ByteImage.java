package io.xvad.video.flow;

import io.xvad.core.Image;
import io.xvad.video.library.VideoLibrary;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An image of 8 bits a channel, as OpenCV takes them. Values are not copied; nobody may change them.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for RGB
 * @param values row-major, channels last
 */
public record ByteImage(int height, int width, int channels, byte[] values) {

    /** An image with values in [0, 1], grey or RGB as it is. */
    public static ByteImage of(Image image) {
        FloatBuffer samples = image.buffer();
        int channels = image.channels();
        int plane = image.height() * image.width();
        byte[] values = new byte[channels * plane];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                values[i * channels + c] = (byte) (255 * samples.get(c * plane + i) + 0.5f);
            }
        }
        return new ByteImage(image.height(), image.width(), channels, values);
    }

    /** The grey image, by luma. */
    public ByteImage grey() {
        return withChannels(1);
    }

    /**
     * The image with another number of channels.
     *
     * @param wanted 1 for grey, 3 for RGB
     */
    public ByteImage withChannels(int wanted) {
        if (channels == wanted) {
            return this;
        }
        int code = wanted == 1 ? opencv_imgproc.COLOR_RGB2GRAY : opencv_imgproc.COLOR_GRAY2RGB;
        try (Mat from = mat();
                Mat to = new Mat()) {
            opencv_imgproc.cvtColor(from, to, code);
            return of(to);
        }
    }

    /** The image resized by area averaging. */
    public ByteImage resized(int newHeight, int newWidth) {
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
        VideoLibrary.OPENCV.require();
        Mat mat = new Mat(height, width, channels == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3);
        mat.data().put(values);
        return mat;
    }

    /** The values of a matrix of 8 bits. */
    public static ByteImage of(Mat mat) {
        byte[] values = new byte[mat.rows() * mat.cols() * mat.channels()];
        mat.data().get(values);
        return new ByteImage(mat.rows(), mat.cols(), mat.channels(), values);
    }
}
