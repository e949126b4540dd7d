package io.xvad.data.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A little-endian TIFF of one strip, written by hand: tags as numbers, samples as they come. */
final class TiffFile {

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 12;

    private final Map<Integer, Number> tags = new TreeMap<>();
    private final byte[] strip;

    private TiffFile(byte[] strip) {
        this.strip = strip;
    }

    /** Grey samples of so many bits in a row; {@code format} is 1 for unsigned, 2 for signed, 3 for float. */
    static TiffFile grey(int bits, int format, double... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            if (format == 3 && bits == 32) {
                bytes.putFloat((float) sample);
            } else if (format == 3) {
                bytes.putDouble(sample);
            } else if (bits == 8) {
                bytes.put((byte) (long) sample);
            } else if (bits == 16) {
                bytes.putShort((short) (long) sample);
            } else {
                bytes.putInt((int) (long) sample);
            }
        }
        return row(bits, format, samples.length, bytes.array());
    }

    /** Grey samples in a row, as they are packed. */
    static TiffFile row(int bits, int format, int samples, byte[] packed) {
        return new TiffFile(packed)
                .with(256, samples)
                .with(257, 1)
                .with(258, bits)
                .with(259, 1)
                .with(262, 1)
                .with(277, 1)
                .with(278, 1)
                .with(279, packed.length)
                .with(339, format);
    }

    /** With a tag: doubles are written as such, whole numbers as 16 or 32 bits. */
    TiffFile with(int tag, Number value) {
        tags.put(tag, value);
        return this;
    }

    byte[] classic() {
        return bytes(false);
    }

    byte[] big() {
        return bytes(true);
    }

    private byte[] bytes(boolean big) {
        int word = big ? 8 : 4;
        int header = big ? 16 : 8;
        tags.put(273, 0);
        int directory = (big ? 8 : 2) + tags.size() * (4 + 2 * word) + word;
        long doubles = tags.values().stream().filter(Double.class::isInstance).count();
        int extra = header + directory;
        tags.put(273, extra + (int) doubles * 8);
        ByteBuffer out =
                ByteBuffer.allocate(extra + (int) doubles * 8 + strip.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
        if (big) {
            out.putShort((short) 8).putShort((short) 0).putLong(header).putLong(tags.size());
        } else {
            out.putInt(header).putShort((short) tags.size());
        }
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (Map.Entry<Integer, Number> tag : tags.entrySet()) {
            entry(tag.getKey(), tag.getValue(), big, extra, out, values);
        }
        return out.put(new byte[word]).put(values.toByteArray()).put(strip).array();
    }

    private static void entry(
            int tag, Number value, boolean big, int extra, ByteBuffer out, ByteArrayOutputStream values) {
        boolean real = value instanceof Double;
        int type = real ? DOUBLE : value.longValue() < 65_536 ? SHORT : LONG;
        out.putShort((short) tag).putShort((short) type);
        long field = value.longValue();
        if (big) {
            out.putLong(1);
            out.putLong(real ? Double.doubleToLongBits(value.doubleValue()) : field);
            return;
        }
        out.putInt(1);
        if (real) {
            out.putInt(extra + values.size());
            values.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value.doubleValue())
                    .array());
        } else {
            out.putInt((int) field);
        }
    }
}
