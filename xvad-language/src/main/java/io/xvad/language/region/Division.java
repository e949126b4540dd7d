package io.xvad.language.region;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.segment.Superpixels;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An image cut into regions that have numbers, from 1, in reading order of their first pixels; regions that are too small or too large have none. Immutable.
 */
public final class Division {

    private static final int NONE = 0;
    private static final float HALF = 0.5f;

    private final int height;
    private final int width;
    private final int[] numbers;
    private final int count;

    private Division(int height, int width, int[] numbers, int count) {
        this.height = height;
        this.width = width;
        this.numbers = numbers;
        this.count = count;
    }

    /** Rectangles of about one size, at least one pixel each. */
    public static Division grid(int height, int width, int rows, int columns) {
        if (rows < 1 || columns < 1 || rows > height || columns > width) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + " x " + columns + " does not fit an image of " + height + " x " + width);
        }
        int[] labels = new int[height * width];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / width * rows / height * columns + i % width * columns / width;
        }
        return numbered(height, width, labels, 1, labels.length);
    }

    /**
     * Superpixels of an image.
     *
     * @param wanted about how many
     * @param compactness see {@link Superpixels#of(Image, int, double)}
     * @param least pixels of the smallest that has a number
     * @param most pixels of the largest that has a number
     */
    public static Division superpixels(Image image, int wanted, double compactness, int least, int most) {
        Superpixels cut = Superpixels.of(image, wanted, compactness);
        return numbered(image.height(), image.width(), cut.labels(), least, most);
    }

    /** Numbers labels from 0 in reading order, those of a size within these bounds only. */
    private static Division numbered(int height, int width, int[] labels, int least, int most) {
        int[] sizes = new int[Arrays.stream(labels).max().orElse(0) + 1];
        for (int label : labels) {
            sizes[label]++;
        }
        int[] numberOf = new int[sizes.length];
        Arrays.fill(numberOf, -1);
        int next = 1;
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if (numberOf[label] < 0) {
                numberOf[label] = sizes[label] >= least && sizes[label] <= most ? next++ : NONE;
            }
            numbers[i] = numberOf[label];
        }
        return new Division(height, width, numbers, next - 1);
    }

    /** The number of regions. */
    public int count() {
        return count;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int at(int y, int x) {
        return numbers[y * width + x];
    }

    /**
     * A map in which each region has its value, and all else 0; the nearest pixel where the size differs.
     *
     * @param values of regions, by number; those that are no number of a region are left out
     * @param mapHeight of the map
     * @param mapWidth of the map
     */
    public AnomalyMap paint(Map<Integer, Double> values, int mapHeight, int mapWidth) {
        float[] map = new float[mapHeight * mapWidth];
        for (int y = 0; y < mapHeight; y++) {
            int row = (2 * y + 1) * height / (2 * mapHeight);
            for (int x = 0; x < mapWidth; x++) {
                int number = at(row, (2 * x + 1) * width / (2 * mapWidth));
                map[y * mapWidth + x] =
                        number == NONE ? 0 : values.getOrDefault(number, 0.0).floatValue();
            }
        }
        return AnomalyMap.owning(mapHeight, mapWidth, map);
    }

    /** The pixels of some regions, in an image of this size; the nearest pixel where the size differs. */
    public Mask mask(Set<Integer> regions, int maskHeight, int maskWidth) {
        Map<Integer, Double> ones = regions.stream().collect(Collectors.toMap(number -> number, number -> 1.0));
        return Mask.above(paint(ones, maskHeight, maskWidth), HALF);
    }
}
