package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.awt.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Masks from the files of YOLO, one {@code NAME.txt} for the image {@code NAME.*}. A row is {@code CLASS X Y WIDTH HEIGHT}, the
 * centre and size of a box, or {@code CLASS X1 Y1 X2 Y2 X3 Y3 …}, a polygon; all as shares of the image. Every class is
 * anomalous. Each file is read when its image is asked for. Immutable and thread-safe.
 */
public final class YoloAnnotations implements MaskSource {

    private static final long MAX_BYTES = 64 << 20;

    /** Rounding may put a point this far outside. */
    private static final double SLACK = 0.01;

    private final ImageNames<Path> files;

    private YoloAnnotations(ImageNames<Path> files) {
        this.files = files;
    }

    /**
     * Finds the files below a directory; none is read yet.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static YoloAnnotations in(Path directory) {
        return new YoloAnnotations(AnnotationFiles.named(directory, "txt"));
    }

    @Override
    public Optional<Mask> maskOf(Path image, int height, int width) {
        return files.get(image).map(file -> mask(file, height, width));
    }

    private static Mask mask(Path file, int height, int width) {
        MaskCanvas canvas = new MaskCanvas(height, width);
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                try {
                    canvas.fill(outline(line.split("\\s+"), height, width));
                } catch (IllegalArgumentException e) {
                    throw new XvadDataException(file + ": line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return canvas.mask();
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new XvadDataException(file + ": larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Shape outline(String[] row, int height, int width) {
        double[] numbers = new double[row.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = share(row[i + 1]) * (i % 2 == 0 ? width : height);
        }
        if (numbers.length == 4) {
            return Outlines.box(
                    numbers[0] - numbers[2] / 2,
                    numbers[1] - numbers[3] / 2,
                    numbers[0] + numbers[2] / 2,
                    numbers[1] + numbers[3] / 2);
        }
        if (numbers.length < 6 || numbers.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a row is a class and 4 numbers of a box, or at least 6 numbers of a polygon, got "
                            + numbers.length);
        }
        return Outlines.polygon(numbers);
    }

    private static double share(String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
        if (!(value >= -SLACK && value <= 1 + SLACK)) {
            throw new IllegalArgumentException("shares of the image lie between 0 and 1, got " + text);
        }
        return value;
    }
}
