package io.xvad.explainers.masking;

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

    /** Windows that cover all of a picture, row by row; the last of a row or column is moved inside. */
    public static List<Window> over(int pictureHeight, int pictureWidth, int side, int step) {
        int height = Math.min(side, pictureHeight);
        int width = Math.min(side, pictureWidth);
        List<Window> windows = new ArrayList<>();
        for (int y : starts(pictureHeight, height, step)) {
            for (int x : starts(pictureWidth, width, step)) {
                windows.add(new Window(y, x, height, width));
            }
        }
        return windows;
    }

    /** A mask that hides the window and shows the rest of a picture. */
    public float[] mask(int pictureHeight, int pictureWidth) {
        float[] mask = new float[pictureHeight * pictureWidth];
        Arrays.fill(mask, 1);
        for (int row = y; row < y + height; row++) {
            Arrays.fill(mask, row * pictureWidth + x, row * pictureWidth + x + width, 0);
        }
        return mask;
    }

    /** Where windows of a length begin that cover a longer one; the last is moved inside. */
    public static List<Integer> starts(int picture, int window, int step) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < picture - window; start += step) {
            starts.add(start);
        }
        starts.add(picture - window);
        return starts;
    }
}
