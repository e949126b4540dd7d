package io.xvad.data.packed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** Writes very small files that hold many images. */
public final class PackedFiles {

    private static final int CIFAR_SAMPLES = 3 * 32 * 32;

    private PackedFiles() {}

    /** Writes bytes, compressed if the name ends in {@code .gz}. */
    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, file.toString().endsWith(".gz") ? compressed(bytes) : bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** Images of 2 rows and 3 columns, each as grey as its number. */
    public static byte[] idxImages(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + 6 * count);
        bytes.putInt(0x0803).putInt(count).putInt(2).putInt(3);
        for (int i = 0; i < 6 * count; i++) {
            bytes.put((byte) (i / 6));
        }
        return bytes.array();
    }

    public static byte[] idxLabels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
        bytes.putInt(0x0801).putInt(labels.length);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    /** Records of so many label bytes each, of which the image has the red, green and blue 51, 102 and 255. */
    public static byte[] cifar(int labelBytes, int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < labels.length; i++) {
            out.write(labels[i]);
            if (i % labelBytes == labelBytes - 1) {
                for (int sample = 0; sample < CIFAR_SAMPLES; sample++) {
                    out.write(new int[] {51, 102, 255}[sample / 1024]);
                }
            }
        }
        return out.toByteArray();
    }

    /** Digits of which the image has its number at row 1, column 2 in green, and else 200. */
    public static void svhn(Path file, int... labels) throws IOException {
        svhn(file, MatlabType.UInt8, labels);
    }

    /** As {@link #svhn(Path, int...)}, with samples of a type. */
    public static void svhn(Path file, MatlabType type, int... labels) throws IOException {
        Matrix images = Mat5.newMatrix(new int[] {32, 32, 3, labels.length}, type);
        Matrix digits = Mat5.newMatrix(labels.length, 1);
        for (int i = 0; i < labels.length; i++) {
            digits.setDouble(i, labels[i]);
            for (int at = 0; at < CIFAR_SAMPLES; at++) {
                images.setInt(i * CIFAR_SAMPLES + at, 200);
            }
            images.setInt(1 + 32 * (2 + 32 * (1 + 3 * i)), i);
        }
        Files.createDirectories(file.resolveSibling(""));
        Mat5.writeToFile(Mat5.newMatFile().addArray("X", images).addArray("y", digits), file.toFile());
    }

    /**
     * A volume of 16-bit values.
     *
     * @param sides columns, rows and slices
     */
    public static byte[] nifti(ByteOrder order, int[] sides, float slope, float intercept, short... values) {
        ByteBuffer bytes = ByteBuffer.allocate(352 + 2 * values.length).order(order);
        bytes.putInt(0, 348);
        bytes.putShort(40, (short) 3);
        for (int axis = 0; axis < 3; axis++) {
            bytes.putShort(42 + 2 * axis, (short) sides[axis]);
        }
        bytes.putShort(70, (short) 4);
        bytes.putShort(72, (short) 16);
        bytes.putFloat(108, 352);
        bytes.putFloat(112, slope);
        bytes.putFloat(116, intercept);
        bytes.position(344);
        bytes.put("n+1\0".getBytes(StandardCharsets.ISO_8859_1));
        bytes.position(352);
        for (short value : values) {
            bytes.putShort(value);
        }
        return bytes.array();
    }
}
