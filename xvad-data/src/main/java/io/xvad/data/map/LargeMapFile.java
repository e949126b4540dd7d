package io.xvad.data.map;

import io.xvad.core.AnomalyMap;
import io.xvad.core.MapBand;
import io.xvad.core.MapBands;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a map that comes in bands, so that it is never whole in memory: first to a temporary file, then as npy or TIFF of float32. What is
 * ignored has the lowest of the other values. Closing deletes the temporary file. Not thread-safe.
 */
public final class LargeMapFile implements MapBands, AutoCloseable {

    private static final int ROWS = 256;

    private final Path temporary;
    private final FileChannel rows;
    private final int height;
    private final int width;
    private float lowest = Float.POSITIVE_INFINITY;
    private int written;

    private LargeMapFile(Path temporary, FileChannel rows, int height, int width) {
        this.temporary = temporary;
        this.rows = rows;
        this.height = height;
        this.width = width;
    }

    /**
     * Begins a map of a size.
     *
     * @param directory where its temporary file lies; made if it is not there
     * @throws XvadDataException if it cannot be written to
     */
    public static LargeMapFile in(Path directory, int height, int width) {
        try {
            Path temporary = Files.createTempFile(Files.createDirectories(directory), ".xvad-", ".tmp");
            return new LargeMapFile(
                    temporary,
                    FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    height,
                    width);
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be written to: " + e.getMessage(), e);
        }
    }

    /**
     * Takes the next rows.
     *
     * @throws XvadDataException if they cannot be written
     */
    @Override
    public void add(MapBand band) {
        AnomalyMap map = band.map();
        ByteBuffer bytes = buffer(map.height());
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < width; x++) {
                boolean counts = band.counts(y, x);
                lowest = counts ? Math.min(lowest, map.at(y, x)) : lowest;
                bytes.putFloat(counts ? map.at(y, x) : Float.NaN);
            }
        }
        try {
            write(bytes.flip(), band.top());
        } catch (IOException e) {
            throw new XvadDataException(temporary + ": cannot be written: " + e.getMessage(), e);
        }
        written += map.height();
    }

    /** Whether all rows have come; none of a detector that gives no maps. */
    public boolean isWhole() {
        return written == height;
    }

    /**
     * Writes npy of shape (height, width).
     *
     * @throws XvadDataException if it cannot be written
     */
    public void writeNpy(Path file) {
        requireWhole();
        WholeFile.write(file, out -> {
            out.write(Npy.floatHeader(height, width));
            for (int top = 0; top < height; top += ROWS) {
                Channels.newChannel(out).write(read(top, Math.min(ROWS, height - top)));
            }
        });
    }

    /**
     * Writes a TIFF, uncompressed.
     *
     * @throws XvadDataException if it cannot be written
     */
    public void writeTiff(Path file) {
        requireWhole();
        WholeFile.write(
                file, out -> FloatTiff.write(new FloatRows(height, width, this::values), file.resolveSibling(""), out));
    }

    private void requireWhole() {
        if (!isWhole()) {
            throw new IllegalStateException("only " + written + " of " + height + " rows have come");
        }
    }

    private float[] values(int top, int count) {
        float[] values = new float[count * width];
        try {
            read(top, count).asFloatBuffer().get(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    /** Some rows, little-endian, what is ignored filled. */
    private ByteBuffer read(int top, int count) throws IOException {
        ByteBuffer bytes = buffer(count);
        long at = position(top);
        while (bytes.hasRemaining()) {
            if (rows.read(bytes, at + bytes.position()) < 0) {
                throw new IOException(temporary + " is cut short");
            }
        }
        for (int i = 0; i < bytes.capacity(); i += Float.BYTES) {
            if (Float.isNaN(bytes.getFloat(i))) {
                bytes.putFloat(i, Float.isFinite(lowest) ? lowest : 0);
            }
        }
        return bytes.flip();
    }

    private void write(ByteBuffer bytes, int top) throws IOException {
        long at = position(top);
        while (bytes.hasRemaining()) {
            rows.write(bytes, at + bytes.position());
        }
    }

    private long position(int row) {
        return (long) row * width * Float.BYTES;
    }

    private ByteBuffer buffer(int count) {
        return ByteBuffer.allocate(count * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            rows.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new XvadDataException(temporary + ": cannot be deleted: " + e.getMessage(), e);
        }
    }
}
