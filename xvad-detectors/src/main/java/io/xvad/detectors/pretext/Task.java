package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** What a classifier learns without labels: which version of a picture it is shown. */
public enum Task {
    /** Turned by 0, 90, 180 or 270 degrees (Gidaris et al. 2018). */
    ROTATIONS("rotations", 4) {
        @Override
        float[] version(float[] picture, int size, int kind, UniformRandomProvider random) {
            return turned(picture, size, kind);
        }

        @Override
        float[] restored(float[] map, int size, int kind) {
            return turned(map, size, (4 - kind) % 4);
        }
    },
    /** As it is, or with a synthetic defect of one of the kinds. */
    DEFECTS("defects", 1 + SyntheticDefect.values().length) {
        @Override
        float[] version(float[] picture, int size, int kind, UniformRandomProvider random) {
            return kind == 0
                    ? picture
                    : SyntheticDefect.values()[kind - 1]
                            .apply(Image.of("version", 3, size, size, picture), 1, random.nextLong())
                            .image()
                            .toArray();
        }

        @Override
        float[] restored(float[] map, int size, int kind) {
            return map;
        }
    };

    private final String taskName;
    private final int versions;

    Task(String taskName, int versions) {
        this.taskName = taskName;
        this.versions = versions;
    }

    public static Task named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.taskName.equals(name))
                .findFirst()
                .orElseThrow();
    }

    String taskName() {
        return taskName;
    }

    /** How many versions there are of a picture. */
    public int versions() {
        return versions;
    }

    /** A version of a picture, shape (channels, size, size). */
    abstract float[] version(float[] picture, int size, int kind, UniformRandomProvider random);

    /** A map of a version as a map of the picture. */
    abstract float[] restored(float[] map, int size, int kind);

    /** Each pixel goes where the turn takes it: from the first one's place so far down for a row, and so far across. */
    private static float[] turned(float[] planes, int size, int quarters) {
        int cells = size * size;
        int first = new int[] {0, size - 1, cells - 1, cells - size}[quarters];
        int down = new int[] {size, -1, -size, 1}[quarters];
        int across = new int[] {1, size, -1, -size}[quarters];
        float[] turned = new float[planes.length];
        for (int i = 0; i < planes.length; i += size) {
            int to = i / cells * cells + first + i % cells / size * down;
            for (int x = 0; x < size; x++) {
                turned[to + x * across] = planes[i + x];
            }
        }
        return turned;
    }
}
