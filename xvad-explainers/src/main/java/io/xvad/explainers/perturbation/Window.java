package io.xvad.explainers.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rectangle of pixels.
 *
 * @param y topmost row
 * @param x leftmost column
 * @param height rows
 * @param width columns
 */
public record Window(int y, int x, int height, int width) {

    /** Windows that cover an image, row by row; the last of a row or column is moved inside. */
    public static List<Window> over(int imageHeight, int imageWidth, int side, int step) {
        int height = Math.min(side, imageHeight);
        int width = Math.min(side, imageWidth);
        List<Window> windows = new ArrayList<>();
        for (int y : starts(imageHeight, height, step)) {
            for (int x : starts(imageWidth, width, step)) {
                windows.add(new Window(y, x, height, width));
            }
        }
        return windows;
    }

    /** A mask that hides the window and shows the rest of an image. */
    public float[] mask(int imageHeight, int imageWidth) {
        float[] mask = new float[imageHeight * imageWidth];
        Arrays.fill(mask, 1);
        for (int row = y; row < y + height; row++) {
            Arrays.fill(mask, row * imageWidth + x, row * imageWidth + x + width, 0);
        }
        return mask;
    }

    /** Start positions of windows that cover a line of pixels or frames; the last is moved inside. */
    public static List<Integer> starts(int length, int window, int step) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < length - window; start += step) {
            starts.add(start);
        }
        starts.add(length - window);
        return starts;
    }
}
