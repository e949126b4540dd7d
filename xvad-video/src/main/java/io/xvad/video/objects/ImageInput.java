package io.xvad.video.objects;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;

/**
 * How a network wants to see an image.
 *
 * @param shape of its input
 * @param fit how a frame is put into it
 * @param white value of a white sample, 1 or 255
 * @param blank value where there is no frame, on the same scale
 * @param bgr whether blue comes first
 */
record ImageInput(ImageShape shape, Fit fit, double white, double blank, boolean bgr) {

    /** Grey 114 of 255, which the YOLO family is trained with around a frame. */
    private static final double GREY = 114;

    private static final double BYTE = 255;

    /** How a frame is put into an image of another shape. */
    enum Fit {
        /** In the upper left, as large as it fits. */
        CORNER,
        /** In the middle, as large as it fits. */
        MIDDLE,
        /** Drawn out to all of it. */
        STRETCHED
    }

    /** An image for a network. */
    record Placed(Tensor tensor, Placement placement) {}

    /** As YOLOX takes it. */
    static ImageInput yolox(ImageShape shape) {
        return new ImageInput(shape, Fit.CORNER, BYTE, GREY, true);
    }

    /** As Ultralytics' networks take it. */
    static ImageInput yolo(ImageShape shape) {
        return new ImageInput(shape, Fit.MIDDLE, 1, GREY / BYTE, false);
    }

    /** RGB, drawn out. */
    static ImageInput stretched(ImageShape shape, double white) {
        return new ImageInput(shape, Fit.STRETCHED, white, 0, false);
    }

    /** As MoveNet takes it: RGB in [0, 255], with black around it. */
    static ImageInput blackAround(ImageShape shape) {
        return new ImageInput(shape, Fit.MIDDLE, BYTE, 0, false);
    }

    Placed place(Image frame) {
        Image colour = Channels.colour(frame);
        ImageShape target = shape.over(frame);
        double fitting = Math.min(target.height() / (double) frame.height(), target.width() / (double) frame.width());
        int height = fit == Fit.STRETCHED ? target.height() : side(frame.height() * fitting);
        int width = fit == Fit.STRETCHED ? target.width() : side(frame.width() * fitting);
        int top = fit == Fit.MIDDLE ? margin(target.height(), frame.height() * fitting) : 0;
        int left = fit == Fit.MIDDLE ? margin(target.width(), frame.width() * fitting) : 0;
        double across = fit == Fit.STRETCHED ? width / (double) frame.width() : fitting;
        double down = fit == Fit.STRETCHED ? height / (double) frame.height() : fitting;
        Placement placement =
                new Placement(across, down, left, top, target.height(), target.width(), frame.height(), frame.width());
        return new Placed(tensor(Resize.image(colour, height, width), target, top, left), placement);
    }

    /** Megvii cuts the fraction off, Ultralytics rounds. */
    private int side(double exact) {
        return Math.max(1, fit == Fit.CORNER ? (int) exact : (int) Math.round(exact));
    }

    private static int margin(int whole, double part) {
        return (int) Math.max(0, Math.round((whole - part) / 2 - 0.1));
    }

    private Tensor tensor(Image image, ImageShape target, int top, int left) {
        float[] values = new float[3 * target.height() * target.width()];
        Arrays.fill(values, (float) blank);
        float[] samples = image.toArray();
        int plane = image.height() * image.width();
        for (int c = 0; c < 3; c++) {
            int from = (bgr ? 2 - c : c) * plane;
            for (int y = 0; y < image.height() && top + y < target.height(); y++) {
                for (int x = 0; x < image.width() && left + x < target.width(); x++) {
                    values[target.index(c, top + y, left + x)] =
                            (float) (white * samples[from + y * image.width() + x]);
                }
            }
        }
        return target.tensor(values);
    }
}
