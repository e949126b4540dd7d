package io.xvad.video.motion;

import io.xvad.video.flow.ByteImage;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2d;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Estimates by how much a camera is shaken: the translation between a frame and the background by phase correlation (Kuglin and Hines 1975;
 * OpenCV), which things that move hardly disturb, since they do not move together, made exact by steps of Lucas and Kanade (1981) over the
 * pixels that fit the background. A shift is only believed if the frame fits the
 * background clearly better with it. Rotation and zoom are not looked for. Not thread-safe; close it to free native memory.
 */
final class Stabiliser implements AutoCloseable {

    /** Pixels up to which nothing is done: it would blur more than it mends. */
    private static final double STILL = 0.25;

    /** The largest shift that is believed, as a share of the height. */
    private static final double FARTHEST = 0.15;

    /** The most that is left of the difference from the background if a shift is right. */
    private static final double BETTER = 0.9;

    /** Grey levels from which on a pixel does not fit the background, and counts no more. */
    private static final int DIFFERENT = 20;

    private static final int STEPS = 2;

    private static final int BLUR = 5;

    private final ByteImage background;
    private final ByteImage smooth;
    private final Mat window;

    /** A stabiliser onto this image, grey or RGB. */
    Stabiliser(ByteImage background) {
        this.background = background.grey();
        this.smooth = smooth(this.background);
        this.window = new Mat();
        try (Size size = new Size(background.width(), background.height())) {
            opencv_imgproc.createHanningWindow(window, size, opencv_core.CV_32F);
        }
    }

    /**
     * The shift of a frame.
     *
     * @param grey of the size of the background
     */
    CameraShift shift(ByteImage grey) {
        CameraShift shift = correlated(grey);
        if (shift.length() <= STILL || shift.length() > FARTHEST * grey.height()) {
            return CameraShift.NONE;
        }
        for (int i = 0; i < STEPS; i++) {
            shift = refined(grey, shift);
        }
        double before = difference(differences(grey));
        return difference(differences(shift.undone(grey, background))) <= BETTER * before ? shift : CameraShift.NONE;
    }

    /** One step of least squares: where the shift is wrong by e, the difference from the background is - gradient . e. */
    private CameraShift refined(ByteImage grey, CameraShift shift) {
        int[] differences = differences(shift.undone(grey, background));
        int width = background.width();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double rightwards = 0;
        double downwards = 0;
        byte[] values = smooth.values();
        for (int at = width; at < values.length - width; at++) {
            if (Math.abs(differences[at]) < DIFFERENT && at % width > 0 && at % width < width - 1) {
                double x = ((values[at + 1] & 0xff) - (values[at - 1] & 0xff)) / 2.0;
                double y = ((values[at + width] & 0xff) - (values[at - width] & 0xff)) / 2.0;
                xx += x * x;
                xy += x * y;
                yy += y * y;
                rightwards += x * differences[at];
                downwards += y * differences[at];
            }
        }
        double determinant = xx * yy - xy * xy;
        return determinant <= 0
                ? shift
                : new CameraShift(
                        shift.right() - (yy * rightwards - xy * downwards) / determinant,
                        shift.down() - (xx * downwards - xy * rightwards) / determinant);
    }

    /** OpenCV multiplies both images by the window where they are. */
    private CameraShift correlated(ByteImage grey) {
        try (Mat frame = floats(grey);
                Mat reference = floats(background);
                DoublePointer response = new DoublePointer(1);
                Point2d shift = opencv_imgproc.phaseCorrelate(reference, frame, window, response)) {
            return new CameraShift(shift.x(), shift.y());
        }
    }

    private static Mat floats(ByteImage grey) {
        try (Mat bytes = grey.mat()) {
            Mat floats = new Mat();
            bytes.convertTo(floats, opencv_core.CV_32F);
            return floats;
        }
    }

    private static ByteImage smooth(ByteImage grey) {
        try (Mat from = grey.mat();
                Mat to = new Mat();
                Size size = new Size(BLUR, BLUR)) {
            opencv_imgproc.GaussianBlur(from, to, size, 0);
            return ByteImage.of(to);
        }
    }

    /** In grey levels, of both after blurring. */
    private int[] differences(ByteImage grey) {
        byte[] one = smooth(grey).values();
        byte[] other = smooth.values();
        int[] differences = new int[one.length];
        for (int i = 0; i < one.length; i++) {
            differences[i] = (one[i] & 0xff) - (other[i] & 0xff);
        }
        return differences;
    }

    /** Their sum, each counted up to a limit. */
    private static double difference(int[] differences) {
        return Arrays.stream(differences)
                .map(one -> Math.min(DIFFERENT, Math.abs(one)))
                .sum();
    }

    @Override
    public void close() {
        window.close();
    }
}
