package io.xvad.data.packed;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A batch in the binary form of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label (of CIFAR-100 two, coarse and fine)
 * and an RGB image of 32 x 32 pixels. Images are RGB, [0,1].
 */
public final class CifarFile implements PackedImages {

    private static final int SIDE = 32;
    private static final int SAMPLES = 3 * SIDE * SIDE;
    private static final int MAX_RECORDS = 10_000_000;

    private final StoredBytes bytes;
    private final int labelBytes;
    private final int[][] labels;

    private CifarFile(StoredBytes bytes, int labelBytes, int[][] labels) {
        this.bytes = bytes;
        this.labelBytes = labelBytes;
        this.labels = labels;
    }

    /** Opens a batch of CIFAR-10; reads its labels; throws {@link XvadDataException} naming a file that is none. */
    public static CifarFile ten(Path file) {
        return open(file, 1);
    }

    /** Opens a part of CIFAR-100; reads its labels; throws {@link XvadDataException} naming a file that is none. */
    public static CifarFile hundred(Path file) {
        return open(file, 2);
    }

    private static CifarFile open(Path file, int labelBytes) {
        int record = labelBytes + SAMPLES;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long length = Files.size(file);
            if (length == 0 || length % record != 0 || length / record > MAX_RECORDS) {
                throw new XvadDataException(file + ": has " + length + " bytes, which are not records of " + record);
            }
            int[][] labels = new int[(int) (length / record)][labelBytes];
            for (int[] label : labels) {
                for (int i = 0; i < labelBytes; i++) {
                    label[i] = in.read();
                }
                in.skipNBytes(SAMPLES);
            }
            return new CifarFile(new StoredBytes(file), labelBytes, labels);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    @Override
    public Path file() {
        return bytes.file();
    }

    @Override
    public int size() {
        return labels.length;
    }

    /** The class of an image, from 0 to 255; of CIFAR-100 the fine one. */
    public int label(int index) {
        return labels[index][labelBytes - 1];
    }

    /** The coarse class of an image of CIFAR-100, from 0 to 255; of CIFAR-10 the same as {@link #label}. */
    public int coarseLabel(int index) {
        return labels[index][0];
    }

    @Override
    public Image read(int index) {
        Objects.checkIndex(index, size());
        int record = labelBytes + SAMPLES;
        byte[] rgb = bytes.part((long) index * record + labelBytes, SAMPLES, (long) size() * record);
        return Image.of(file() + "#" + index, 3, SIDE, SIDE, Unsigned.shares(rgb, 0, SAMPLES));
    }
}
