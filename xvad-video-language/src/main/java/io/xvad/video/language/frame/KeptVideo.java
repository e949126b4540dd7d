package io.xvad.video.language.frame;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a video, kept until it has ended: the first ones in memory, the rest in a temporary file that is deleted when this is closed, with a byte for a value of 8 bits and four for any other, as long as the disk
 * has room. Not thread-safe.
 */
public final class KeptVideo implements AutoCloseable {

    /** What frames may take of the memory, in bytes. */
    static final long IN_MEMORY = 64L << 20;

    /** What is left free of the disk of temporary files, in bytes. */
    static final long SPARE = 256_000_000;

    private static final int WHITE = 255;
    private static final int MEGABYTE = 1_000_000;

    private final long inMemory;
    private final long spare;
    private final List<Kept> frames = new ArrayList<>();
    private long held;
    private long written;
    private @Nullable FileChannel file;

    private sealed interface Kept permits InMemory, InFile {}

    private record InMemory(Frame frame) implements Kept {}

    private record InFile(long index, double seconds, String id, Shape shape, long at, boolean eightBit)
            implements Kept {}

    private record Shape(int channels, int height, int width) {
        int size() {
            return channels * height * width;
        }
    }

    /** No frames yet. */
    public KeptVideo() {
        this(IN_MEMORY, SPARE);
    }

    KeptVideo(long inMemory, long spare) {
        this.inMemory = inMemory;
        this.spare = spare;
    }

    /**
     * Adds a frame.
     *
     * @throws XvadDataException if the temporary file cannot be written, or its disk would have less than {@value #SPARE} bytes left
     */
    public void add(Frame frame) {
        Image image = frame.image();
        Shape shape = new Shape(image.channels(), image.height(), image.width());
        held += (long) Float.BYTES * shape.size();
        frames.add(held <= inMemory ? new InMemory(frame) : written(frame, shape));
    }

    private Kept written(Frame frame, Shape shape) {
        float[] values = frame.image().toArray();
        boolean eightBit = isEightBit(values);
        ByteBuffer bytes = ByteBuffer.allocate(eightBit ? values.length : Float.BYTES * values.length);
        for (float value : values) {
            if (eightBit) {
                bytes.put((byte) Math.round(value * WHITE));
            } else {
                bytes.putFloat(value);
            }
        }
        long at = written;
        written += bytes.capacity();
        try {
            write(bytes.flip(), at);
        } catch (IOException e) {
            throw new XvadDataException(
                    "the frames of a video are kept in " + folder() + " until it has ended, which cannot be written: "
                            + e.getMessage(),
                    e);
        }
        return new InFile(frame.index(), frame.seconds(), frame.image().id(), shape, at, eightBit);
    }

    private static String folder() {
        return System.getProperty("java.io.tmpdir");
    }

    private static boolean isEightBit(float[] values) {
        for (float value : values) {
            if (Math.round(value * WHITE) / (float) WHITE != value) {
                return false;
            }
        }
        return true;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("xvad-frames", ".tmp");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        requireRoom(bytes.remaining());
        long to = at;
        while (bytes.hasRemaining()) {
            to += open.write(bytes, to);
        }
    }

    /** Refuses to fill a disk that others need too. */
    private void requireRoom(int bytes) throws IOException {
        long usable = Path.of(folder()).toFile().getUsableSpace();
        if (usable - bytes < spare) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "after %d MB of frames it has %d MB left, of which %d MB are to stay free; cut the video into shorter ones, scale it down, or name a folder with more room (-Djava.io.tmpdir=DIR)",
                    (written - bytes) / MEGABYTE,
                    usable / MEGABYTE,
                    spare / MEGABYTE));
        }
    }

    /** Number of frames. */
    public int size() {
        return frames.size();
    }

    /** Time stamp of a frame, in seconds. */
    public double seconds(int index) {
        return frames.get(index) instanceof InFile kept ? kept.seconds : ((InMemory) frames.get(index)).frame.seconds();
    }

    /**
     * A frame as it came.
     *
     * @param index from 0, in the order in which they came
     * @throws XvadDataException if the temporary file cannot be read
     */
    public Frame get(int index) {
        if (frames.get(index) instanceof InMemory kept) {
            return kept.frame;
        }
        InFile kept = (InFile) frames.get(index);
        try {
            Image image = Image.of(kept.id, kept.shape.channels, kept.shape.height, kept.shape.width, values(kept));
            return new Frame(kept.index, kept.seconds, image);
        } catch (IOException e) {
            throw new XvadDataException("a kept frame cannot be read: " + e.getMessage(), e);
        }
    }

    private float[] values(InFile kept) throws IOException {
        float[] values = new float[kept.shape.size()];
        ByteBuffer bytes = ByteBuffer.allocate(kept.eightBit ? values.length : Float.BYTES * values.length);
        FileChannel open = file;
        long from = kept.at;
        while (bytes.hasRemaining()) {
            int read = open == null ? -1 : open.read(bytes, from);
            if (read < 0) {
                throw new IOException("the file has ended");
            }
            from += read;
        }
        bytes.flip();
        for (int i = 0; i < values.length; i++) {
            values[i] = kept.eightBit ? (bytes.get() & WHITE) / (float) WHITE : bytes.getFloat();
        }
        return values;
    }

    @Override
    public void close() {
        frames.clear();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new XvadDataException("a temporary file cannot be deleted: " + e.getMessage(), e);
            }
            file = null;
        }
    }
}
