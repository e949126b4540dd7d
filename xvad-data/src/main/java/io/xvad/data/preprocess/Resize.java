package io.xvad.data.preprocess;

import io.xvad.core.Image;
import java.nio.FloatBuffer;
import java.util.function.BiFunction;

/**
 * Resizing, bilinear unless it says otherwise, with pixel centres at half integers ({@code align_corners=False}). Where it shrinks, the triangle
 * filter widens with the scale, as PIL's {@code BILINEAR} and torchvision's {@code antialias=True}; unlike PIL nothing
 * is rounded to 8 bits on the way. Thread-safe.
 */
public final class Resize {

    private Resize() {}

    /**
     * Resizes an image to an exact size.
     *
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Image image(Image image, int height, int width) {
        return image(image, height, width, (from, to) -> LineKernel.resizing(from, to, true));
    }

    /**
     * Resizes an image so that each new pixel is the mean of the area it covers, as OpenCV's {@code INTER_AREA} does where it shrinks: sharper
     * than {@link #image}.
     *
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Image averaged(Image image, int height, int width) {
        return image(image, height, width, LineKernel::covering);
    }

    private static Image image(Image image, int height, int width, BiFunction<Integer, Integer, LineKernel> kernel) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        LineKernel vertical = kernel.apply(image.height(), height);
        LineKernel horizontal = kernel.apply(image.width(), width);
        int plane = image.height() * image.width();
        FloatBuffer values = image.buffer();
        float[] out = new float[image.channels() * height * width];
        for (int c = 0; c < image.channels(); c++) {
            float[] resized = LineKernel.plane(values, c * plane, image.height(), image.width(), vertical, horizontal);
            System.arraycopy(resized, 0, out, c * height * width, resized.length);
        }
        clamp(out);
        return Image.of(image.id(), image.channels(), height, width, out);
    }

    /**
     * So that the shorter side has {@code size} pixels; the longer one is rounded down, as torchvision does.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Image shorterSide(Image image, int size) {
        int shorter = Math.min(image.height(), image.width());
        int height = Math.max(1, (int) ((long) size * image.height() / shorter));
        int width = Math.max(1, (int) ((long) size * image.width() / shorter));
        return image(image, height, width);
    }

    /**
     * A single plane, row-major.
     *
     * @param antialias whether the filter widens where the plane shrinks
     * @throws IllegalArgumentException if a side is below 1 or {@code plane} has another size
     */
    public static float[] plane(float[] plane, int height, int width, int newHeight, int newWidth, boolean antialias) {
        if (plane.length != height * width) {
            throw new IllegalArgumentException(
                    "plane of " + height + " x " + width + " needs as many values, got " + plane.length);
        }
        LineKernel vertical = LineKernel.resizing(height, newHeight, antialias);
        LineKernel horizontal = LineKernel.resizing(width, newWidth, antialias);
        return LineKernel.plane(FloatBuffer.wrap(plane), 0, height, width, vertical, horizontal);
    }

    /**
     * A single plane made larger, bilinear, with the centres of the outermost pixels of both at one place ({@code align_corners=True}).
     *
     * @throws IllegalArgumentException if a side is below 1 or {@code plane} has another size
     */
    public static float[] cornerAligned(float[] plane, int height, int width, int newHeight, int newWidth) {
        if (plane.length != height * width) {
            throw new IllegalArgumentException(
                    "plane of " + height + " x " + width + " needs as many values, got " + plane.length);
        }
        return LineKernel.plane(
                FloatBuffer.wrap(plane),
                0,
                height,
                width,
                LineKernel.cornerAligned(height, newHeight),
                LineKernel.cornerAligned(width, newWidth));
    }

    /**
     * The transpose of {@link #plane}, which takes the gradient of a resized plane back to the plane it was made of:
     * {@code <plane(a), b> = <a, transposed(b)>}.
     *
     * @param resized gradient of the resized plane, {@code newHeight * newWidth} values
     * @return {@code height * width} values
     * @throws IllegalArgumentException if a side is below 1 or {@code resized} has another size
     */
    public static float[] transposed(
            float[] resized, int height, int width, int newHeight, int newWidth, boolean antialias) {
        if (resized.length != newHeight * newWidth) {
            throw new IllegalArgumentException(
                    "plane of " + newHeight + " x " + newWidth + " needs as many values, got " + resized.length);
        }
        LineKernel vertical = LineKernel.resizing(height, newHeight, antialias);
        LineKernel horizontal = LineKernel.resizing(width, newWidth, antialias);
        float[] tall = new float[height * newWidth];
        for (int x = 0; x < newWidth; x++) {
            vertical.applyTransposed(resized, x, newWidth, tall, x, newWidth);
        }
        float[] out = new float[height * width];
        for (int y = 0; y < height; y++) {
            horizontal.applyTransposed(tall, y * newWidth, 1, out, y * width, 1);
        }
        return out;
    }

    private static void clamp(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0f, Math.min(1f, values[i]));
        }
    }
}
