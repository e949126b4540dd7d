package io.xvad.video.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks of a video in one npy file of shape frames x height x width, of which one frame is read at a time: each is given to
 * {@link Npy} as an array of its own, with the header of the file but for the shape. Thread-safe.
 */
final class NpyVolume implements FrameMasks {

    private static final int PREFIX = 8;
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,?\\s*\\)");

    private final Path file;
    private final byte[] header;
    private final int frames;
    private final int height;
    private final int width;
    private final long frameBytes;

    private NpyVolume(Path file, byte[] header, Matcher shape, long dataBytes) {
        this.file = file;
        this.header = header;
        this.frames = Integer.parseInt(shape.group(1));
        this.height = Integer.parseInt(shape.group(2));
        this.width = Integer.parseInt(shape.group(3));
        this.frameBytes = frames == 0 ? 0 : dataBytes / frames;
    }

    /**
     * Reads the header.
     *
     * @throws XvadDataException naming the file, if it is not npy, or not of three dimensions in C order
     */
    static NpyVolume open(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] prefix = new byte[PREFIX];
            in.readFully(prefix);
            ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int sizeBytes = prefix[PREFIX - 2] == 1 ? Short.BYTES : Integer.BYTES;
            in.readFully(size.array(), 0, sizeBytes);
            if (size.getInt(0) < 0 || size.getInt(0) > in.length()) {
                throw new XvadDataException(file + ": broken npy header");
            }
            byte[] text = new byte[size.getInt(0)];
            in.readFully(text);
            return of(file, prefix, sizeBytes, text, in.length() - in.getFilePointer());
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read as npy: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof EOFException ? "it is cut short" : String.valueOf(e.getMessage());
    }

    private static NpyVolume of(Path file, byte[] prefix, int sizeBytes, byte[] text, long dataBytes) {
        String header = new String(text, StandardCharsets.ISO_8859_1);
        Matcher shape = SHAPE.matcher(header);
        if (!shape.find() || header.contains("'fortran_order': True")) {
            throw new XvadDataException(
                    file + ": must be npy of frames x height x width in C order, has the header " + header.strip());
        }
        String one = "'shape': (" + shape.group(2) + ", " + shape.group(3) + ")";
        byte[] changed = (header.substring(0, shape.start()) + one + header.substring(shape.end()))
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(PREFIX + sizeBytes + changed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(prefix);
        if (sizeBytes == Short.BYTES) {
            out.putShort((short) changed.length);
        } else {
            out.putInt(changed.length);
        }
        return new NpyVolume(file, out.put(changed).array(), shape, dataBytes);
    }

    int frames() {
        return frames;
    }

    @Override
    public Mask read(int frame, Image image) {
        byte[] npy = Arrays.copyOf(header, Math.toIntExact(header.length + frameBytes));
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(in.length() - frameBytes * (frames - frame));
            in.readFully(npy, header.length, (int) frameBytes);
        } catch (IOException e) {
            throw new XvadDataException(file + ": frame " + frame + " cannot be read: " + reason(e), e);
        }
        double[] values = Npy.read(file + " frame " + frame, npy).doubles();
        boolean[] anomalous = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            anomalous[i] = values[i] != 0;
        }
        return Mask.of(height, width, anomalous);
    }
}
