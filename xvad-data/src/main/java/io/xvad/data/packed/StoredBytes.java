package io.xvad.data.packed;

import io.xvad.core.HeapSpace;
import io.xvad.core.XvadDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, or of what is compressed in it by gzip if its name ends in {@code .gz}. Of a plain file only what is
 * asked for is read; what was inflated is kept while memory lasts. Thread-safe.
 */
final class StoredBytes {

    private final Path file;
    private final boolean compressed;
    private SoftReference<byte[]> inflated = new SoftReference<>(null);

    StoredBytes(Path file) {
        this.file = file;
        this.compressed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    Path file() {
        return file;
    }

    /**
     * The first bytes.
     *
     * @throws XvadDataException naming the file, if there are fewer or it cannot be read
     */
    byte[] head(int length) {
        try (InputStream in = open()) {
            byte[] head = in.readNBytes(length);
            if (head.length < length) {
                throw cutShort(length, head.length);
            }
            return head;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Makes sure that a plain file is as long as its header says; a compressed one tells when it is inflated.
     *
     * @throws XvadDataException naming the file, if it is shorter
     */
    void requireLength(long wanted) {
        if (wanted > Integer.MAX_VALUE - 8 && compressed) {
            throw new XvadDataException(file + ": inflated has " + wanted + " bytes, more than are read; inflate it");
        }
        try {
            if (!compressed && Files.size(file) < wanted) {
                throw cutShort(wanted, Files.size(file));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Some of the bytes.
     *
     * @param total number of bytes that the file must have by its header; of a compressed one so many are inflated
     * @throws XvadDataException naming the file, if it is cut short or cannot be read
     */
    byte[] part(long offset, int length, long total) {
        return compressed
                ? Arrays.copyOfRange(inflated((int) total), (int) offset, (int) offset + length)
                : seek(offset, length);
    }

    private byte[] seek(long offset, int length) {
        byte[] bytes = new byte[length];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(offset);
            in.readFully(bytes);
            return bytes;
        } catch (EOFException e) {
            throw new XvadDataException(file + ": is cut short", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private synchronized byte[] inflated(int total) {
        byte @Nullable [] kept = inflated.get();
        if (kept == null) {
            HeapSpace.require(file.toString(), total);
            kept = HeapSpace.of(file.toString(), () -> head(total));
            inflated = new SoftReference<>(kept);
        }
        return kept;
    }

    private InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return compressed ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private XvadDataException cutShort(long wanted, long there) {
        return new XvadDataException(file + ": is cut short: " + wanted + " bytes are wanted, " + there + " are there");
    }

    private XvadDataException unreadable(IOException e) {
        return new XvadDataException(file + ": cannot be read: " + e, e);
    }
}
