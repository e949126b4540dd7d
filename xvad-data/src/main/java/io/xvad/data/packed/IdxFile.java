package io.xvad.data.packed;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file in the IDX format of MNIST (LeCun, Cortes and Burges) and Fashion-MNIST (Xiao et al. 2017), plain or {@code .gz}: unsigned
 * bytes, with big-endian sizes before them. Images are grey, [0,1].
 */
public final class IdxFile implements PackedImages {

    private static final int LABELS = 0x0801;
    private static final int IMAGES = 0x0803;
    private static final int LABELS_HEADER = 8;
    private static final int IMAGES_HEADER = 16;
    private static final int MAX_SIDE = 4096;
    private static final int MAX_ITEMS = 10_000_000;

    private final StoredBytes bytes;
    private final int size;
    private final int height;
    private final int width;

    private IdxFile(StoredBytes bytes, int size, int height, int width) {
        this.bytes = bytes;
        this.size = size;
        this.height = height;
        this.width = width;
    }

    /**
     * Opens a file of images; reads its header.
     *
     * @throws XvadDataException naming the file, if it is none, cut short, or of sizes that no such file has
     */
    public static IdxFile images(Path file) {
        StoredBytes bytes = new StoredBytes(file);
        ByteBuffer header = header(bytes, IMAGES_HEADER, IMAGES, "images");
        int size = within(file, "images", header.getInt(), MAX_ITEMS);
        int height = within(file, "rows", header.getInt(), MAX_SIDE);
        int width = within(file, "columns", header.getInt(), MAX_SIDE);
        IdxFile images = new IdxFile(bytes, size, height, width);
        bytes.requireLength(images.total());
        return images;
    }

    /**
     * Reads a file of labels.
     *
     * @return one from 0 to 255 for each image
     * @throws XvadDataException naming the file, if it is none or cut short
     */
    public static int[] labels(Path file) {
        StoredBytes bytes = new StoredBytes(file);
        int size = within(
                file, "labels", header(bytes, LABELS_HEADER, LABELS, "labels").getInt(), MAX_ITEMS);
        byte[] read = bytes.part(LABELS_HEADER, size, LABELS_HEADER + (long) size);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = Byte.toUnsignedInt(read[i]);
        }
        return labels;
    }

    private static ByteBuffer header(StoredBytes bytes, int length, int magic, String what) {
        ByteBuffer header = ByteBuffer.wrap(bytes.head(length));
        int found = header.getInt();
        if (found != magic) {
            throw new XvadDataException(
                    bytes.file() + ": is no IDX file of " + what + ": begins with " + found + ", not " + magic);
        }
        return header;
    }

    private static int within(Path file, String what, int count, int most) {
        if (count < 1 || count > most) {
            throw new XvadDataException(file + ": tells of " + count + " " + what + "; 1 to " + most + " are read");
        }
        return count;
    }

    private long total() {
        return IMAGES_HEADER + (long) size * height * width;
    }

    @Override
    public Path file() {
        return bytes.file();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Image read(int index) {
        Objects.checkIndex(index, size);
        int pixels = height * width;
        byte[] grey = bytes.part(IMAGES_HEADER + (long) index * pixels, pixels, total());
        return Image.of(file() + "#" + index, 1, height, width, Unsigned.shares(grey, 0, pixels));
    }
}
