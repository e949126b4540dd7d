package io.xvad.language.region;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;
import java.util.Arrays;

/**
 * Draws the borders of regions, one pixel wide and white, and the number of each, white on grey, at the pixel of the region that is nearest to its centre. Digits are drawn from a table, not from
 * a font, so that the picture is the same everywhere.
 */
public final class Marks {

    private static final String[] DIGITS = {
        "01110100011001110101110011000101110", "00100011000010000100001000010001110",
        "01110100010000100010001000100011111", "11111000100010000010000011000101110",
        "00010001100101010010111110001000010", "11111100001111000001000011000101110",
        "00110010001000011110100011000101110", "11111000010001000100010000100001000",
        "01110100011000101110100011000101110", "01110100011000101111000010001001100"
    };
    private static final int DIGIT_WIDTH = 5;
    private static final int DIGIT_HEIGHT = 7;
    private static final float WHITE = 1;
    private static final float GREY = 0.4f;
    private static final int SIDE_OF_LARGER_DIGITS = 384;

    private final Division division;
    private final int height;
    private final int width;
    private final float[] pixels;
    private final int scale;

    private Marks(Image image, Division division) {
        this.division = division;
        this.height = image.height();
        this.width = image.width();
        this.pixels = Channels.colour(image).toArray();
        this.scale = Math.max(1, Math.min(height, width) / SIDE_OF_LARGER_DIGITS);
    }

    /**
     * The image with the marks of a division of it, in colour.
     *
     * @throws IllegalArgumentException if their sizes differ
     */
    public static Image draw(Image image, Division division) {
        if (image.height() != division.height() || image.width() != division.width()) {
            throw new IllegalArgumentException("the division is of an image of another size");
        }
        Marks marks = new Marks(image, division);
        marks.borders();
        int[] places = marks.places();
        for (int number = 1; number <= division.count(); number++) {
            marks.number(number, places[number]);
        }
        return Image.of(image.id(), 3, marks.height, marks.width, marks.pixels);
    }

    private void borders() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int own = division.at(y, x);
                if (x + 1 < width && division.at(y, x + 1) != own || y + 1 < height && division.at(y + 1, x) != own) {
                    dot(y, x, WHITE);
                }
            }
        }
    }

    private void dot(int y, int x, float value) {
        if (y >= 0 && x >= 0 && y < height && x < width) {
            for (int channel = 0; channel < 3; channel++) {
                pixels[(channel * height + y) * width + x] = value;
            }
        }
    }

    /** Of each region the pixel that is nearest to its centre. */
    private int[] places() {
        double[][] centres = centres();
        int[] places = new int[centres.length];
        double[] nearest = new double[centres.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < height * width; i++) {
            int number = division.at(i / width, i % width);
            double dy = i / width - centres[number][0];
            double dx = i % width - centres[number][1];
            if (dy * dy + dx * dx < nearest[number]) {
                nearest[number] = dy * dy + dx * dx;
                places[number] = i;
            }
        }
        return places;
    }

    private double[][] centres() {
        double[][] centres = new double[division.count() + 1][2];
        int[] sizes = new int[centres.length];
        for (int i = 0; i < height * width; i++) {
            int number = division.at(i / width, i % width);
            sizes[number]++;
            centres[number][0] += i / width;
            centres[number][1] += i % width;
        }
        for (int number = 0; number < centres.length; number++) {
            centres[number][0] /= Math.max(1, sizes[number]);
            centres[number][1] /= Math.max(1, sizes[number]);
        }
        return centres;
    }

    private void number(int number, int place) {
        String digits = Integer.toString(number);
        int boxWidth = (digits.length() * (DIGIT_WIDTH + 1) + 1) * scale;
        int boxHeight = (DIGIT_HEIGHT + 2) * scale;
        int top = Math.max(0, Math.min(height - boxHeight, place / width - boxHeight / 2));
        int left = Math.max(0, Math.min(width - boxWidth, place % width - boxWidth / 2));
        for (int y = 0; y < boxHeight; y++) {
            for (int x = 0; x < boxWidth; x++) {
                dot(top + y, left + x, inked(digits, y / scale - 1, x / scale - 1) ? WHITE : GREY);
            }
        }
    }

    private static boolean inked(String digits, int row, int column) {
        int digit = Math.floorDiv(column, DIGIT_WIDTH + 1);
        int within = Math.floorMod(column, DIGIT_WIDTH + 1);
        boolean inside =
                row >= 0 && row < DIGIT_HEIGHT && within < DIGIT_WIDTH && digit >= 0 && digit < digits.length();
        return inside && DIGITS[digits.charAt(digit) - '0'].charAt(row * DIGIT_WIDTH + within) == '1';
    }
}
