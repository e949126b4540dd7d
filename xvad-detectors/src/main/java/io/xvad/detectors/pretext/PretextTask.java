package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** A task that is learned without labels: to tell which transformation was applied to an image. */
public enum PretextTask {
    /** Rotation by 0, 90, 180 or 270 degrees (Gidaris et al., 2018). */
    ROTATIONS("rotations", 4) {
        @Override
        float[] transformed(float[] image, int size, int label, UniformRandomProvider random) {
            return rotated(image, size, label);
        }

        @Override
        float[] restored(float[] map, int size, int label) {
            return rotated(map, size, (4 - label) % 4);
        }
    },
    /** None, or a synthetic defect of one of the kinds. */
    DEFECTS("defects", 1 + SyntheticDefect.values().length) {
        @Override
        float[] transformed(float[] image, int size, int label, UniformRandomProvider random) {
            return label == 0
                    ? image
                    : SyntheticDefect.values()[label - 1]
                            .apply(Image.of("image", 3, size, size, image), 1, random.nextLong())
                            .image()
                            .toArray();
        }

        @Override
        float[] restored(float[] map, int size, int label) {
            return map;
        }
    };

    private final String taskName;
    private final int classes;

    PretextTask(String taskName, int classes) {
        this.taskName = taskName;
        this.classes = classes;
    }

    /** The task with this value of the option. */
    public static PretextTask named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.taskName.equals(name))
                .findFirst()
                .orElseThrow();
    }

    String taskName() {
        return taskName;
    }

    /** How many transformations there are; the first, of label 0, leaves an image as it is. */
    public int classes() {
        return classes;
    }

    /** An image with the transformation of a label, shape (channels, size, size). */
    abstract float[] transformed(float[] image, int size, int label, UniformRandomProvider random);

    /** The map of a transformed image as a map of the image. */
    abstract float[] restored(float[] map, int size, int label);

    /** Each pixel goes where the rotation takes it: from the first one's place so far down for a row, and so far across. */
    private static float[] rotated(float[] planes, int size, int quarters) {
        int cells = size * size;
        int first = new int[] {0, size - 1, cells - 1, cells - size}[quarters];
        int down = new int[] {size, -1, -size, 1}[quarters];
        int across = new int[] {1, size, -1, -size}[quarters];
        float[] rotated = new float[planes.length];
        for (int i = 0; i < planes.length; i += size) {
            int to = i / cells * cells + first + i % cells / size * down;
            for (int x = 0; x < size; x++) {
                rotated[to + x * across] = planes[i + x];
            }
        }
        return rotated;
    }
}
